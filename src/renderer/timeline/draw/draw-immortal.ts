// Owns how it looks that an object is immortal: a band without a count. Must not decide where.

import type { LaneScene } from './lane-scene.ts';

export interface Band {
  readonly fromPx: number;
  readonly toPx: number;
  readonly topPx: number;
  readonly basePx: number;
}

/** Less shows no sign. */
const LEAST_PX = 24;

export const drawImmortal = (
  { ctx, palette }: Pick<LaneScene, 'ctx' | 'palette'>,
  { fromPx, toPx, topPx, basePx }: Band,
): void => {
  ctx.fillStyle = palette.immortalSoft;
  ctx.fillRect(fromPx, topPx, toPx - fromPx, basePx - topPx);
  ctx.fillStyle = palette.immortal;
  ctx.fillRect(fromPx, topPx, toPx - fromPx, 1);
  ctx.fillRect(fromPx, basePx - 0.5, toPx - fromPx, 1);
  const left = Math.max(0, fromPx);
  if (toPx - left < LEAST_PX) return;
  ctx.font = `600 14px ${palette.fontUi}`;
  ctx.textBaseline = 'middle';
  ctx.fillText('∞', left + 8, (topPx + basePx) / 2);
};
