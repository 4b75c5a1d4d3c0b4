// Owns which output region Output shows: of the recording in progress while the window is at its live edge, else of the open session
// up to the playhead, else of the last attempt.

import { useLive } from '../../state/live/live-store.ts';
import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { LiveOutput } from './live-output.tsx';
import { RecordedOutput } from './recorded-output.tsx';

export const OutputPane = () => {
  const path = useRecording((state) => (state.phase === 'idle' ? '' : state.path));
  const isInputWanted = useRecording((state) => state.isInputWanted);
  const isFollowing = useLive((state) => state.isFollowing);
  const summary = useSession((state) => state.summary);
  // The layout for editing has a live output of its own; only the one on screen may ask for input.
  const isShown = useWindow((state) => state.view === 'recording');
  const isOurs = summary?.path === path;
  if (summary && !(isOurs && isFollowing)) {
    const key = summary.session;
    return (
      <RecordedOutput
        key={key}
        summary={summary}
        isInputWanted={isOurs && isInputWanted && isShown}
      />
    );
  }
  return isShown ? <LiveOutput /> : null;
};
