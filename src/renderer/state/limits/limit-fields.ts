// Owns how the limits of a recording read and are typed: units, words, and what is wrong with a number. Pure.

import {
  RECORD_LIMIT_BOUNDS,
  RECORD_LIMITS,
  type RecordLimits,
} from '../../../shared/model/recorder-messages.ts';

export interface LimitField {
  readonly which: keyof RecordLimits;
  readonly label: string;
  /** What stands behind the number that is typed. */
  readonly unit: string;
  /** Events, seconds or bytes in one of that unit. */
  readonly scale: number;
}

export const LIMIT_FIELDS: readonly LimitField[] = [
  { which: 'events', label: 'Events', unit: 'million', scale: 1_000_000 },
  { which: 'seconds', label: 'Time', unit: 'minutes', scale: 60 },
  { which: 'bytes', label: 'Disk', unit: 'MB', scale: 1_000_000 },
];

/** The shortest number that reads back as the same: 0.05, 1500. */
export const typedLimit = ({ scale }: LimitField, value: number): string =>
  String(Number((value / scale).toPrecision(12)));

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** What was typed as events, seconds or bytes; or a sentence that says what is wrong. */
export const readLimit = (
  field: LimitField,
  typed: string,
): { readonly value: number } | { readonly problem: string } => {
  const { which, unit, scale } = field;
  const { least, most } = RECORD_LIMIT_BOUNDS[which];
  const value = Math.round(Number(typed.trim().replaceAll(',', '')) * scale);
  if (typed.trim() !== '' && value >= least && value <= most) return { value };
  // Rounded up, so that the number that is named is one that is taken.
  const from = Math.ceil((least / scale) * 1000) / 1000;
  const to = Math.floor((most / scale) * 1000) / 1000;
  return {
    problem: `Type a number from ${grouped.format(from)} to ${grouped.format(to)} ${unit}.`,
  };
};

const amount = (value: number, [one, scale, next]: readonly [string, number, string]): string =>
  value >= scale ? `${grouped.format(value / scale)} ${next}` : `${grouped.format(value)} ${one}`;

const timeText = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`;
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return rest === 0 ? `${grouped.format(minutes)} min` : `${grouped.format(minutes)} min ${rest} s`;
};

const eventsText = (events: number): string =>
  events < 1_000_000 ? grouped.format(events) : amount(events / 1e6, ['million', 1000, 'billion']);

const sizeText = (bytes: number): string => amount(bytes / 1e6, ['MB', 1000, 'GB']);

/** `500 million events, 60 min, 4 GB`. */
export const limitsText = ({ events, seconds, bytes }: RecordLimits): string =>
  `${eventsText(events)} events, ${timeText(seconds)}, ${sizeText(bytes)}`;

/** The whole rule. */
export const limitsSentence = ({ events, seconds, bytes }: RecordLimits): string =>
  `The program is stopped, and what was recorded is kept, at ${eventsText(events)} events, after ${timeText(seconds)}, or when the file has ${sizeText(bytes)}; also when the disk is nearly full.`;

export const isDefault = (limits: RecordLimits): boolean =>
  LIMIT_FIELDS.every(({ which }) => limits[which] === RECORD_LIMITS[which]);
