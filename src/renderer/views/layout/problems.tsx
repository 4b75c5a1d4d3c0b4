// Owns where failures are told: under the bars, one sentence each, until dismissed or overtaken.

import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { Banner } from '../kit/banner.tsx';

export const Problems = () => {
  const app = useWindow((state) => state.problem);
  const session = useSession();
  const recording = useRecording();
  const facts = session.summary?.facts;
  const isCut = facts && facts.status !== 'finished' && facts.statusReason !== '';
  const view = useWindow((state) => state.view);
  return (
    <>
      <Banner text={app} />
      <Banner text={session.problem} onDismiss={session.dismissProblem} />
      <Banner text={recording.problem} onDismiss={recording.dismissProblem} />
      <Banner tone="note" text={isCut && view === 'recording' ? facts.statusReason : ''} />
    </>
  );
};
