// Owns how numbers and states read in the window: the only place that formats. Invariant: an immortal count is never a number.

import type {
  HistoryRow,
  Moment,
  ObjectMoment,
  ObjectRow,
  SessionSummary,
} from '../../shared/api/index.ts';
import { IMMORTAL, type EndCause, type SessionFacts } from '../../shared/model/session.ts';

const grouped = new Intl.NumberFormat('en-US');

/** 1,234,567. */
export const count = (n: number): string => grouped.format(n);

/** `1 event`, `12 events`. */
export const counted = (n: number, noun: string): string =>
  `${count(n)} ${n === 1 ? noun : `${noun}s`}`;

/** A refcount: the infinity sign for an immortal object. */
export const refcountText = (refcount: number): string =>
  refcount === IMMORTAL ? '∞' : count(refcount);

/** +1, −2 (a true minus), or nothing for an immortalisation. */
export const deltaText = (delta: number): string =>
  delta > 0 ? `+${count(delta)}` : delta < 0 ? `−${count(-delta)}` : '±0';

/** 14.2k, 3.1M: for narrow places. */
export const shortCount = (n: number): string => {
  if (n < 10_000) return count(n);
  if (n < 1_000_000) return `${(n / 1000).toFixed(n < 100_000 ? 1 : 0)}k`;
  return `${(n / 1_000_000).toFixed(n < 100_000_000 ? 1 : 0)}M`;
};

/** Binary units, as file managers write them. */
export const bytesText = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
};

/** 0.42 s, 12.3 s, 3 min 05 s. */
export const durationText = (ms: number): string => {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
};

export const END_CAUSE_TEXT: Readonly<Record<EndCause, string>> = {
  alive: 'alive at the end',
  refcount: 'collected: its count reached 0',
  gc: 'collected by the cycle collector',
  exit: 'collected at exit',
  moved: 'freed or moved without reaching 0',
};

/** How the run ended, in a few words, and whether that deserves attention. */
export const statusText = (facts: SessionFacts): { text: string; isWarning: boolean } => {
  switch (facts.status) {
    case 'recording':
      return { text: 'still recording', isWarning: false };
    case 'finished':
      return facts.exitStatus === 0 || facts.exitStatus === null
        ? { text: 'finished', isWarning: false }
        : { text: `exit status ${facts.exitStatus}`, isWarning: true };
    case 'stopped':
      return { text: 'stopped by you', isWarning: true };
    case 'limit':
      return { text: 'stopped at a limit', isWarning: true };
    case 'crashed':
      return { text: 'crashed', isWarning: true };
    case 'partial':
      return { text: 'partial', isWarning: true };
  }
};

type Gap = NonNullable<SessionSummary['gaps']>['first'][number];

/** `event 12: nodes (list #7) had 3 references where 2 were expected`. */
export const gapText = ({ seq, object, label, type, expected, found }: Gap): string =>
  `event ${count(seq)}: ${label} (${type} #${object}) had ${counted(found, 'reference')} where ${count(expected)} ${expected === 1 ? 'was' : 'were'} expected`;

/** `419 objects audited, 0 mismatches`. */
export const auditText = (
  audit: Pick<NonNullable<SessionSummary['facts']['audit']>, 'objects' | 'mismatches'> | null,
): string =>
  audit
    ? `${counted(audit.objects, 'object')} audited, ${audit.mismatches === 1 ? '1 mismatch' : `${count(audit.mismatches)} mismatches`}`
    : 'not audited: the run was cut short';

const PLAIN_TYPES: ReadonlyMap<string, string> = new Map([
  ['type', 'class'],
  ['object', 'object'],
  ['module', 'module'],
]);

/** What stands for a value: the value itself, or what is known of an object whose inside is not recorded. */
export const valueOrType = ({
  type,
  value,
}: Pick<ObjectRow, 'type' | 'value'>): { readonly text: string; readonly hint: string } =>
  value === ''
    ? {
        text: PLAIN_TYPES.get(type) ?? `${type} object`,
        hint: `Of an object of type ${type}, Refscope records the references, not what is inside.`,
      }
    : { text: value, hint: value };

export interface NowState {
  readonly tone: 'alive' | 'refcount' | 'gc' | 'exit' | 'moved' | 'immortal' | 'unborn';
  readonly text: string;
}

const endLine = (object: ObjectRow): string =>
  object.endLine > 0 ? ` at line ${object.endLine}` : '';

/** An object's state at the playhead, in words. */
export const stateText = ({ object, state }: ObjectMoment): NowState => {
  if (state === 'unborn') {
    const where = object.bornLine > 0 ? ` (line ${object.bornLine})` : '';
    return { tone: 'unborn', text: `Not born yet: born at event ${count(object.bornSeq)}${where}` };
  }
  if (object.immortal) return { tone: 'immortal', text: 'Immortal: never collected' };
  if (state === 'alive') return { tone: 'alive', text: 'Alive' };
  const at = `event ${count(object.endSeq)}`;
  switch (object.endCause) {
    case 'gc':
      return { tone: 'gc', text: `Collected by the cycle collector${endLine(object)}, ${at}` };
    case 'exit':
      return { tone: 'exit', text: `Collected while Python exited, ${at}` };
    case 'moved':
      return { tone: 'moved', text: `Freed or moved without reaching 0, ${at}` };
    default:
      return { tone: 'refcount', text: `Collected${endLine(object)}: its count reached 0, ${at}` };
  }
};

/** The event that explains a moment; null where the line before changed no count, so that the last event is of an older line. */
export const tellingEvent = ({ event, step }: Pick<Moment, 'event' | 'step'>): HistoryRow | null =>
  event && event.step >= step - 1 ? event : null;

/** `<module>` reads as a place. */
export const functionText = (name: string): string =>
  name === '' || name === '<module>' ? 'module' : `${name}()`;

/** `line 12 in f()`, or where an event without a line happened. */
export const placeText = (row: Pick<HistoryRow, 'place'>): string =>
  row.place && row.place.line > 0
    ? `line ${row.place.line}${row.place.function === '<module>' ? '' : ` in ${functionText(row.place.function)}`}`
    : 'no line';
