// Owns "why": the last changes of the selected object up to the playhead, newest first, in words. Each leads to its moment.

import type { HistoryRow, ObjectMoment } from '../../../shared/api/index.ts';
import { count, deltaText, placeText, refcountText } from '../../state/words.ts';
import { ChangesShown } from './changes-shown.tsx';
import { MomentLink } from '../kit/moment-link.tsx';
import { useStoredReason } from './use-stored-reason.ts';

const SHOWN = 6;

const deltaClass = (row: HistoryRow): string =>
  row.kind === 'collect' ? 'delta-end' : row.delta < 0 ? 'delta-down' : 'delta-up';

const Change = ({ row, reason, isNow }: { row: HistoryRow; reason: string; isNow: boolean }) => (
  <li>
    <MomentLink seq={row.seq} source="inspector" className="change" isNow={isNow}>
      <span className={`change-delta ${deltaClass(row)}`}>
        {row.kind === 'immortalize' ? '∞' : deltaText(row.delta)}
      </span>
      <span className="change-words">
        {reason}
        <small>
          {placeText(row)} · event {count(row.seq)} · count {refcountText(row.refcount)}
        </small>
      </span>
    </MomentLink>
  </li>
);

export const RecentChanges = ({ at }: { at: ObjectMoment }) => {
  const { recent: rows, seq, object } = at;
  const newest = useStoredReason(object.id, rows[0]);
  return (
    <section aria-label="Why" className="recent">
      <div className="recent-head">
        <h3>Why this count</h3>
        <ChangesShown />
      </div>
      {rows.length === 0 ? (
        <p className="muted">No change recorded up to the playhead.</p>
      ) : (
        <ol>
          {rows.slice(0, SHOWN).map((row, i) => (
            <Change
              key={row.seq}
              row={row}
              reason={i === 0 ? newest : row.reason}
              isNow={row.seq === seq}
            />
          ))}
        </ol>
      )}
    </section>
  );
};
