// Owns a canvas' backing store: crisp at any device pixel ratio. All drawing happens in CSS pixels.

/** Sizes the canvas for its CSS size and returns a cleared context scaled to CSS pixels; null where there is nothing to draw on. */
export const prepareCanvas = (
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
): CanvasRenderingContext2D | null => {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(widthPx * ratio);
  const height = Math.round(heightPx * ratio);
  if (width === 0 || height === 0) return null;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const ctx = canvas.getContext('2d');
  if (!ctx) return null;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, widthPx, heightPx);
  return ctx;
};

/** The nearest position at which a line of one CSS pixel is sharp. */
export const sharp = (px: number): number => Math.round(px - 0.5) + 0.5;
