// Owns the selected object's count over its life, or over the part that is zoomed to: drawn or as a table, with the names that referred
// to it on the same scale.

import { useMemo } from 'react';
import type { SessionSummary } from '../../../../shared/api/index.ts';
import { useLifeForm } from '../../../state/life-form.ts';
import { usePlayhead } from '../../../state/playhead-store.ts';
import { useViewport } from '../../../state/viewport-store.ts';
import { useWindow } from '../../../state/window-store.ts';
import { lifeCurve } from './life-curve.ts';
import { LifeBar } from './life-bar.tsx';
import { LifeTable } from './life-table.tsx';
import { NameBars } from './name-bars.tsx';
import { StepChart } from './step-chart.tsx';
import { useLife } from './use-life.ts';
import { lifeZoom, usePart } from './use-life-zoom.ts';

const MOST_BARS = 8;

export const LifeChart = (props: { summary: SessionSummary; object: number; label: string }) => {
  const { summary, object, label } = props;
  const axis = useViewport((state) => state.axis);
  const isShown = useWindow((state) => state.view === 'recording');
  const playhead = usePlayhead((state) => state.moment?.x[axis]);
  const form = useLifeForm((state) => state.chosen);
  const [part, set] = usePart(axis);
  const { whole, span, life, error } = useLife(summary, object, part);
  const curve = useMemo(() => life && lifeCurve(life.lane, life.result), [life]);
  if (error !== '') return <p className="empty">{error}</p>;
  // A chart that is not on screen has no size to draw in.
  if (!isShown || !whole || !span || !life || !curve) return <div className="life-chart" />;
  if (life.lane.immortal) {
    return (
      <>
        <div className="life-chart life-immortal">∞ Never counted, so there is no curve.</div>
        <NameBars lane={life.lane} span={span} most={MOST_BARS} />
      </>
    );
  }
  const zoom = lifeZoom({ whole, part, playhead, set });
  return (
    <>
      <LifeBar zoom={zoom} whole={whole} />
      {form === 'chart' ? (
        <StepChart life={curve} span={span} zoom={zoom} label={label} playhead={playhead} />
      ) : (
        <LifeTable life={curve} label={label} />
      )}
      <NameBars lane={life.lane} span={span} most={MOST_BARS} />
    </>
  );
};
