// Owns where the stretches of a variable lie on an axis. Invariant: those of one answer do not overlap, and start where the name's
// other places in the window say (binding-place.ts).

import type { Axis } from '../../../../shared/api/results.ts';
import { bindingSpan } from '../binding-place.ts';
import type { View } from '../view.ts';
import type { VariableLog } from './variable-log.ts';

export interface StretchPlace {
  readonly fromX: number;
  readonly toX: number;
}

/** Stretches first … last - 1. */
export function placeStretches(
  view: View,
  log: VariableLog,
  at: {
    readonly variable: number;
    readonly axis: Axis;
    readonly first: number;
    readonly last: number;
  },
): readonly StretchPlace[] {
  const places: { fromX: number; toX: number }[] = [];
  // The one behind the last says where that ends: an inner call may take the name over.
  const end = Math.min(at.last + 1, log.count);
  for (let i = at.first; i < end; i++) {
    const interval = {
      row: log.row[i] as number,
      variable: at.variable,
      frame: log.frame[i] as number,
      object: log.object[i] as number,
      fromSeq: log.boundSeq[i] as number,
    };
    const span = bindingSpan(view, interval, at.axis);
    const fromSeq = log.fromSeq[i] as number;
    // An outer call's name is seen again where the inner one ended.
    const fromX = fromSeq === interval.fromSeq ? span.from : view.axis.eventX(at.axis, fromSeq);
    const before = places.at(-1);
    if (before) before.toX = Math.min(before.toX, Math.max(before.fromX, fromX));
    places.push({ fromX, toX: Math.max(span.to, fromX) });
  }
  return places.slice(0, at.last - at.first);
}
