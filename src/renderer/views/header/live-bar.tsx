// Owns what the bar tells of a program that still runs: in this window, while it looks at something else, or recorded by somebody else.

import { useEffect, useState } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { openSession } from '../../state/actions.ts';
import { useRecording } from '../../state/recording-store.ts';
import { bytesText, counted, durationText } from '../../state/words.ts';

/** Milliseconds since mount, for the time before the first progress report. */
const useElapsed = (): number => {
  const [ms, setMs] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => setMs(performance.now() - start), 200);
    return () => clearInterval(timer);
  }, []);
  return ms;
};

const PHASES = {
  preparing: 'Preparing Python',
  running: 'Recording',
  saving: 'Saving',
} as const;

const doingOf = ({ phase, isInputWanted, progress }: ReturnType<typeof useRecording.getState>) => {
  if (phase === 'stopping') return 'Stopping';
  return isInputWanted ? 'Waiting for input' : PHASES[progress?.phase ?? 'preparing'];
};

/** The program that this window records. */
export const Live = () => {
  const recording = useRecording();
  const { progress, programName } = recording;
  const elapsed = useElapsed();
  return (
    <div className="live" role="status">
      <span className="live-dot" aria-hidden="true" />
      <strong className="ellipsis">
        {doingOf(recording)}: {programName}
      </strong>
      <ul className="session-facts" aria-label="Progress">
        <li>{counted(progress?.events ?? 0, 'event')}</li>
        <li>{counted(progress?.steps ?? 0, 'step')}</li>
        <li>{counted(progress?.objects ?? 0, 'object')}</li>
        <li>{bytesText(progress?.sizeBytes ?? 0)}</li>
        <li>{durationText(Math.max(elapsed, progress?.elapsedMs ?? 0))}</li>
      </ul>
    </div>
  );
};

/** The user looks at another recording: what goes on behind it, and the way back. */
export const LiveAside = () => {
  const recording = useRecording();
  const { path, programName } = recording;
  return (
    <div className="live" role="status">
      <span className="live-dot" aria-hidden="true" />
      <span className="ellipsis">
        {doingOf(recording)}: {programName}
      </span>
      <button
        type="button"
        className="button button-small"
        disabled={path === ''}
        onClick={() => void openSession(path)}
      >
        Show
      </button>
    </div>
  );
};

/** A session that another window, or the command line, is writing. */
export const Growing = ({ summary }: { readonly summary: SessionSummary }) => (
  <div className="live" role="status">
    <span className="live-dot" aria-hidden="true" />
    <strong className="ellipsis" title={summary.path}>
      Recorded elsewhere: {summary.title}
    </strong>
    <ul className="session-facts" aria-label="Progress">
      <li>Python {summary.facts.pythonVersion}</li>
      <li>{counted(summary.facts.events, 'event')}</li>
      <li>{counted(summary.facts.steps, 'step')}</li>
      <li>{counted(summary.facts.objects, 'object')}</li>
      <li>{bytesText(summary.sizeBytes)}</li>
    </ul>
  </div>
);
