// Owns the ruler: its canvas, and scrubbing by pressing or dragging anywhere on it or on the playhead's handle.

import { type PointerEvent, useEffect, useRef } from 'react';
import { useSession } from '../../state/session-store.ts';
import { useTheme } from '../../state/theme-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { timeWidthPx, useTimelineLayout } from '../control/layout-store.ts';
import { scrubToPx } from '../control/scrub.ts';
import { panByShare } from '../control/view-control.ts';
import { listenToWheel } from '../control/wheel.ts';
import { createFrame } from '../data/frame.ts';
import { BookmarkMarks } from '../bookmarks/bookmark-marks.tsx';
import { drawRuler } from './draw-ruler.ts';
import { createLineLabels } from './line-labels.ts';
import { Playhead } from './playhead.tsx';

const useRulerCanvas = (canvas: React.RefObject<HTMLCanvasElement | null>): void => {
  useEffect(() => {
    const paint = (): void => {
      const { summary } = useSession.getState();
      if (!canvas.current || !summary) return;
      const viewport = useViewport.getState();
      drawRuler(canvas.current, { viewport, widthPx: timeWidthPx(), summary }, lines);
    };
    const frame = createFrame(paint);
    const lines = createLineLabels(frame.request);
    const ends = [useViewport, useTimelineLayout, useSession, useTheme].map((store) =>
      store.subscribe(frame.request),
    );
    frame.request();
    return () => {
      frame.cancel();
      ends.forEach((end) => end());
    };
  }, [canvas]);
};

/** Holding the pointer beyond an edge pans the view by this share per frame. */
const EDGE_PAN = 0.012;

export const Ruler = () => {
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ px: number; timer: number } | null>(null);
  useRulerCanvas(canvas);
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    return listenToWheel(element, () => element.getBoundingClientRect().left);
  }, []);

  const pxOf = (event: PointerEvent): number =>
    event.clientX - (root.current?.getBoundingClientRect().left ?? 0);
  const follow = (): void => {
    const now = drag.current;
    if (!now) return;
    const past = now.px < 0 ? -1 : now.px > timeWidthPx() ? 1 : 0;
    if (past !== 0) {
      panByShare(past * EDGE_PAN);
      scrubToPx(now.px);
    }
    now.timer = requestAnimationFrame(follow);
  };
  const end = (): void => {
    if (drag.current) cancelAnimationFrame(drag.current.timer);
    drag.current = null;
  };
  useEffect(() => end, []);

  return (
    <div
      ref={root}
      className="tl-ruler"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        root.current?.querySelector<HTMLElement>('[role="slider"]')?.focus({ preventScroll: true });
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { px: pxOf(event), timer: requestAnimationFrame(follow) };
        scrubToPx(drag.current.px);
      }}
      onPointerMove={(event) => {
        if (!drag.current) return;
        drag.current.px = pxOf(event);
        scrubToPx(drag.current.px);
      }}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <canvas ref={canvas} className="tl-ruler-canvas" aria-hidden="true" />
      <BookmarkMarks />
      <Playhead />
    </div>
  );
};
