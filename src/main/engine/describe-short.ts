// Owns the values that one number says all of: small ints, how many items a container has. Pure; the texts are those of describe.ts.
// Must not know the other kinds. Invariant: for a payload that has a short form, writeShort gives what describeValue gives.

import type { ValueKind } from '../../shared/model/engine-messages.ts';
import type { EngineLayout } from './layout.ts';

/** How a count of items reads. */
export interface CountedForm {
  readonly open: string;
  readonly close: string;
  readonly empty: string;
}
export const COUNTED = {
  list: { open: '[', close: ']', empty: '[]' },
  tuple: { open: '(', close: ')', empty: '()' },
  dict: { open: '{', close: '}', empty: '{}' },
  set: { open: '{', close: '}', empty: 'set()' },
  frozenset: { open: 'frozenset({', close: '})', empty: 'frozenset()' },
} as const satisfies Partial<Record<ValueKind, CountedForm>>;
type CountedKind = keyof typeof COUNTED;
const COUNTED_KINDS = Object.keys(COUNTED) as CountedKind[];

export const counted = ({ open, close, empty }: CountedForm, count: number): string =>
  count === 0 ? empty : `${open}${count} item${count === 1 ? '' : 's'}${close}`;

/** A small int, or what a kind of COUNTED_KINDS holds: index + 1. */
export type ShortForm = number & { readonly shortForm: unique symbol };
const INT = 0 as ShortForm;

export interface ShortValue {
  readonly form: ShortForm;
  readonly amount: number;
}

const countWord = (kind: CountedKind, layout: EngineLayout): number =>
  kind === 'list'
    ? layout.list.size
    : kind === 'tuple'
      ? layout.tuple.size
      : kind === 'dict'
        ? layout.dict.used
        : layout.set.used;

/** Where the short forms of an engine's objects are found. Offsets are in words from the start of the object. */
export class ShortValues {
  readonly #tag: number;
  readonly #digit: number;
  readonly #counts: ReadonlyMap<ValueKind, { readonly form: ShortForm; readonly word: number }>;
  /** Of the last value that was found. */
  form: ShortForm = INT;
  amount = 0;

  constructor(layout: EngineLayout) {
    this.#tag = layout.int.tag >>> 2;
    this.#digit = layout.int.digits >>> 2;
    this.#counts = new Map(
      COUNTED_KINDS.map((kind, i) => [
        kind,
        { form: (i + 1) as ShortForm, word: countWord(kind, layout) >>> 2 },
      ]),
    );
  }

  /** True, and `form` and `amount` say what it is, when the object whose first words stand at `at` has a short form. */
  find(kind: ValueKind, words: Int32Array, at: number): boolean {
    if (kind === 'int') return this.#findInt(words, at);
    const count = this.#counts.get(kind);
    if (count === undefined) return false;
    this.form = count.form;
    this.amount = words[at + count.word] as number;
    return this.amount >= 0;
  }

  /** One digit of 30 bits; 2 in the lowest bits of the tag is the sign. */
  #findInt(words: Int32Array, at: number): boolean {
    const tag = words[at + this.#tag] as number;
    if (tag >>> 3 > 1) return false;
    const digit = tag >>> 3 === 0 ? 0 : (words[at + this.#digit] as number);
    this.form = INT;
    this.amount = (tag & 3) === 2 ? -digit : digit;
    return digit >= 0;
  }
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const WORDS = COUNTED_KINDS.map((kind) => {
  const { open, close, empty } = COUNTED[kind];
  return {
    open: ascii(open),
    one: ascii(` item${close}`),
    more: ascii(` items${close}`),
    empty: ascii(empty),
  };
});

/** Writes the text, at most 64 bytes of ASCII; returns where it ends. */
export function writeShort(
  form: ShortForm,
  amount: number,
  bytes: Uint8Array,
  start: number,
): number {
  if (form === INT) return writeInt(amount, bytes, start);
  const words = WORDS[form - 1];
  if (words === undefined) throw new RangeError(`no short form ${form}`);
  if (amount === 0) return write(words.empty, bytes, start);
  const at = writeInt(amount, bytes, write(words.open, bytes, start));
  return write(amount === 1 ? words.one : words.more, bytes, at);
}

function write(text: Uint8Array, bytes: Uint8Array, start: number): number {
  for (let i = 0; i < text.length; i++) bytes[start + i] = text[i] as number;
  return start + text.length;
}

const MINUS = 45;
const ZERO = 48;

function writeInt(value: number, bytes: Uint8Array, start: number): number {
  let at = start;
  if (value < 0) bytes[at++] = MINUS;
  let rest = Math.abs(value);
  let digits = 1;
  for (let power = 10; power <= rest; power *= 10) digits++;
  const end = at + digits;
  for (let i = end - 1; i >= at; i--) {
    const next = (rest / 10) >>> 0;
    bytes[i] = ZERO + rest - 10 * next;
    rest = next;
  }
  return end;
}
