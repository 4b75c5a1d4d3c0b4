// Owns how values become CSV fields (RFC 4180). Must not know tables. Invariant: a field never breaks its row, and unless `raw`
// was asked for no text field starts like a formula, so a spreadsheet never runs what a recorded program chose as a value.

import { IMMORTAL } from '../../../shared/model/session.ts';

const NEEDS_QUOTES = /[",\r\n]/;
/** A plain number (an int's value is text, too) is none. */
const STARTS_FORMULA = /^(?![+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$)[=+\-@\t\r]/;

export type TextField = (value: string) => string;

const quoted = (value: string): string =>
  NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** Text as it is, or with a leading ' where a spreadsheet would take it for a formula. */
export const textField = (raw: boolean): TextField =>
  raw ? quoted : (value) => quoted(STARTS_FORMULA.test(value) ? `'${value}` : value);

export const refcountField = (refcount: number): string =>
  refcount === IMMORTAL ? 'immortal' : String(refcount);

/** Empty where a number is not known. */
export const knownNumber = (value: number): string => (value > 0 ? String(value) : '');
