// Owns what the drawing of a lane works in: its height, the context with view and colours, the place of its step line.

import type { View } from '../maths/viewport.ts';
import type { Palette } from './palette.ts';

/** What is drawn with: a canvas, or what writes the same as SVG (export/svg-pen.ts). */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'globalAlpha'
  | 'font'
  | 'textBaseline'
  | 'beginPath'
  | 'closePath'
  | 'moveTo'
  | 'lineTo'
  | 'rect'
  | 'arc'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'fillText'
  | 'measureText'
  | 'save'
  | 'restore'
> & { clip(): void };

export const LANE_PX = 32;

export interface LaneScene {
  readonly ctx: Pen;
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
