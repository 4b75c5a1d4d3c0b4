// Owns the values of a column of ends, from the moment an object ends until they are packed as the bytes that the file holds.
// Must not know kinds of objects. Invariant: a value is either a short one, kept as two numbers, or a string; a million ints or lists
// make no strings at all.

import type { TextColumn } from '../../shared/model/session.ts';
import type { ShortForm } from '../engine/describe-short.ts';
import { writeShort } from '../engine/describe-short.ts';

/** What a row has: nothing, a string, or (from SHORT on) a short form. */
const NOTHING = 0;
const STRING = 1;
const SHORT = 2;

const encoder = new TextEncoder();

export class ValueTexts {
  readonly #forms: Uint8Array;
  readonly #amounts: Int32Array;
  readonly #strings: string[];
  #characters = 0;

  constructor(rows: number) {
    this.#forms = new Uint8Array(rows);
    this.#amounts = new Int32Array(rows);
    this.#strings = new Array<string>(rows).fill('');
  }

  /** Characters of all strings that are here. */
  get characters(): number {
    return this.#characters;
  }

  setText(row: number, text: string): void {
    this.#forms[row] = text === '' ? NOTHING : STRING;
    this.#strings[row] = text;
    this.#characters += text.length;
  }

  setShort(row: number, form: ShortForm, amount: number): void {
    this.#forms[row] = SHORT + form;
    this.#amounts[row] = amount;
  }

  clear(row: number): void {
    if (this.#forms[row] === STRING) this.#takeString(row);
    this.#forms[row] = NOTHING;
  }

  /** To a row that has no value; then the other has none. */
  move(from: number, to: number): void {
    this.#forms[to] = this.#forms[from] as number;
    this.#amounts[to] = this.#amounts[from] as number;
    this.#strings[to] = this.#strings[from] as string;
    this.#forms[from] = NOTHING;
    this.#strings[from] = '';
  }

  /** How many of the `count` rows from `from` on have `most` characters together, or little more; one at least. */
  rowsOf(from: number, count: number, most: number): number {
    let characters = 0;
    let rows = 0;
    while (rows < count && characters < most)
      characters += (this.#strings[from + rows++] as string).length;
    return rows;
  }

  /** Rows from … to - 1, each distinct text once; then they have none. */
  take(from: number, to: number): TextColumn {
    const packer = new Packer(to - from);
    for (let row = from; row < to; row++) {
      const form = this.#forms[row] as number;
      packer.indices[row - from] =
        form >= SHORT
          ? packer.short((form - SHORT) as ShortForm, this.#amounts[row] as number)
          : packer.text(form === STRING ? this.#takeString(row) : '');
    }
    return packer.column();
  }

  #takeString(row: number): string {
    const text = this.#strings[row] as string;
    this.#strings[row] = '';
    this.#forms[row] = NOTHING;
    this.#characters -= text.length;
    return text;
  }
}

/** Distinct texts by what they are made of. */
class Packer {
  readonly indices: Uint32Array<ArrayBuffer>;
  readonly #texts = new Map<string, number>();
  readonly #mask: number;
  /** Open addressing: index + 1 of the text of a form and an amount, and those. */
  readonly #known: Int32Array;
  readonly #knownForm: Uint8Array;
  readonly #knownAmount: Int32Array;
  readonly #lengths: Uint32Array<ArrayBuffer>;
  #bytes = new Uint8Array(1 << 16);
  #end = 0;
  #count = 0;

  constructor(rows: number) {
    this.indices = new Uint32Array(rows);
    this.#lengths = new Uint32Array(rows);
    const entries = 2 ** Math.ceil(Math.log2(2 * rows + 2));
    this.#mask = entries - 1;
    this.#known = new Int32Array(entries);
    this.#knownForm = new Uint8Array(entries);
    this.#knownAmount = new Int32Array(entries);
  }

  short(form: ShortForm, amount: number): number {
    let at = (Math.imul(amount, 0x9e37_79b1) >>> 15) + form;
    for (at &= this.#mask; this.#known[at] !== 0; at = (at + 1) & this.#mask)
      if (this.#knownAmount[at] === amount && this.#knownForm[at] === form)
        return (this.#known[at] as number) - 1;
    this.#knownForm[at] = form;
    this.#knownAmount[at] = amount;
    this.#known[at] = this.#count + 1;
    this.#room(64);
    return this.#add(writeShort(form, amount, this.#bytes, this.#end));
  }

  text(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.#count);
    this.#room(3 * text.length);
    const { written } = encoder.encodeInto(text, this.#bytes.subarray(this.#end));
    return this.#add(this.#end + written);
  }

  column(): TextColumn {
    return {
      lengths: this.#lengths.slice(0, this.#count),
      texts: this.#bytes.slice(0, this.#end),
      indices: this.indices,
    };
  }

  #add(end: number): number {
    this.#lengths[this.#count] = end - this.#end;
    this.#end = end;
    return this.#count++;
  }

  #room(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#end + bytes));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
