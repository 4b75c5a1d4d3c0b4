// Owns the tab History: the count over the whole life, and every change of it.

import type { ObjectMoment, SessionSummary } from '../../../../shared/api/index.ts';
import { ChangesShown } from '../changes-shown.tsx';
import { HistoryTable } from '../history-table.tsx';
import { LifeChart } from '../life/life-chart.tsx';

export const HistoryTab = ({ summary, at }: { summary: SessionSummary; at: ObjectMoment }) => {
  const { id, label } = at.object;
  return (
    <div className="inspector-life">
      <LifeChart key={id} summary={summary} object={id} label={label} />
      <div className="history-bar">
        <h3>Changes</h3>
        <ChangesShown />
      </div>
      <HistoryTable session={summary.session} object={id} currentIndex={at.historyIndex} />
    </div>
  );
};
