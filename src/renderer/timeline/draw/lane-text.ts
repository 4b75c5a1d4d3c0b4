// Owns the words in a lane: counts beside the line, names under it, and what to say where nothing happens. Text that would not
// fit is left out, never squeezed.

import type { Lane, ObjectRow } from '../../../shared/api/index.ts';
import { IMMORTAL } from '../../../shared/model/session.ts';
import { shortCount } from '../../state/words.ts';
import type { Columns } from '../maths/lane-columns.ts';
import { nameRuns } from '../maths/lane-geometry.ts';
import { xToPx } from '../maths/viewport.ts';
import type { LaneScene, Pen, Plot } from './lane-scene.ts';

const widths = new Map<string, number>();

/** Width in px of `text` in the context's current font; remembered. */
const widthOf = (ctx: Pen, text: string): number => {
  const key = `${ctx.font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 4000) widths.clear();
    width = ctx.measureText(text).width;
    widths.set(key, width);
  }
  return width;
};

/** The count at the start of each stretch that is long enough for it. */
export const drawCounts = (
  { ctx, palette, widthPx }: LaneScene,
  plot: Plot,
  all: Columns,
): void => {
  ctx.font = `10px ${palette.fontUi}`;
  ctx.fillStyle = palette.text;
  ctx.textBaseline = 'alphabetic';
  for (let i = 0; i < all.length; i++) {
    const count = all.last[i] ?? 0;
    const x = Math.max(0, (all.x[i] ?? 0) + Math.min(all.fuzzPx, 40));
    const right = Math.min(widthPx, i + 1 < all.length ? (all.x[i + 1] ?? all.toPx) : all.toPx);
    if (right - x < 11) continue;
    const text = count === IMMORTAL ? '∞' : shortCount(count);
    if (right - x < widthOf(ctx, text) + 8) continue;
    const y = plot.y(count);
    // Above the line where the plot has room there, else inside the fill.
    ctx.fillText(text, x + 3, y - plot.topPx >= 7 ? y - 2.5 : y + 10);
  }
};

/** Who referred to it when: thin bars, labelled where the label fits. */
export const drawNames = (
  { ctx, palette, view, widthPx }: LaneScene,
  topPx: number,
  row: ObjectRow,
  names: Lane['names'],
): void => {
  if (names.length === 0) return;
  ctx.font = `9px ${palette.fontMono}`;
  ctx.textBaseline = 'alphabetic';
  for (const run of nameRuns(names)) {
    const from = Math.max(0, xToPx(view, widthPx, run.from));
    const to = Math.min(widthPx, xToPx(view, widthPx, run.to));
    if (to < 0 || from > widthPx) continue;
    // The list says the lane's own name; only other ones are worth words.
    const isNews = run.text !== row.label || row.names.length > 1;
    const fits = isNews && to - from >= widthOf(ctx, run.text) + 8;
    ctx.fillStyle = palette.refcountSoft;
    if (fits) ctx.fillRect(from, topPx - 0.5, Math.max(1, to - from - 1), 9.5);
    ctx.fillStyle = palette.refcount;
    ctx.globalAlpha = 0.75;
    if (fits) ctx.fillRect(from, topPx - 0.5, 2, 9.5);
    else if (to - from < 3) ctx.fillRect(from - 1, topPx - 0.5, 2, 5);
    else ctx.fillRect(from, topPx + 1.5, to - from - 1, 2);
    ctx.globalAlpha = 1;
    if (!fits) continue;
    ctx.fillStyle = palette.muted;
    ctx.fillText(run.text, from + 5, topPx + 7.5);
  }
};

const ENDED: Readonly<Record<ObjectRow['endCause'], string>> = {
  alive: '',
  refcount: 'collected: its count reached 0',
  gc: 'collected by the cycle collector',
  exit: 'collected at exit',
  moved: 'freed or moved',
};

const atLine = (line: number): string => (line > 0 ? `, line ${line}` : '');

/** One faint sentence for a lane that does not live in view. */
export const drawCollapsed = (
  { ctx, palette, widthPx }: LaneScene,
  plot: Plot,
  row: ObjectRow,
  why: 'earlier' | 'later',
): void => {
  const text =
    why === 'later'
      ? `born later${atLine(row.bornLine)} ▸`
      : `◂ ${ENDED[row.endCause]}${atLine(row.endLine)}`;
  ctx.font = `11px ${palette.fontUi}`;
  const width = widthOf(ctx, text);
  if (width > widthPx - 60) return;
  ctx.fillStyle = palette.faint;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, why === 'later' ? widthPx - width - 8 : 8, (plot.topPx + plot.basePx) / 2 + 2);
};

/** Beside the count of a lane whose line is flat all through the view. */
export const drawStill = ({ ctx, palette, widthPx }: LaneScene, plot: Plot, all: Columns): void => {
  if (all.toPx - Math.max(0, all.fromPx) < Math.min(220, widthPx)) return;
  const y = plot.y(all.last[0] ?? 0);
  ctx.font = `10px ${palette.fontUi}`;
  ctx.fillStyle = palette.faint;
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(
    'no change in view',
    Math.max(0, all.fromPx) + 24,
    y - plot.topPx >= 7 ? y - 2.5 : y + 10,
  );
};
