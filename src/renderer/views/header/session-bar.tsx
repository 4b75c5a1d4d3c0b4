// Owns the bar under the toolbar: Edit or Recording, and the facts of the open session or of the recording in progress.

import type { SessionSummary } from '../../../shared/api/index.ts';
import { isGrowing } from '../../state/live/live-store.ts';
import { useProgram } from '../../state/program-store.ts';
import { useRecording } from '../../state/recording-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { bytesText, count, counted, statusText } from '../../state/words.ts';
import { EditIcon, PanelIcon } from '../kit/icons.tsx';
import { Segmented } from '../kit/segmented.tsx';
import { WrittenFiles } from '../project/written-files.tsx';
import { AuditChip } from './audit-chip.tsx';
import { GcRunsPopover } from './gc-runs-popover.tsx';
import { Growing, Live, LiveAside } from './live-bar.tsx';

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

/** What the bar tells about: the recording in progress, unless the user looks at something else meanwhile. */
const Told = () => {
  const summary = useSession((state) => state.summary);
  const { phase, isLeft } = useRecording();
  const view = useWindow((state) => state.view);
  const programName = useProgram((state) => state.name);
  if (phase !== 'idle' && !isLeft) return <Live />;
  const aside = phase !== 'idle' && <LiveAside />;
  if (view === 'recording' && summary) {
    return (
      <>
        {isGrowing(summary) ? <Growing summary={summary} /> : <Facts summary={summary} />}
        {aside}
      </>
    );
  }
  return (
    <>
      <span className="muted ellipsis">
        {summary
          ? `Editing ${programName}. The recording of ${summary.facts.programName} stays open beside it.`
          : `Editing ${programName}. Press Record to run it on real CPython and see every reference.`}
      </span>
      {aside}
    </>
  );
};

export const SessionBar = () => {
  const summary = useSession((state) => state.summary);
  const { view, show, isInspectorOpen, toggleInspector } = useWindow();
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
      <Told />
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
