// Owns which name let go of an object last, as the log of names tells. Must not know why the object ended.

import type { Certificate } from '../../../../shared/api/certificate.ts';
import type { NameInterval } from '../../read/name-reader.ts';
import { scopeName } from '../names-at.ts';
import type { View } from '../view.ts';

/** Blocks of the log that are looked through, from the last: what names an object more often is not looked for further back. */
const BLOCKS = 64;

export interface NamesOfLife {
  /** The name whose end came last, and its seq; null where none ended. */
  readonly last: { readonly interval: NameInterval; readonly seq: number } | null;
  /** Intervals that were open at `until`. */
  readonly open: readonly NameInterval[];
}

/** Names of an object up to event `until`. A name is logged as gone a few events late: its end counts as `until` at the latest. */
export function namesOfLife(view: View, object: number, until: number): NamesOfLife {
  const log = view.file.nameLog();
  let last: NamesOfLife['last'] = null;
  const open: NameInterval[] = [];
  for (const { block } of log.blocksOf(object).slice(-BLOCKS)) {
    for (const interval of log.openedIn(block, object)) {
      if (interval.fromSeq > until) continue;
      const end = log.endOf(interval);
      const seq = end === null ? Infinity : end.seq;
      if (seq > until) open.push(interval);
      else if (last === null || seq >= last.seq) last = { interval, seq };
    }
  }
  return { last, open };
}

export const nameOf = (view: View, { variable }: NameInterval): string =>
  view.file.variable(variable)?.name ?? '';

export const scopedName = (
  view: View,
  interval: NameInterval,
): Certificate['namesAtEnd'][number] => ({
  scope: scopeName(view.file, interval.variable),
  name: nameOf(view, interval),
});
