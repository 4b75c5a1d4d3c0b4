// Owns the chart of the whole run: live objects as an area, live references as a line on its own scale, phases shaded and
// labelled, runs of the cycle collector and gaps as vertical lines. Rendered again only when data, size or axis change.

import { memo } from 'react';
import { Area, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { OverviewPoint } from './overview-data.ts';

export interface PhaseSpan {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface OverviewChartProps {
  readonly points: readonly OverviewPoint[];
  readonly phases: readonly PhaseSpan[];
  readonly gcAt: readonly number[];
  readonly gapsAt: readonly number[];
  readonly total: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** More collector runs than this are a texture rather than single marks. */
const CROWDED_GC = 24;
const MARGIN = { top: 14, right: 0, bottom: 2, left: 0 };
const headroom = (most: number): number => Math.max(1, most * 1.05);

export const OverviewChart = memo((props: OverviewChartProps) => {
  const { points, phases, gcAt, gapsAt, total, widthPx, heightPx } = props;
  const isCrowded = gcAt.length > CROWDED_GC;
  const axis = { hide: true, type: 'number' as const, allowDataOverflow: true };
  return (
    <ComposedChart
      width={widthPx}
      height={heightPx}
      data={[...points]}
      margin={MARGIN}
      accessibilityLayer={false}
    >
      <XAxis {...axis} dataKey="x" domain={[0, total]} />
      <YAxis {...axis} yAxisId="objects" domain={[0, headroom]} />
      <YAxis {...axis} yAxisId="references" domain={[0, headroom]} orientation="right" />
      {phases.map((phase) => (
        <ReferenceArea
          key={phase.name}
          yAxisId="objects"
          x1={phase.from}
          x2={phase.to}
          fill={phase.name === 'run' ? 'transparent' : 'var(--exit-soft)'}
          fillOpacity={0.55}
          stroke="none"
        />
      ))}
      <Area
        yAxisId="objects"
        dataKey="objects"
        type="stepBefore"
        stroke="var(--alive)"
        strokeWidth={1.25}
        fill="var(--alive-soft)"
        fillOpacity={0.9}
        isAnimationActive={false}
      />
      <Line
        yAxisId="references"
        dataKey="references"
        type="stepBefore"
        stroke="var(--immortal)"
        strokeWidth={1.25}
        strokeDasharray="4 2"
        dot={false}
        isAnimationActive={false}
      />
      {gcAt.map((x) => (
        <ReferenceLine
          key={x}
          yAxisId="objects"
          x={x}
          stroke="var(--gc)"
          strokeWidth={isCrowded ? 1 : 1.5}
          strokeOpacity={isCrowded ? 0.25 : 0.8}
        />
      ))}
      {gapsAt.map((x) => (
        <ReferenceLine
          key={`gap ${x}`}
          yAxisId="objects"
          x={x}
          stroke="var(--gap)"
          strokeWidth={2}
        />
      ))}
    </ComposedChart>
  );
});
OverviewChart.displayName = 'OverviewChart';
