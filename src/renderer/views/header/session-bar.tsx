// Owns the bar under the toolbar: Edit or Recording, and the facts of the open session or of the recording in progress.

import { useEffect, useState } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { useProgram } from '../../state/program-store.ts';
import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { bytesText, count, counted, durationText, statusText } from '../../state/words.ts';
import { EditIcon, PanelIcon } from '../kit/icons.tsx';
import { Segmented } from '../kit/segmented.tsx';
import { WrittenFiles } from '../project/written-files.tsx';
import { AuditChip } from './audit-chip.tsx';
import { GcRunsPopover } from './gc-runs-popover.tsx';

const Facts = ({ summary }: { summary: SessionSummary }) => {
  const { facts, objectCounts } = summary;
  const status = statusText(facts);
  return (
    <>
      <strong className="ellipsis session-title" title={summary.path}>
        {summary.title}
      </strong>
      <ul className="session-facts" aria-label="Facts of the recording">
        <li>Python {facts.pythonVersion}</li>
        <li>{counted(facts.events, 'event')}</li>
        <li>{counted(facts.steps, 'step')}</li>
        <li title={`${count(objectCounts.yours)} of them yours`}>
          {counted(facts.objects, 'object')}
        </li>
        <li>{bytesText(summary.sizeBytes)}</li>
      </ul>
      <span
        className={status.isWarning ? 'chip chip-warning' : 'chip'}
        title={facts.statusReason || undefined}
      >
        {status.text}
      </span>
      <AuditChip summary={summary} />
      <GcRunsPopover runs={summary.gcRuns} />
      <WrittenFiles />
    </>
  );
};

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

const Live = () => {
  const { progress, programName, phase, isInputWanted } = useRecording();
  const elapsed = useElapsed();
  const doing =
    phase === 'stopping'
      ? 'Stopping'
      : isInputWanted
        ? 'Waiting for input'
        : PHASES[progress?.phase ?? 'preparing'];
  return (
    <div className="live" role="status">
      <span className="live-dot" aria-hidden="true" />
      <strong className="ellipsis">
        {doing}: {programName}
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

export const SessionBar = () => {
  const summary = useSession((state) => state.summary);
  const isIdle = useRecording((state) => state.phase === 'idle');
  const { view, show, isInspectorOpen, toggleInspector } = useWindow();
  const programName = useProgram((state) => state.name);
  return (
    <div className="session-bar">
      <Segmented
        label="View"
        value={view}
        onChange={show}
        segments={[
          {
            value: 'edit',
            label: (
              <>
                <EditIcon size={12} /> Edit
              </>
            ),
          },
          { value: 'recording', label: 'Recording', isDisabled: summary === null },
        ]}
      />
      {!isIdle ? (
        <Live />
      ) : view === 'recording' && summary ? (
        <Facts summary={summary} />
      ) : (
        <span className="muted ellipsis">
          {summary
            ? `Editing ${programName}. The recording of ${summary.facts.programName} stays open beside it.`
            : `Editing ${programName}. Press Record to run it on real CPython and see every reference.`}
        </span>
      )}
      <span className="spacer" />
      {view === 'recording' && summary && (
        <button
          type="button"
          className="button button-quiet button-small"
          aria-pressed={isInspectorOpen}
          title="Show or hide the inspector (Q)"
          onClick={toggleInspector}
        >
          <PanelIcon size={14} /> Inspector
        </button>
      )}
    </div>
  );
};
