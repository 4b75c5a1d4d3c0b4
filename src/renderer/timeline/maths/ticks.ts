// Owns where the ruler has its marks. Must not draw. Invariant: ticks lie on multiples of 1, 2 or 5 times a power of ten, in
// order, inside the view, and never closer than asked.

import { type View, spanOf } from './viewport.ts';

/** The least 1-2-5 step that is >= `least`; never under 1 when `whole`. */
export function niceStep(least: number, whole: boolean): number {
  const floor = whole ? Math.max(1, least) : least;
  const power = 10 ** Math.floor(Math.log10(floor));
  // A relative tolerance: 0.2 / 0.1 is not exactly 2.
  const ratio = floor / power / (1 + 1e-9);
  if (ratio <= 1) return power;
  if (ratio <= 2) return 2 * power;
  if (ratio <= 5) return 5 * power;
  return 10 * power;
}

export interface Ticks {
  readonly step: number;
  readonly at: readonly number[];
}

/** Whole-numbered ticks at least `gapPx` apart; steps and events are counted, so nothing between two of them is marked. */
export function ticksIn(view: View, widthPx: number, gapPx: number): Ticks {
  if (widthPx <= 0) return { step: 1, at: [] };
  const step = niceStep((spanOf(view) / widthPx) * gapPx, true);
  const at: number[] = [];
  for (let n = Math.ceil(view.from / step); n * step <= view.to; n++) at.push(n * step);
  return { step, at };
}

/** Short form for the ruler: 12, 3,400, 20k, 1.5M; all ticks of one ruler in the same unit. Exact: a tick is on a multiple. */
export function tickLabel(n: number, step: number): string {
  if (n === 0) return '0';
  if (step >= 100_000) return `${trim(n / 1e6, step / 1e6)}M`;
  if (step >= 1000) return `${trim(n / 1e3, step / 1e3)}k`;
  return n.toLocaleString('en-US');
}

function trim(n: number, step: number): string {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return n.toLocaleString('en-US', { minimumFractionDigits: 0, maximumFractionDigits: digits });
}
