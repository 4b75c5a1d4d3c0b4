// Owns the bar over the count of a life: chart or table, and how much of the life is in view.

import { useLifeForm } from '../../../state/life-form.ts';
import { Segmented } from '../../kit/segmented.tsx';
import type { Span } from './life-zoom.ts';
import type { LifeZoom } from './use-life-zoom.ts';

/** `whole life`, `12 %`, `less than 1 %`. */
const shareText = (whole: Span, part: Span | null): string => {
  if (part === null) return 'whole life';
  const percent = (100 * (part[1] - part[0])) / (whole[1] - whole[0]);
  return percent < 1 ? 'less than 1 % of its life' : `${Math.round(percent)} % of its life`;
};

/** Which part of the life is in view, as a bar within a bar. */
const Extent = ({ whole, part }: { whole: Span; part: Span | null }) => {
  const width = whole[1] - whole[0];
  const [from, to] = part ?? whole;
  return (
    <div className="life-extent" aria-hidden="true">
      <div
        style={{
          left: `${(100 * (from - whole[0])) / width}%`,
          width: `max(3px, ${(100 * (to - from)) / width}%)`,
        }}
      />
    </div>
  );
};

export const LifeBar = ({ zoom, whole }: { zoom: LifeZoom; whole: Span }) => {
  const { chosen, choose } = useLifeForm();
  const { part } = zoom;
  const icon = 'button button-small button-icon';
  return (
    <div className="life-bar">
      <Segmented
        label="Count over its life as"
        value={chosen}
        segments={[
          { value: 'chart', label: 'Chart' },
          { value: 'table', label: 'Table' },
        ]}
        onChange={choose}
      />
      <div className="life-view">
        <small className="muted" role="status">
          {shareText(whole, part)}
        </small>
        <Extent whole={whole} part={part} />
      </div>
      <div className="life-zoom" role="group" aria-label="Zoom of the life">
        <button
          type="button"
          className={icon}
          aria-label="Zoom into the life"
          title="Zoom in (+ on the chart), or draw a range on it"
          onClick={zoom.zoomIn}
        >
          +
        </button>
        <button
          type="button"
          className={icon}
          aria-label="Zoom out of the life"
          title="Zoom out (− on the chart)"
          disabled={part === null}
          onClick={zoom.zoomOut}
        >
          −
        </button>
        <button
          type="button"
          className="button button-small"
          title="Show the whole life (0 on the chart)"
          disabled={part === null}
          onClick={zoom.showWhole}
        >
          Whole life
        </button>
      </div>
    </div>
  );
};
