// Owns the verdict on a recording: how many objects were compared with memory when the run was over, and whether the chain of
// any object's counts broke. The verdict on a broken one leads to the place.

import type { SessionSummary } from '../../../shared/api/index.ts';
import { setPlayhead } from '../../state/playhead-store.ts';
import { selectObject } from '../../state/selection-store.ts';
import { auditText, counted, gapText } from '../../state/words.ts';

const GAPS_NAMED = 8;

const Broken = ({ gaps }: { gaps: NonNullable<SessionSummary['gaps']> }) => {
  const [first] = gaps.first;
  const named = gaps.first.slice(0, GAPS_NAMED).map(gapText).join('\n');
  const title = `Places where the chain of counts broke; counts behind them may be off.\n${named}`;
  const text = counted(gaps.count, 'gap');
  if (!first) return <span className="chip chip-gap">{text}</span>;
  return (
    <button
      type="button"
      role="link"
      className="chip chip-gap chip-link"
      title={title}
      onClick={() => {
        selectObject(first.object);
        setPlayhead(first.seq, { source: 'session', step: 'event' });
      }}
    >
      {text}, first: {first.label} ({first.type} #{first.object})
    </button>
  );
};

export const AuditChip = ({ summary: { gaps, facts } }: { summary: SessionSummary }) => {
  if (gaps && gaps.count > 0) return <Broken gaps={gaps} />;
  return (
    <span
      className="muted audit"
      title="When the run was over, the count of every object that was still there was compared with memory. During the run every event was compared with the one before it."
    >
      {auditText(facts.audit)}
    </span>
  );
};
