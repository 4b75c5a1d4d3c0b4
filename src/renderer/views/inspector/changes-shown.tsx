// Owns the choice between all changes of an object and those that last.

import { useChangesShown, type ChangesShown as Shown } from '../../state/changes-shown-store.ts';
import { Segmented, type Segment } from '../kit/segmented.tsx';

const SEGMENTS: readonly Segment<Shown>[] = [
  { value: 'all', label: 'All' },
  { value: 'lasting', label: 'Lasting' },
];

export const ChangesShown = () => (
  <span
    className="changes-shown"
    title="Lasting: without references that one visit of a line takes and lets go again, such as the operands of a calculation (L)"
  >
    <Segmented
      label="Changes shown"
      value={useChangesShown((state) => state.shown)}
      segments={SEGMENTS}
      onChange={useChangesShown.getState().show}
    />
  </span>
);
