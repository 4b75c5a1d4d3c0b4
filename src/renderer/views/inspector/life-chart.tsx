// Owns the selected object's step chart over its whole life, and the names that referred to it, on one scale with the playhead.

import { useMemo, useRef, type MouseEvent } from 'react';
import { Area, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import type { Lane, LanesResult, SessionSummary } from '../../../shared/api/index.ts';
import { setPlayhead, usePlayhead } from '../../state/playhead-store.ts';
import { useApi } from '../../state/use-api.ts';
import { axisWidth, useViewport } from '../../state/viewport-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { count } from '../../state/words.ts';
import { CHART_LEFT, CHART_RIGHT } from './chart-margins.ts';
import { lifeCurve, lifeSpan, nearestEvent, type LifePoint } from './life-curve.ts';
import { NameBars } from './name-bars.tsx';
import { useSize } from './use-size.ts';

const BUCKETS = 480;

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

const StepChart = (props: {
  lane: Lane;
  result: LanesResult;
  span: readonly [number, number];
  label: string;
}) => {
  const { lane, result, span, label } = props;
  const x = usePlayhead((state) => state.moment?.x[result.axis]);
  const figure = useRef<HTMLElement>(null);
  const size = useSize(figure);
  const life = useMemo(() => lifeCurve(lane, result), [lane, result]);
  // The chart's own "active" point lags behind a quick click: the place of the click does not.
  const onClick = ({ clientX, currentTarget }: MouseEvent<HTMLElement>): void => {
    const box = currentTarget.getBoundingClientRect();
    const share = (clientX - box.left - CHART_LEFT) / (box.width - CHART_LEFT - CHART_RIGHT);
    const point = nearestEvent(life.points, span[0] + share * (span[1] - span[0]));
    if (point?.seq != null) setPlayhead(point.seq, { source: 'inspector', step: 'event' });
  };
  const tick = { fill: 'var(--text-muted)', fontSize: 11 };
  return (
    <figure
      ref={figure}
      className="life-chart"
      aria-label={`Reference count of ${label} over its life`}
      onClick={onClick}
    >
      {size && (
        <ComposedChart
          width={size.widthPx}
          height={size.heightPx}
          data={life.points}
          margin={{ top: 8, right: CHART_RIGHT, bottom: 2, left: 0 }}
          style={{ cursor: 'pointer' }}
        >
          <XAxis dataKey="x" type="number" domain={[span[0], span[1]]} allowDataOverflow hide />
          <YAxis
            width={CHART_LEFT}
            domain={[0, Math.max(2, life.peak)]}
            allowDecimals={false}
            tick={tick}
            tickLine={false}
            axisLine={false}
            tickCount={4}
          />
          <Tooltip content={<ChartTip />} isAnimationActive={false} />
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

export const LifeChart = (props: { summary: SessionSummary; object: number; label: string }) => {
  const { summary, object, label } = props;
  const axis = useViewport((state) => state.axis);
  const isShown = useWindow((state) => state.view === 'recording');
  const width = axisWidth(summary, axis);
  const base = { session: summary.session, axis, objects: [object] };
  const whole = useApi('session.lanes', { ...base, from: 0, to: width, buckets: 1 });
  const lane = whole.value?.lanes[0];
  const span = lane?.object === object ? lifeSpan(lane, width) : null;
  const life = useApi(
    'session.lanes',
    span && { ...base, from: span[0], to: span[1], buckets: BUCKETS },
  );
  const shown = life.value?.lanes[0];
  if (whole.error || life.error) return <p className="empty">{whole.error || life.error}</p>;
  // A chart that is not on screen has no size to draw in.
  if (!isShown || !span || !lane || !life.value || shown?.object !== object)
    return <div className="life-chart" />;
  return (
    <>
      {lane.immortal ? (
        <div className="life-chart life-immortal">∞ Never counted, so there is no curve.</div>
      ) : (
        <StepChart lane={shown} result={life.value} span={span} label={label} />
      )}
      <NameBars lane={shown} span={span} />
    </>
  );
};
