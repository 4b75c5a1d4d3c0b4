// Owns the window on the overview that shows, and sets, what is in view: drag inside moves it, its edges resize it, elsewhere a
// drag draws a new one; double click shows everything. Both edges are sliders for the keyboard.

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useViewport } from '../../state/viewport-store.ts';
import { count } from '../../state/words.ts';
import { timeWidthPx, useTimelineLayout } from '../control/layout-store.ts';
import { scrubToX } from '../control/scrub.ts';
import { currentView, minSpan, panByShare, show, showWhole } from '../control/view-control.ts';
import { type BrushDrag, type BrushPart, brushPart, brushTo } from '../maths/brush.ts';
import { moveEdge, pxToX, spanOf, xToPx } from '../maths/viewport.ts';

const CURSORS: Readonly<Record<BrushPart, string>> = {
  from: 'ew-resize',
  to: 'ew-resize',
  move: 'grab',
  new: 'crosshair',
};
const CLICK_PX = 4;

const axisWidth = (): number => useViewport.getState().width;
const xOfPx = (px: number): number => {
  const total = axisWidth();
  const inside = Math.min(timeWidthPx(), Math.max(0, px));
  return pxToX({ from: 0, to: total }, Math.max(1, timeWidthPx()), inside);
};

const EdgeSlider = ({ edge, leftPx }: { edge: 'from' | 'to'; leftPx: number }) => {
  const { axis, from, to, width } = useViewport();
  const now = edge === 'from' ? from : to;
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const by = spanOf(currentView()) * (event.shiftKey ? 0.25 : 0.05) * direction;
    show(moveEdge(currentView(), edge, now + by, { minSpan: minSpan(), total: width }));
  };
  return (
    <div
      role="slider"
      aria-label={edge === 'from' ? 'Start of the view' : 'End of the view'}
      aria-valuemin={0}
      aria-valuemax={Math.ceil(width)}
      aria-valuenow={Math.round(now)}
      aria-valuetext={`${axis} ${count(Math.round(now))}`}
      tabIndex={0}
      className="tl-brush-edge"
      style={{ left: leftPx }}
      onKeyDown={onKeyDown}
    />
  );
};

export const OverviewBrush = () => {
  const { from, to, width } = useViewport();
  const widthPx = useTimelineLayout((layout) => layout.timeWidthPx);
  const drag = useRef<(BrushDrag & { startPx: number; moved: boolean }) | null>(null);
  const [cursor, setCursor] = useState('crosshair');
  const whole = { from: 0, to: width };
  const left = xToPx(whole, widthPx, from);
  const right = Math.max(left + 2, xToPx(whole, widthPx, to));

  const pxOf = (event: PointerEvent): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const px = pxOf(event);
    const part = brushPart(currentView(), width, widthPx, px);
    drag.current = { part, start: currentView(), startX: xOfPx(px), startPx: px, moved: false };
  };
  const onMove = (event: PointerEvent): void => {
    const px = pxOf(event);
    const now = drag.current;
    if (!now) return setCursor(CURSORS[brushPart(currentView(), width, widthPx, px)]);
    now.moved ||= Math.abs(px - now.startPx) >= CLICK_PX;
    if (now.moved) show(brushTo(now, xOfPx(px), { minSpan: minSpan(), total: width }));
  };
  const onUp = (): void => {
    const done = drag.current;
    drag.current = null;
    if (done && !done.moved) scrubToX(done.startX);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0 || event.target !== event.currentTarget) return;
    event.preventDefault();
    event.stopPropagation();
    panByShare(direction * (event.shiftKey ? 0.5 : 0.1));
  };

  return (
    <div
      className="tl-brush"
      role="group"
      aria-label="What is in view"
      tabIndex={0}
      style={{ cursor }}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={() => (drag.current = null)}
      onDoubleClick={showWhole}
      onKeyDown={onKeyDown}
    >
      <div className="tl-brush-out" style={{ left: 0, width: Math.max(0, left) }} />
      <div className="tl-brush-out" style={{ left: right, right: 0 }} />
      <div className="tl-brush-window" style={{ left, width: right - left }} />
      <EdgeSlider edge="from" leftPx={left} />
      <EdgeSlider edge="to" leftPx={right} />
    </div>
  );
};
