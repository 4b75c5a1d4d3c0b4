// Owns which output region Output shows: of the recording in progress, else of the open session, else of the last attempt.

import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { LiveOutput } from './live-output.tsx';
import { RecordedOutput } from './recorded-output.tsx';

export const OutputPane = () => {
  const isIdle = useRecording((state) => state.phase === 'idle');
  const summary = useSession((state) => state.summary);
  return isIdle && summary ? (
    <RecordedOutput key={summary.session} summary={summary} />
  ) : (
    <LiveOutput />
  );
};
