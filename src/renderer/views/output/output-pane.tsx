// Owns which output region Output shows: of the recording in progress, else of the open session, else of the last attempt.

import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { LiveOutput } from './live-output.tsx';
import { RecordedOutput } from './recorded-output.tsx';

export const OutputPane = () => {
  const isIdle = useRecording((state) => state.phase === 'idle');
  const summary = useSession((state) => state.summary);
  // The layout for editing has a live output of its own; only the one on screen may ask for input.
  const isShown = useWindow((state) => state.view === 'recording');
  if (isIdle && summary) return <RecordedOutput key={summary.session} summary={summary} />;
  return isShown ? <LiveOutput /> : null;
};
