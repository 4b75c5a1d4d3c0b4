// Owns the marked range over the lanes: the band, how long it is, and the buttons to zoom to it or let it go.

import { useViewport } from '../../state/viewport-store.ts';
import { counted } from '../../state/words.ts';
import { useTimelineLayout } from '../control/layout-store.ts';
import { setRange, type TimeRange, useRange } from '../../state/range-store.ts';
import { estimateSeq } from '../control/time-scale.ts';
import { zoomToRange } from '../control/timeline-commands.ts';
import { Icon } from '../icons.tsx';
import { xToPx } from '../maths/viewport.ts';

const lengthText = ({ axis, from, to }: TimeRange): string => {
  const low = estimateSeq(from);
  const high = estimateSeq(to);
  const events = low && high ? counted(Math.max(0, high.seq - low.seq), 'event') : '';
  if (axis === 'event') return events;
  const steps = counted(Math.max(0, Math.floor(to) - Math.ceil(from) + 1), 'step');
  return `${steps} · ${events}`;
};

export const RangeMark = () => {
  const { range } = useRange();
  const { axis, from, to } = useViewport();
  const widthPx = useTimelineLayout((layout) => layout.timeWidthPx);
  if (!range || range.axis !== axis) return null;
  const left = Math.max(-2, xToPx({ from, to }, widthPx, range.from));
  const right = Math.min(widthPx + 2, xToPx({ from, to }, widthPx, range.to));
  if (right <= 0 || left >= widthPx) return null;
  return (
    <div className="tl-range" style={{ left, width: right - left }}>
      <div
        className="tl-range-card"
        style={{ left: Math.min(Math.max(0, (right - left) / 2), widthPx - left - 150) }}
      >
        <span>{lengthText(range)}</span>
        <button type="button" className="tl-button is-primary" onClick={zoomToRange}>
          Zoom to selection
        </button>
        <button
          type="button"
          className="tl-button is-bare"
          aria-label="Drop the selection"
          onClick={() => setRange(null)}
        >
          <Icon name="close" />
        </button>
      </div>
    </div>
  );
};
