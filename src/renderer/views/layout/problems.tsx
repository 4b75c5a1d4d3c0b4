// Owns where failures are told: under the bars, one sentence each, until dismissed or overtaken.

import { useState } from 'react';
import { useProgram } from '../../state/program-store.ts';
import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { Banner } from '../kit/banner.tsx';

/** Why the open recording is not whole; dismissed for as long as it stays open. */
const CutShort = () => {
  const summary = useSession((state) => state.summary);
  const view = useWindow((state) => state.view);
  const [dismissed, setDismissed] = useState('');
  const facts = summary?.facts;
  // Who pressed Stop knows; the bar says it as well.
  const isExpected = facts?.status === 'finished' || facts?.status === 'stopped';
  const isShown = facts && !isExpected && view === 'recording' && dismissed !== summary.session;
  return (
    <Banner
      tone="note"
      text={isShown ? facts.statusReason : ''}
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
      <CutShort />
      <Replaced />
    </>
  );
};
