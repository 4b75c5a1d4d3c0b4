// Owns turning the first bytes of an object into a short text, as Python's repr would start. Pure: bytes in, text out.
// Must not follow pointers: the bytes are all that is left of the object. Invariant: any bytes give a text, never an exception.

import type { EngineId, ValueKind } from '../../shared/model/engine-messages.ts';
import { PAYLOAD_BYTES, RECORD_BYTES } from '../../shared/model/ring.ts';
import { engineDefinition } from './catalogue.ts';
import { counted, COUNTED } from './describe-short.ts';
import type { EngineLayout } from './layout.ts';
import { decodeCodePoints } from './program-memory.ts';

/** Names for addresses that occur in an object's bytes, as far as the caller knows them. */
export interface NameLookup {
  /** Qualified name of the code object at an address. */
  code?(address: number): string | undefined;
}

type Describe = (payload: DataView, layout: EngineLayout, names: NameLookup) => string;

/** Python's repr of a float: shortest digits, an exponent from 1e16 on and below 1e-4. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e16 || size < 1e-4) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits}e${exponent.replace(/^([+-])(\d)$/, '$10$2')}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** As many as CPython's own str() writes; of longer ones, as many from each end. */
const MAX_DIGITS = 4_300;
const SHOWN_DIGITS = 1_000;
/** Characters of a str, bytes of a bytes. */
const MAX_TEXT = 2_000;

const MAX_RANGE_DIGITS = 3;

/** Behind what was cut. */
const lengthNote = (isCut: boolean, length: number, unit: string): string =>
  isCut ? ` (${length} ${unit})` : '';

function int(payload: DataView, layout: EngineLayout): string {
  const tag = payload.getUint32(layout.int.tag, true);
  const count = tag >>> 3;
  if (layout.int.digits + 4 * count > payload.byteLength)
    return `<int of about ${Math.ceil(count * 9.03)} digits>`;
  // Nearly every int has one digit of 30 bits: no need for big arithmetic.
  if (count <= 1) {
    const digit = count === 0 ? 0 : payload.getUint32(layout.int.digits, true);
    return String((tag & 3) === 2 ? -digit : digit);
  }
  let value = 0n;
  for (let i = count - 1; i >= 0; i--)
    value = (value << 30n) | BigInt(payload.getUint32(layout.int.digits + 4 * i, true));
  const digits = String(value);
  const sign = (tag & 3) === 2 ? '-' : '';
  if (digits.length <= MAX_DIGITS) return sign + digits;
  return `${sign}${digits.slice(0, SHOWN_DIGITS)}…${digits.slice(-SHOWN_DIGITS)} (${digits.length} digits)`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

function escapeCharacter(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`;
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  if (!unprintable.test(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point < 0x1_0000
    ? `\\u${point.toString(16).padStart(4, '0')}`
    : `\\U${point.toString(16).padStart(8, '0')}`;
}

/** Printable ASCII without quotes and backslashes is its own repr. */
const plain = /^[ !#-&(-[\]-~]*$/;

/** Python's repr of a string; `cut` appends an ellipsis for what is missing. */
export function strRepr(text: string, cut: boolean): string {
  if (plain.test(text)) return `'${text}${cut ? '…' : ''}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${Array.from(text, (c) => escapeCharacter(c, quote)).join('')}${cut ? '…' : ''}${quote}`;
}

const asciiText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

function str(payload: DataView, layout: EngineLayout): string {
  const length = payload.getUint32(layout.str.length, true);
  const state = payload.getUint32(layout.str.state, true);
  const ascii = ((state >>> 6) & 1) === 1;
  const isCompact = ((state >>> 5) & 1) === 1;
  // The text of another one follows its head in a long payload only.
  if (!isCompact && payload.byteLength <= PAYLOAD_BYTES) return `<str of ${length} characters>`;
  const width = ascii ? 1 : Math.max(1, (state >>> 2) & 7);
  const start = ascii && isCompact ? layout.str.asciiData : layout.str.compactData;
  const room = Math.floor((payload.byteLength - start) / width);
  const shown = Math.min(length, room, MAX_TEXT);
  const bytes = new Uint8Array(payload.buffer, payload.byteOffset + start, shown * width);
  const text = strRepr(ascii ? asciiText(bytes) : decodeCodePoints(bytes, width), shown < length);
  return text + lengthNote(shown < length, length, 'characters');
}

function bytes(payload: DataView, layout: EngineLayout): string {
  const size = payload.getUint32(layout.bytes.size, true);
  const shown = Math.min(size, payload.byteLength - layout.bytes.data, MAX_TEXT);
  const data = new Uint8Array(payload.buffer, payload.byteOffset + layout.bytes.data, shown);
  const quote = data.includes(39) && !data.includes(34) ? '"' : "'";
  const text = Array.from(data, (byte) =>
    byte < 32 || byte > 126
      ? (ESCAPES[String.fromCharCode(byte)] ?? `\\x${byte.toString(16).padStart(2, '0')}`)
      : escapeCharacter(String.fromCharCode(byte), quote),
  ).join('');
  const note = lengthNote(shown < size, size, 'bytes');
  return `b${quote}${text}${shown < size ? '…' : ''}${quote}${note}`;
}

/** Start, stop and step follow the first 64 bytes: length and up to three digits of each. */
function range(payload: DataView, layout: EngineLayout): string {
  const { bounds } = layout.range;
  if (payload.byteLength < PAYLOAD_BYTES + bounds.length * RECORD_BYTES) return '';
  const values = bounds.map((_, i) => {
    const at = payload.byteOffset + PAYLOAD_BYTES + i * RECORD_BYTES - layout.int.tag;
    const view = new DataView(payload.buffer, at, layout.int.tag + RECORD_BYTES);
    return view.getUint32(layout.int.tag, true) >>> 3 > MAX_RANGE_DIGITS ? '…' : int(view, layout);
  });
  const [, , step] = values;
  return `range(${(step === '1' ? values.slice(0, 2) : values).join(', ')})`;
}

function complex(payload: DataView, layout: EngineLayout): string {
  const [real, imaginary] = [
    payload.getFloat64(layout.float.value, true),
    payload.getFloat64(layout.float.value + 8, true),
  ];
  const short = (n: number): string => floatRepr(n).replace(/\.0$/, '');
  if (real === 0 && !Object.is(real, -0)) return `${short(imaginary)}j`;
  return `(${short(real)}${imaginary < 0 || Object.is(imaginary, -0) ? '' : '+'}${short(imaginary)}j)`;
}

const DESCRIBE: Partial<Record<ValueKind, Describe>> = {
  none: () => 'None',
  ellipsis: () => 'Ellipsis',
  notimplemented: () => 'NotImplemented',
  bool: (p, l) => (p.getUint32(l.int.digits, true) === 0 ? 'False' : 'True'),
  int,
  float: (p, l) => floatRepr(p.getFloat64(l.float.value, true)),
  complex,
  str,
  bytes,
  range,
  bytearray: (p, l) => `bytearray of ${p.getUint32(l.bytes.size, true)} bytes`,
  list: (p, l) => counted(COUNTED.list, p.getUint32(l.list.size, true)),
  tuple: (p, l) => counted(COUNTED.tuple, p.getUint32(l.tuple.size, true)),
  dict: (p, l) => counted(COUNTED.dict, p.getUint32(l.dict.used, true)),
  set: (p, l) => counted(COUNTED.set, p.getUint32(l.set.used, true)),
  frozenset: (p, l) => counted(COUNTED.frozenset, p.getUint32(l.set.used, true)),
  function: (p, l, names) => {
    const name = names.code?.(p.getUint32(l.function.code, true));
    return name === undefined ? '' : `<function ${name}>`;
  },
};

/**
 * Preview of an object's value from its first bytes, 64 or more (shared/model/ring.ts, PAYLOAD); '' for kinds whose bytes say
 * nothing to a reader.
 */
export function describeValue(
  engine: EngineId,
  kind: ValueKind,
  payload: DataView,
  names: NameLookup = {},
): string {
  const describe = DESCRIBE[kind];
  return describe === undefined ? '' : describe(payload, engineDefinition(engine).layout, names);
}
