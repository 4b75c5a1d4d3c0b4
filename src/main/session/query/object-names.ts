// Owns the names of one object over its life, one row per interval. Must not join intervals: lanes do that (lane-names.ts).
// Invariant: reads no more than MOST_BLOCKS blocks of the log; where that, or MOST_ROWS, leaves some out, it says so.

import type { ObjectName, ObjectNames } from '../../../shared/api/object-names.ts';
import type { NameInterval } from '../read/name-reader.ts';
import { bindingSpan } from './binding-place.ts';
import { scopeName } from './names-at.ts';
import type { View } from './view.ts';

const MOST_BLOCKS = 48;
const MOST_ROWS = 200;

/** A number that is no object's has no names. */
export function objectNames(view: View, object: number): ObjectNames {
  const names = view.file.nameLog();
  const blocks = names.blocksOf(object);
  const intervals: NameInterval[] = [];
  let read = 0;
  for (const { block } of blocks) {
    if (read === MOST_BLOCKS || intervals.length > MOST_ROWS) break;
    intervals.push(...names.openedIn(block, object));
    read++;
  }
  return {
    rows: intervals.slice(0, MOST_ROWS).map((interval) => nameOf(view, interval)),
    isCut: read < blocks.length || intervals.length > MOST_ROWS,
  };
}

function nameOf(view: View, interval: NameInterval): ObjectName {
  const { file } = view;
  const { from, to } = bindingSpan(view, interval, 'step');
  const end = file.nameLog().endOf(interval);
  return {
    variable: interval.variable,
    scope: scopeName(file, interval.variable),
    name: file.variable(interval.variable)?.name ?? '',
    fromSeq: interval.fromSeq,
    fromStep: Math.floor(from),
    until: end && { seq: end.seq, step: Math.floor(to) },
  };
}
