// Owns how one lane looks: life, step line, counts, names, end. Reads data only through maths/. Must not know the DOM beyond the
// context it draws on. Invariant: draws nothing outside its own rectangle, and is correct for data fetched at another zoom.

import { drawImmortal } from './draw-immortal.ts';
import type { ObjectRow } from '../../../shared/api/index.ts';
import { IMMORTAL } from '../../../shared/model/session.ts';
import type { LoadedLane } from '../data/lane-loader.ts';
import { type Columns, createColumns, endsInView, laneColumns } from '../maths/lane-columns.ts';
import { hasChanges, scalePeak } from '../maths/lane-geometry.ts';
import { xToPx } from '../maths/viewport.ts';
import { drawCollapsed, drawCounts, drawNames, drawStill } from './lane-text.ts';
import { LANE_PX, type LaneScene, type Plot } from './lane-scene.ts';
import { drawMark } from './marks.ts';

const PLOT_TOP = 4;
const PLOT_PX = 16;

const columns = createColumns();

const plotOf = (topPx: number, peak: number): Plot => {
  const basePx = topPx + PLOT_TOP + PLOT_PX;
  return {
    topPx: topPx + PLOT_TOP,
    basePx,
    y: (count) => basePx - (Math.min(count, peak) / peak) * PLOT_PX,
  };
};

export const drawLane = (
  scene: LaneScene,
  topPx: number,
  row: ObjectRow,
  loaded: LoadedLane,
): void => {
  const { lane, span } = loaded;
  laneColumns(columns, loaded, scene);
  const plot = plotOf(topPx, scalePeak(lane));
  if (columns.length === 0) {
    drawCollapsed(scene, plot, row, lane.bornX > scene.view.to ? 'later' : 'earlier');
    return;
  }
  if (lane.immortal)
    drawImmortal(scene, { ...columns, topPx: plot.topPx + 2, basePx: plot.basePx });
  else {
    drawFill(scene, plot, columns);
    drawLine(scene, plot, columns);
    drawChanges(scene, plot, columns);
    drawCounts(scene, plot, columns);
  }
  drawBirth(scene, plot, loaded, columns);
  drawEnd(scene, plot, loaded, columns);
  if (!lane.immortal && !hasChanges(lane, span, scene.view.from, scene.view.to)) {
    drawStill(scene, plot, columns);
  }
  drawNames(scene, topPx + LANE_PX - 10, row, lane.names);
};

/** x of the end of column i. */
const rightOf = (all: Columns, i: number): number =>
  i + 1 < all.length ? (all.x[i + 1] ?? all.toPx) : all.toPx;

const drawFill = ({ ctx, palette }: LaneScene, plot: Plot, all: Columns): void => {
  ctx.fillStyle = palette.aliveSoft;
  ctx.beginPath();
  for (let i = 0; i < all.length; i++) {
    const x = all.x[i] ?? 0;
    const top = plot.y(all.last[i] ?? 0);
    ctx.rect(x, top, rightOf(all, i) - x, plot.basePx - top);
  }
  ctx.fill();
  if (all.fuzzPx <= 1.5) return;
  ctx.fillStyle = palette.alive;
  ctx.globalAlpha = 0.35;
  for (let i = 0; i < all.length; i++) {
    const top = plot.y(all.max[i] ?? 0);
    const height = plot.y(all.min[i] ?? 0) - top;
    const width = Math.min(all.fuzzPx, rightOf(all, i) - (all.x[i] ?? 0));
    if (height > 0) ctx.fillRect(all.x[i] ?? 0, top, width, height);
  }
  ctx.globalAlpha = 1;
};

const drawLine = ({ ctx, palette }: LaneScene, plot: Plot, all: Columns): void => {
  ctx.strokeStyle = palette.alive;
  ctx.lineWidth = 1.5;
  ctx.lineJoin = 'miter';
  ctx.beginPath();
  ctx.moveTo(all.x[0] ?? 0, plot.y(all.min[0] ?? 0));
  for (let i = 0; i < all.length; i++) {
    const x = all.x[i] ?? 0;
    if (i > 0) ctx.lineTo(x, plot.y(all.last[i - 1] ?? 0));
    if (all.min[i] !== all.max[i]) {
      ctx.lineTo(x, plot.y(all.max[i] ?? 0));
      ctx.lineTo(x, plot.y(all.min[i] ?? 0));
    }
    ctx.lineTo(x, plot.y(all.last[i] ?? 0));
    ctx.lineTo(rightOf(all, i), plot.y(all.last[i] ?? 0));
  }
  ctx.stroke();
  ctx.fillStyle = palette.alive;
  ctx.globalAlpha = 0.5;
  ctx.fillRect(all.fromPx, plot.basePx - 0.5, all.toPx - all.fromPx, 1);
  ctx.globalAlpha = 1;
};

/** Closer together than this, changes are seen by the line alone. */
const DOT_GAP_PX = 7;

/** A dot on each change that stands alone: on a tall scale a step of one is hardly visible. */
const drawChanges = ({ ctx, palette }: LaneScene, plot: Plot, all: Columns): void => {
  if (all.fuzzPx > 0) return;
  ctx.fillStyle = palette.alive;
  ctx.beginPath();
  for (let i = 1; i < all.length; i++) {
    const x = all.x[i] ?? 0;
    if (x - (all.x[i - 1] ?? 0) < DOT_GAP_PX || rightOf(all, i) - x < DOT_GAP_PX) continue;
    const y = plot.y(all.last[i] ?? 0);
    ctx.moveTo(x + 2, y);
    ctx.arc(x, y, 2, 0, 2 * Math.PI);
  }
  ctx.fill();
};

const drawBirth = (scene: LaneScene, plot: Plot, loaded: LoadedLane, all: Columns): void => {
  const { lane } = loaded;
  if (lane.bornX < scene.view.from || lane.bornX > scene.view.to || lane.bornX <= 0) return;
  scene.ctx.fillStyle = lane.immortal ? scene.palette.immortal : scene.palette.alive;
  scene.ctx.fillRect(all.fromPx - 1, plot.topPx, 2, plot.basePx - plot.topPx);
};

const drawEnd = (scene: LaneScene, plot: Plot, loaded: LoadedLane, all: Columns): void => {
  const { lane } = loaded;
  const { ctx, palette, view, widthPx, total } = scene;
  const middle = (plot.topPx + plot.basePx) / 2;
  if (lane.endCause === 'alive') {
    if (view.to < total * (1 - 1e-9) || lane.immortal) return;
    drawMark(ctx, { cause: 'alive', x: Math.min(all.toPx, widthPx) - 6, y: middle }, palette);
    return;
  }
  if (!endsInView(lane, view)) return;
  const last = all.last[all.length - 1] ?? 0;
  const x = xToPx(view, widthPx, lane.endX);
  if (last > 0 && last !== IMMORTAL) {
    ctx.fillStyle = palette.alive;
    ctx.fillRect(x - 0.75, plot.y(last), 1.5, plot.basePx - plot.y(last));
  }
  // Whole at the edges of the view, too.
  const inside = Math.min(widthPx - 6, Math.max(6, x));
  drawMark(ctx, { cause: lane.endCause, x: inside, y: middle }, palette);
};
