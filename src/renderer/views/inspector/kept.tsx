// Owns what the certificate says of who kept an object: the program is run again up to where it ended, or to where the last name was
// gone. A long run is run again only when the user wants it. Invariant: what is shown is of the object that is selected.

import { useEffect, useState } from 'react';
import type { Certificate, SessionSummary } from '../../../shared/api/index.ts';
import { noteAnswered, useAskedAtOnce } from '../../state/heap/ask-at-once.ts';
import { showHeapView } from '../../state/heap/heap-store.ts';
import { useInspectorTab } from '../../state/inspector-tabs.ts';
import { setPlayhead } from '../../state/playhead-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useApi } from '../../state/use-api.ts';
import { count } from '../../state/words.ts';
import { HolderList } from './holders/holder-list.tsx';
import { PathList } from './holders/path-list.tsx';

/** While objects are looked through nothing is asked. */
const PAUSE_MS = 1000;

const showHolders = (seq: number): void => {
  setPlayhead(seq, { source: 'inspector', step: 'event' });
  showHeapView('holders');
  useInspectorTab.getState().choose('holders');
};

/** The object that is to be asked about: after a pause, or when it is wanted. */
const useWanted = (
  object: number,
  summary: SessionSummary,
): { readonly isWanted: boolean; want(): void } => {
  const [wanted, setWanted] = useState<number | null>(null);
  const isAtOnce = useAskedAtOnce(summary);
  useEffect(() => {
    if (!isAtOnce) return;
    const timer = setTimeout(() => setWanted(object), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [object, isAtOnce]);
  return { isWanted: wanted === object, want: () => setWanted(object) };
};

const Answers = ({ session, object, seq }: { session: string; object: number; seq: number }) => {
  const place = { session, object, seq };
  const holders = useApi('session.holders', place);
  const path = useApi('session.path', holders.value?.object === object ? place : null);
  const isAnswered = holders.value !== null;
  useEffect(() => {
    if (isAnswered) noteAnswered(session);
  }, [isAnswered, session]);
  const problem = holders.error || path.error;
  if (problem !== '') return <p className="muted">Who kept it cannot be asked: {problem}</p>;
  if (holders.value?.object !== object)
    return (
      <p className="muted" role="status">
        Running the program again to see who kept it…
      </p>
    );
  return (
    <>
      <HolderList answer={holders.value} />
      {path.value?.object === object && <PathList answer={path.value} />}
    </>
  );
};

const Asked = ({
  summary,
  facts,
  seq,
}: {
  summary: SessionSummary;
  facts: Certificate;
  seq: number;
}) => {
  const { object } = facts;
  const { isWanted, want } = useWanted(object, summary);
  const isCollected = facts.end !== null && !facts.duringExit;
  const title = isCollected ? 'When its last name was gone' : 'When the program ended';
  return (
    <section className="kept" aria-label="Who kept it">
      <div className="recent-head">
        <h3>{title}</h3>
        <button type="button" role="link" className="link" onClick={() => showHolders(seq)}>
          its holders at event {count(seq)}
        </button>
      </div>
      {isWanted ? (
        <Answers key={object} session={summary.session} object={object} seq={seq} />
      ) : (
        <button type="button" className="button button-small" onClick={want}>
          Ask who kept it
        </button>
      )}
    </section>
  );
};

export const Kept = ({ facts }: { facts: Certificate }) => {
  const summary = useSession((state) => state.summary);
  if (!summary || facts.heldAt === null || summary.facts.status === 'recording') return null;
  return <Asked summary={summary} facts={facts} seq={facts.heldAt} />;
};
