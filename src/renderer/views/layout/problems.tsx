// Owns where failures are told: under the bars, one sentence each, until dismissed or overtaken.

import { useState } from 'react';
import { openSession } from '../../state/actions.ts';
import { useProgram } from '../../state/program-store.ts';
import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { useApi } from '../../state/use-api.ts';
import { count, statusText } from '../../state/words.ts';
import { Banner } from '../kit/banner.tsx';
import { MomentLink } from '../kit/moment-link.tsx';

/** The last moment of a recording, which leads there. */
const EndOfRecording = ({ session, events }: { session: string; events: number }) => {
  const { value } = useApi('session.moment', { session, seq: events });
  const line = value?.place ? ` on line ${value.place.line}` : '';
  return (
    <MomentLink seq={events} step={value?.step ?? 'event'} source="session" className="link">
      It ends at event {count(events)}
      {line}
    </MomentLink>
  );
};

/** Why the open recording is not whole, and where it ends; dismissed for as long as it stays open. */
const CutShort = () => {
  const summary = useSession((state) => state.summary);
  const view = useWindow((state) => state.view);
  const [dismissed, setDismissed] = useState('');
  const facts = summary?.facts;
  // Who pressed Stop knows; the bar says it as well.
  const isExpected = facts?.status === 'finished' || facts?.status === 'stopped';
  const isShown = facts && !isExpected && view === 'recording' && dismissed !== summary.session;
  // Where a recording that still grows ends is nowhere to be said.
  const hasEnd = isShown && facts.status !== 'recording' && facts.events > 0;
  return (
    <Banner
      tone="note"
      text={isShown ? facts.statusReason : ''}
      action={hasEnd && <EndOfRecording session={summary.session} events={facts.events} />}
      onDismiss={() => setDismissed(summary?.session ?? '')}
    />
  );
};

const Replaced = () => {
  const { replaced, bringBack, letGo } = useProgram();
  return (
    <Banner
      tone="note"
      text={replaced ? `Your unsaved ${replaced.name} was replaced in the editor.` : ''}
      onDismiss={letGo}
      action={
        <button type="button" className="button button-small" onClick={bringBack}>
          Bring it back
        </button>
      }
    />
  );
};

/** A recording that ended while something else is shown. */
const Ended = () => {
  const { ended, dismissEnded } = useRecording();
  return (
    <Banner
      tone="note"
      text={
        ended
          ? `The recording of ${ended.programName} has ended: ${statusText(ended.facts).text}.`
          : ''
      }
      onDismiss={dismissEnded}
      action={
        <button
          type="button"
          className="button button-small"
          onClick={() => ended && void openSession(ended.path)}
        >
          Show
        </button>
      }
    />
  );
};

const SHOWN_NOTES = 3;

/** What the program cannot do in the sandbox, while it runs and after. */
const Lacks = () => {
  const { notes, dismissNotes } = useRecording();
  const more = notes.length - SHOWN_NOTES;
  const shown = [...notes.slice(0, SHOWN_NOTES), ...(more > 0 ? [`and ${more} more`] : [])];
  return <Banner tone="note" text={shown.join('; ')} onDismiss={dismissNotes} />;
};

export const Problems = () => {
  const app = useWindow((state) => state.problem);
  const session = useSession();
  const recording = useRecording();
  return (
    <>
      <Banner text={app} />
      <Banner text={session.problem} onDismiss={session.dismissProblem} />
      <Banner text={recording.problem} onDismiss={recording.dismissProblem} />
      <Lacks />
      <Ended />
      <CutShort />
      <Replaced />
    </>
  );
};
