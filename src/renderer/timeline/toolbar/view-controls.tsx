// Owns the buttons that change what is in view: axis, phases, zoom.

import type { Axis, SessionSummary } from '../../../shared/api/index.ts';
import type { Phase } from '../../../shared/model/session.ts';
import { ask } from '../../state/ask.ts';
import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { fitSelected } from '../control/jumps.ts';
import { setRange } from '../../state/range-store.ts';
import { estimateSeq } from '../control/time-scale.ts';
import {
  currentView,
  showPhase,
  shownPhase,
  showWhole,
  switchAxis,
  zoomFromKeyboard,
} from '../control/view-control.ts';
import { Segmented } from './segmented.tsx';
import { IconButton } from './transport.tsx';

/** The view's ends on the other axis: through the seqs that are there now. */
const changeAxis = async (axis: Axis): Promise<void> => {
  const { session } = useSession.getState().summary ?? {};
  const { axis: now, from, to } = useViewport.getState();
  if (session === undefined || axis === now) return;
  setRange(null);
  const phase = shownPhase(now, currentView());
  const low = estimateSeq(from);
  const high = estimateSeq(to);
  if (phase !== null || !low || !high) {
    switchAxis(axis, null);
    if (phase === 'whole') showWhole();
    else if (phase !== null) showPhase(phase);
    return;
  }
  const start = await ask('session.xOf', { session, seq: low.seq });
  const end = await ask('session.xOf', { session, seq: high.seq });
  switchAxis(axis, { from: start[axis], to: end[axis] });
};

const PHASES: readonly { readonly value: Phase; readonly text: string; readonly title: string }[] =
  [
    { value: 'compile', text: 'Compile', title: 'Before the first line: parsing and compiling' },
    { value: 'run', text: 'Run', title: 'From the first line to the last' },
    { value: 'exit', text: 'Exit', title: 'The interpreter takes everything down' },
  ];

export const ViewControls = ({ summary }: { readonly summary: SessionSummary }) => {
  const { axis, from, to } = useViewport();
  const reached = new Set(summary.phases.map((phase) => phase.phase));
  const shown = shownPhase(axis, { from, to });
  return (
    <>
      <Segmented
        label="Phase"
        value={shown}
        segments={[
          { value: 'whole', text: 'Whole', title: 'The whole recording (0)' },
          ...PHASES.map((phase) => ({ ...phase, isDisabled: !reached.has(phase.value) })),
        ]}
        onChange={(phase) => (phase === 'whole' ? showWhole() : showPhase(phase))}
      />
      <Segmented<Axis>
        label="Axis"
        value={axis}
        segments={[
          { value: 'step', text: 'Steps', title: 'Every line takes the same width' },
          { value: 'event', text: 'Events', title: 'Every event takes the same width' },
        ]}
        onChange={(next) => void changeAxis(next).catch(() => switchAxis(next, null))}
      />
      <div className="tl-group" role="group" aria-label="Zoom">
        <IconButton
          icon="zoomOut"
          label="Zoom out"
          keys="S"
          onClick={() => zoomFromKeyboard(1.6)}
        />
        <IconButton
          icon="zoomIn"
          label="Zoom in"
          keys="W"
          onClick={() => zoomFromKeyboard(1 / 1.6)}
        />
        <IconButton icon="fit" label="Fit the selected object" keys="F" onClick={fitSelected} />
      </div>
    </>
  );
};
