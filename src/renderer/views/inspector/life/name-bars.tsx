// Owns the names of the selected object over time, as bars on the scale of its step chart.

import { useMemo } from 'react';
import type { Lane } from '../../../../shared/api/index.ts';
import { CHART_LEFT, CHART_RIGHT } from './chart-margins.ts';
import type { Span } from './life-zoom.ts';

export interface NameBarsProps {
  readonly lane: Lane;
  readonly span: Span;
  /** Names shown at most. */
  readonly most: number;
}

export const NameBars = ({ lane, span, most }: NameBarsProps) => {
  const rows = useMemo(() => {
    const byName = new Map<string, { from: number; to: number }[]>();
    for (const { name, from, to } of lane.names)
      byName.set(name, [...(byName.get(name) ?? []), { from, to }]);
    return [...byName].slice(0, most);
  }, [lane, most]);
  const width = span[1] - span[0];
  const percent = (x: number): number => Math.min(100, Math.max(0, ((x - span[0]) / width) * 100));
  return (
    <ul className="name-bars" aria-label="Names over time">
      {rows.map(([name, spans]) => (
        <li key={name} style={{ paddingLeft: CHART_LEFT, paddingRight: CHART_RIGHT }}>
          <div className="name-track">
            {spans.map((one, index) => (
              <div
                key={index}
                className="name-bar"
                title={name}
                style={{
                  left: `${percent(one.from)}%`,
                  width: `max(3px, ${percent(one.to) - percent(one.from)}%)`,
                }}
              >
                <span>{name}</span>
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
};
