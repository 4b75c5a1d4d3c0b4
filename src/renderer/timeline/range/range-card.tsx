// Owns what is said of a marked range: what is live at its ends, births and collections, growth by type, events by kind, busiest lines.
// Must not mark or draw the range. Invariant: what is shown belongs to the range that is marked.

import { useEffect, useState } from 'react';
import type { Params, RangeStats, Result } from '../../../shared/api/index.ts';
import { ask, createLatest, sentenceOf } from '../../state/ask.ts';
import { setPlayhead } from '../../state/playhead-store.ts';
import { seqSpanOf, useRange } from '../../state/range-store.ts';
import { useSession } from '../../state/session-store.ts';
import { count, counted } from '../../state/words.ts';

type Asked = Params<'session.rangeStats'>;

/** A range that is being dragged is asked about when the pointer rests. */
const SETTLE_MS = 120;

const useRangeStats = (): { stats: RangeStats | null; problem: string } => {
  const range = useRange((state) => state.range);
  const session = useSession((state) => state.summary?.session);
  const [answer, setAnswer] = useState<{ stats: RangeStats | null; problem: string }>({
    stats: null,
    problem: '',
  });
  useEffect(() => {
    setAnswer({ stats: null, problem: '' });
    if (!range || session === undefined) return undefined;
    const latest = createLatest<Asked, Result<'session.rangeStats'>>({
      fetch: (params) => ask('session.rangeStats', params),
      answer: (stats) => setAnswer({ stats, problem: '' }),
      fail: (error) => setAnswer({ stats: null, problem: sentenceOf(error) }),
    });
    const look = async (): Promise<void> => {
      latest.ask({ session, ...(await seqSpanOf(session, range)) });
    };
    // A session that closed meanwhile has no range.
    const timer = setTimeout(() => void look().catch(() => null), SETTLE_MS);
    return () => {
      clearTimeout(timer);
      latest.reset();
    };
  }, [range, session]);
  return answer;
};

const signed = (n: number): string => (n > 0 ? `+${count(n)}` : n < 0 ? `−${count(-n)}` : '±0');

const CAUSES = { refcount: 'by count', gc: 'by gc', exit: 'at exit', moved: 'moved' } as const;

const Rows = (props: { readonly title: string; readonly rows: readonly [string, string][] }) =>
  props.rows.length === 0 ? null : (
    <section>
      <h4>{props.title}</h4>
      <dl>
        {props.rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );

const Told = ({ stats }: { readonly stats: RangeStats }) => {
  const { liveAtStart: before, liveAtEnd: after, collections, kinds, lines } = stats;
  const given = (counts: Readonly<Record<string, number>>): [string, string][] =>
    Object.entries(counts).flatMap(([name, n]) => (n > 0 ? [[name, count(n)]] : []));
  const causes = Object.entries(CAUSES).map(([cause, words]) => [
    words,
    collections[cause as keyof typeof CAUSES],
  ]);
  return (
    <div className="tl-stats-columns">
      <Rows
        title="Live"
        rows={[
          [
            'objects',
            `${count(before.objects)} → ${count(after.objects)} (${signed(after.objects - before.objects)})`,
          ],
          [
            'references',
            `${count(before.references)} → ${count(after.references)} (${signed(after.references - before.references)})`,
          ],
          ['births', count(stats.births)],
        ]}
      />
      <Rows title="Collected" rows={given(Object.fromEntries(causes))} />
      {kinds && <Rows title="Events" rows={given(kinds)} />}
      <Rows
        title="Growth by type"
        rows={stats.types
          .slice(0, 6)
          .map(({ type, born, collected }) => [
            type,
            `${signed(born - collected)} (${count(born)} born)`,
          ])}
      />
      {lines && (
        <Rows
          title="Busiest lines"
          rows={lines
            .slice(0, 6)
            .map(({ file, line, events }) => [
              `${file.split('/').at(-1) ?? file}:${line}`,
              counted(events, 'event'),
            ])}
        />
      )}
      {!kinds && <p className="muted">Too long to count events by kind and line.</p>}
    </div>
  );
};

export const RangeCard = () => {
  const range = useRange((state) => state.range);
  const { stats, problem } = useRangeStats();
  if (!range) return null;
  return (
    <aside className="tl-stats" role="region" aria-label="Selected range">
      <header>
        <b>{stats ? counted(stats.events, 'event') : 'Selected range'}</b>
        {stats && (
          <>
            <button
              type="button"
              className="link"
              onClick={() => setPlayhead(stats.fromSeq, { source: 'keyboard' })}
            >
              from {count(stats.fromSeq)}
            </button>
            <button
              type="button"
              className="link"
              onClick={() => setPlayhead(stats.toSeq, { source: 'keyboard' })}
            >
              to {count(stats.toSeq)}
            </button>
          </>
        )}
      </header>
      {problem !== '' && <p role="alert">{problem}</p>}
      {stats ? <Told stats={stats} /> : problem === '' && <p className="muted">Counting…</p>}
    </aside>
  );
};
