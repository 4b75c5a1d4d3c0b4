// Owns the two buttons that go back through the objects that were selected: links between holders lead on, these lead back.

import { useSelection } from '../../state/selection-store.ts';
import { BackIcon, NextIcon } from '../kit/icons.tsx';

export const SelectionWay = () => {
  const { selectedObject, before, after, goBack, goForward } = useSelection();
  const hasBefore = before.some((object) => object !== selectedObject);
  const look = 'button button-small button-icon button-quiet';
  return (
    <div className="selection-way" role="group" aria-label="Objects selected before">
      <button
        type="button"
        className={look}
        aria-label="Back to the object selected before"
        title="Back to the object selected before ( Alt+← )"
        disabled={!hasBefore}
        onClick={goBack}
      >
        <BackIcon size={14} />
      </button>
      <button
        type="button"
        className={look}
        aria-label="Forward again"
        title="Forward to the object left by going back ( Alt+→ )"
        disabled={after.length === 0}
        onClick={goForward}
      >
        <NextIcon size={14} />
      </button>
    </div>
  );
};
