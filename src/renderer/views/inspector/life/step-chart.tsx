// Owns the drawing of an object's count as a step line over a part of its life. A click goes to the change nearest to it, a range drawn
// with the pointer is zoomed to.

import { useRef } from 'react';
import {
  Area,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { setPlayhead } from '../../../state/playhead-store.ts';
import { count } from '../../../state/words.ts';
import { useSize } from '../use-size.ts';
import { CHART_LEFT, CHART_RIGHT } from './chart-margins.ts';
import { nearestEvent, type Life, type LifePoint } from './life-curve.ts';
import type { Span } from './life-zoom.ts';
import { useBrush } from './use-brush.ts';
import type { LifeZoom } from './use-life-zoom.ts';

const ChartTip = ({ active, payload }: { active?: boolean; payload?: readonly unknown[] }) => {
  const entry = payload?.[0] as { payload?: LifePoint } | undefined;
  const point = entry?.payload;
  if (!active || !point) return null;
  const counts = point.band ? `${point.band[0]} to ${point.band[1]}` : (point.count ?? '∞');
  return (
    <div className="chart-tip">
      count {counts}
      {point.seq !== null && <> · event {count(point.seq)}</>}
    </div>
  );
};

const TICK = { fill: 'var(--text-muted)', fontSize: 11 };

export interface StepChartProps {
  readonly life: Life;
  readonly span: Span;
  readonly zoom: LifeZoom;
  readonly label: string;
  readonly playhead: number | undefined;
}

export const StepChart = ({ life, span, zoom, label, playhead: x }: StepChartProps) => {
  const figure = useRef<HTMLElement>(null);
  const size = useSize(figure);
  // The chart's own "active" point lags behind a quick click: the place of the click does not.
  const brush = useBrush(span, {
    click: (at) => {
      const point = nearestEvent(life.points, at);
      if (point?.seq != null) setPlayhead(point.seq, { source: 'inspector', step: 'event' });
    },
    draw: zoom.show,
  });
  return (
    <figure
      ref={figure}
      className="life-chart"
      aria-label={`Reference count of ${label} over its life`}
      aria-description="Plus and minus zoom, arrows move what is in view, 0 shows the whole life"
      tabIndex={0}
      onKeyDown={zoom.onKeyDown}
      {...brush.handlers}
    >
      {size && (
        <ComposedChart
          width={size.widthPx}
          height={size.heightPx}
          data={life.points}
          margin={{ top: 8, right: CHART_RIGHT, bottom: 2, left: 0 }}
          accessibilityLayer={false}
        >
          <XAxis dataKey="x" type="number" domain={[span[0], span[1]]} allowDataOverflow hide />
          <YAxis
            width={CHART_LEFT}
            domain={[0, Math.max(2, life.peak)]}
            allowDecimals={false}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            tickCount={4}
          />
          {!brush.range && <Tooltip content={<ChartTip />} isAnimationActive={false} />}
          <Area
            dataKey="band"
            type="stepAfter"
            stroke="none"
            fill="var(--alive)"
            fillOpacity={0.25}
            isAnimationActive={false}
          />
          <Line
            dataKey="count"
            type="stepAfter"
            stroke="var(--alive)"
            strokeWidth={1.6}
            dot={false}
            isAnimationActive={false}
          />
          {brush.range && (
            <ReferenceArea
              x1={Math.min(...brush.range)}
              x2={Math.max(...brush.range)}
              fill="var(--selection)"
              fillOpacity={0.18}
            />
          )}
          {x !== undefined && (
            <ReferenceLine
              x={Math.min(span[1], Math.max(span[0], x))}
              stroke="var(--playhead)"
              strokeWidth={1.5}
              strokeDasharray={x < span[0] || x > span[1] ? '3 3' : '0'}
            />
          )}
        </ComposedChart>
      )}
    </figure>
  );
};
