// Owns the shapes that say how an object ended. The shape alone tells the cause; colour only repeats it:
// circle = its count reached 0, diamond = cycle collector, bar = exit, hollow square = freed or moved, arrow = alive at the end.

import type { EndCause } from '../../../shared/model/session.ts';
import type { Pen } from './lane-scene.ts';
import type { Palette } from './palette.ts';

const R = 4.5;

export const markColor = (cause: EndCause, palette: Palette): string => {
  if (cause === 'gc') return palette.gc;
  if (cause === 'exit') return palette.exit;
  return cause === 'alive' ? palette.alive : palette.refcount;
};

type Shape = (ctx: Pen, x: number, y: number) => void;

const SHAPES: Readonly<Record<EndCause, Shape>> = {
  refcount: (ctx, x, y) => ctx.arc(x, y, R - 0.5, 0, 2 * Math.PI),
  gc: (ctx, x, y) => {
    ctx.moveTo(x, y - R - 0.5);
    ctx.lineTo(x + R + 0.5, y);
    ctx.lineTo(x, y + R + 0.5);
    ctx.lineTo(x - R - 0.5, y);
    ctx.closePath();
  },
  exit: (ctx, x, y) => ctx.rect(x - 2, y - R - 1.5, 4, 2 * R + 3),
  moved: (ctx, x, y) => ctx.rect(x - R + 0.5, y - R + 0.5, 2 * R - 1, 2 * R - 1),
  alive: (ctx, x, y) => {
    ctx.moveTo(x - R, y - R);
    ctx.lineTo(x + R, y);
    ctx.lineTo(x - R, y + R);
    ctx.closePath();
  },
};

/** The mark of `cause` centred on (x, y), with a rim of the background so that it stands out from the line it ends. */
export const drawMark = (
  ctx: Pen,
  mark: { readonly cause: EndCause; readonly x: number; readonly y: number },
  palette: Palette,
): void => {
  ctx.beginPath();
  SHAPES[mark.cause](ctx, mark.x, mark.y);
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.surface;
  ctx.stroke();
  if (mark.cause === 'moved') {
    ctx.fillStyle = palette.surface;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = palette.refcount;
    ctx.stroke();
    return;
  }
  ctx.fillStyle = markColor(mark.cause, palette);
  ctx.fill();
};
