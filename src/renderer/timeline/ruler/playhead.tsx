// Owns the playhead's handle and line: the slider that everything else follows. It moves by transform alone, outside React's
// rendering. Invariant: aria-valuenow is the seq of the playhead store at all times.

import { useEffect, useRef } from 'react';
import type { Moment } from '../../../shared/api/index.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { count, tellingEvent } from '../../state/words.ts';
import { useTimelineLayout } from '../control/layout-store.ts';
import { playheadX } from '../control/time-scale.ts';
import { createFrame } from '../data/frame.ts';
import { xToPx } from '../maths/viewport.ts';

/** What a screen reader says of a position. */
const valueText = (seq: number, last: number, moment: Moment | null): string => {
  const where = `event ${count(seq)} of ${count(last)}`;
  if (!moment) return where;
  const line = moment.place
    ? `line ${moment.place.line}, step ${count(moment.step)}`
    : `phase ${moment.phase}`;
  const why = tellingEvent(moment)?.reason ?? '';
  return `${line}, ${where}${why === '' ? '' : `: ${why}`}`;
};

/** Calls `place` with the playhead's px (cut to the view) whenever it, the view or the size changes; once per frame. */
export const usePlayheadPx = (
  place: (px: number, off: 'left' | 'right' | null, widthPx: number) => void,
  span: 'view' | 'whole',
): void => {
  const latest = useRef(place);
  latest.current = place;
  useEffect(() => {
    const update = (): void => {
      const x = playheadX();
      const { from, to, width } = useViewport.getState();
      const { timeWidthPx } = useTimelineLayout.getState();
      if (x === null || timeWidthPx === 0) return;
      const view = span === 'view' ? { from, to } : { from: 0, to: width };
      const px = xToPx(view, timeWidthPx, x);
      const off = px < -0.5 ? 'left' : px > timeWidthPx + 0.5 ? 'right' : null;
      latest.current(Math.min(timeWidthPx, Math.max(0, px)), off, timeWidthPx);
    };
    const frame = createFrame(update);
    const ends = [usePlayhead, useViewport, useTimelineLayout, useSession].map((store) =>
      store.subscribe(frame.request),
    );
    frame.request();
    return () => {
      frame.cancel();
      ends.forEach((end) => end());
    };
  }, [span]);
};

export const Playhead = () => {
  const root = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLDivElement>(null);
  const seq = usePlayhead((state) => state.seq);
  const moment = usePlayhead((state) => state.moment);
  const isMomentHere = usePlayhead((state) => state.isMomentHere);
  const last = useSession((state) => state.summary?.facts.events ?? 0);
  const text = valueText(seq, last, isMomentHere ? moment : null);
  usePlayheadPx((px, off, widthPx) => {
    const element = root.current;
    if (!element) return;
    element.style.transform = `translateX(${px}px)`;
    // The handle stays whole at both ends; its line does not move.
    const half = (handle.current?.offsetWidth ?? 0) / 2;
    const shift = Math.max(0, half - px) + Math.min(0, widthPx - px - half);
    handle.current?.style.setProperty('--tl-shift', `${shift}px`);
    element.dataset['off'] = off ?? '';
  }, 'view');
  const line = moment?.place?.line;
  return (
    <div ref={root} className="tl-playhead">
      <div
        ref={handle}
        role="slider"
        aria-label="Playhead"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={seq}
        aria-valuetext={text}
        aria-busy={!isMomentHere}
        tabIndex={0}
        className="tl-handle"
        title={text}
      >
        <span>{line !== undefined && line > 0 ? `line ${line}` : count(seq)}</span>
      </div>
      <div className="tl-playline" />
    </div>
  );
};
