// Owns what the drawing of a lane works in: its height, the context with view and colours, the place of its step line.

import type { View } from '../maths/viewport.ts';
import type { Palette } from './palette.ts';

export const LANE_PX = 32;

export interface LaneScene {
  readonly ctx: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly view: View;
  readonly widthPx: number;
  readonly total: number;
}

/** Where and how high the step line of one lane is drawn. */
export interface Plot {
  readonly topPx: number;
  readonly basePx: number;
  readonly y: (count: number) => number;
}
