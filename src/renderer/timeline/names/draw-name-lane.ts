// Owns how the lane of a followed name looks: a labelled stretch per object, the refcount of each above it, nothing where the name
// refers to nothing. Must not fetch. Invariant: draws nothing outside its own rectangle.

import type { NameSegment, NameTrack } from '../../../shared/api/index.ts';
import { IMMORTAL } from '../../../shared/model/session.ts';
import { counted, shortCount } from '../../state/words.ts';
import { drawImmortal } from '../draw/draw-immortal.ts';
import { LANE_PX, type LaneScene } from '../draw/lane-scene.ts';
import { peakOf } from '../maths/name-segments.ts';
import { xToPx } from '../maths/viewport.ts';

const PLOT_TOP = 4;
const BASE = 19;
const LABEL_TOP = 20.5;
const LABEL_PX = 10;
/** Height of the band. */
const IMMORTAL_PX = 13;

interface Stretch {
  readonly segment: NameSegment;
  readonly fromPx: number;
  readonly toPx: number;
}

export const drawNameLane = (scene: LaneScene, topPx: number, track: NameTrack): void => {
  const { ctx, view, widthPx } = scene;
  const peak = peakOf(track.segments);
  const y = (count: number): number =>
    topPx + BASE - (Math.min(count, peak) / peak) * (BASE - PLOT_TOP);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, topPx, widthPx, LANE_PX);
  ctx.clip();
  for (const segment of track.segments) {
    const fromPx = xToPx(view, widthPx, segment.fromX);
    const toPx = xToPx(view, widthPx, segment.toX);
    if (toPx < 0 || fromPx > widthPx) continue;
    const stretch = { segment, fromPx, toPx: Math.max(toPx, fromPx + 1) };
    drawCount(scene, stretch, y);
    drawLabel(scene, stretch, topPx);
  }
  ctx.restore();
};

const drawCount = (scene: LaneScene, stretch: Stretch, y: (count: number) => number): void => {
  const { ctx, palette, view, widthPx } = scene;
  const { segment, fromPx, toPx } = stretch;
  if (segment.immortal) {
    const basePx = y(0);
    return drawImmortal(scene, { fromPx, toPx, topPx: basePx - IMMORTAL_PX, basePx });
  }
  if (segment.before === 0 && segment.x.length === 0) return;
  ctx.strokeStyle = palette.alive;
  ctx.fillStyle = palette.aliveSoft;
  ctx.lineWidth = 1.5;
  ctx.lineJoin = 'miter';
  const points: (readonly [px: number, count: number])[] = [[fromPx, segment.before]];
  segment.x.forEach((x, i) =>
    points.push([xToPx(view, widthPx, x), segment.refcount[i] ?? segment.before]),
  );
  const rightOf = (i: number): number => points[i + 1]?.[0] ?? toPx;
  ctx.beginPath();
  points.forEach(([px, count], i) => ctx.rect(px, y(count), rightOf(i) - px, y(0) - y(count)));
  ctx.fill();
  ctx.beginPath();
  points.forEach(([px, count], i) => {
    if (i === 0) ctx.moveTo(px, y(count));
    else ctx.lineTo(px, y(count));
    ctx.lineTo(rightOf(i), y(count));
  });
  ctx.stroke();
  drawNumbers(scene, points, { rightOf, y });
};

/** The count at the start of each stretch with room for it. */
const drawNumbers = (
  { ctx, palette }: LaneScene,
  points: readonly (readonly [px: number, count: number])[],
  at: { readonly rightOf: (i: number) => number; readonly y: (count: number) => number },
): void => {
  ctx.font = `10px ${palette.fontUi}`;
  ctx.fillStyle = palette.text;
  ctx.textBaseline = 'alphabetic';
  points.forEach(([px, count], i) => {
    const text = count === IMMORTAL ? '∞' : shortCount(count);
    const left = Math.max(0, px);
    if (at.rightOf(i) - left < ctx.measureText(text).width + 8) return;
    const y = at.y(count);
    ctx.fillText(text, left + 4, y > at.y(Infinity) + 7 ? y - 2.5 : y + 10);
  });
};

/** What it refers to, in words where they fit; of many, how many. */
const drawLabel = ({ ctx, palette, widthPx }: LaneScene, stretch: Stretch, topPx: number): void => {
  const { segment, fromPx, toPx } = stretch;
  const isMany = segment.object === 0;
  ctx.fillStyle = isMany ? palette.hover : palette.refcountSoft;
  ctx.fillRect(fromPx, topPx + LABEL_TOP, toPx - fromPx, LABEL_PX);
  ctx.fillStyle = isMany ? palette.muted : palette.refcount;
  ctx.fillRect(fromPx, topPx + LABEL_TOP, Math.min(2, toPx - fromPx), LABEL_PX);
  const left = Math.max(0, fromPx) + 5;
  const room = Math.min(widthPx, toPx) - left - 3;
  ctx.font = `9px ${isMany ? palette.fontUi : palette.fontMono}`;
  const words = isMany ? counted(segment.bindings, 'binding') : segment.text;
  const text = fitted(words, room, (part) => ctx.measureText(part).width);
  if (text === '') return;
  ctx.fillStyle = palette.text;
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(text, left, topPx + LABEL_TOP + 7.5);
};

/** Fewer letters than this say nothing. */
const LEAST_LETTERS = 3;

/** As much of a text as fits, '' where that is too little. */
const fitted = (text: string, room: number, widthOf: (text: string) => number): string => {
  const shown = text.slice(0, 200);
  const width = widthOf(shown);
  if (width <= room) return shown;
  const letters = Math.floor((room / width) * shown.length) - 1;
  return letters < LEAST_LETTERS ? '' : `${shown.slice(0, letters)}…`;
};
