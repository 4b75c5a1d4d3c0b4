// Owns the buttons that walk the selected object's life; the same walks have keys.

import type { ObjectRow } from '../../../shared/api/index.ts';
import { stepObject } from '../../state/actions.ts';
import { setPlayhead } from '../../state/playhead-store.ts';
import { useSelection } from '../../state/selection-store.ts';
import { BackIcon, CloseIcon, NextIcon, PinIcon } from '../kit/icons.tsx';

const jump = (seq: number): void => setPlayhead(seq, { source: 'inspector', step: 'event' });

export const ObjectSteps = ({ object }: { object: ObjectRow }) => {
  const { pinned, togglePin, select } = useSelection();
  const isPinned = pinned.includes(object.id);
  const small = 'button button-small';
  return (
    <div className="object-steps" role="toolbar" aria-label="Life of the object">
      <button
        type="button"
        className={small}
        disabled={object.bornSeq === 0}
        onClick={() => jump(object.bornSeq)}
        title="Birth ( [ )"
      >
        Birth
      </button>
      <button
        type="button"
        className={`${small} button-icon`}
        aria-label="Previous change"
        title="Previous change ( , )"
        onClick={() => void stepObject(object.id, 'previous')}
      >
        <BackIcon size={14} />
      </button>
      <button
        type="button"
        className={`${small} button-icon`}
        aria-label="Next change"
        title="Next change ( . )"
        onClick={() => void stepObject(object.id, 'next')}
      >
        <NextIcon size={14} />
      </button>
      <button
        type="button"
        className={small}
        disabled={object.endSeq === 0}
        onClick={() => jump(object.endSeq)}
        title="Collection ( ] )"
      >
        Collection
      </button>
      <span className="spacer" />
      <button
        type="button"
        className={`${small} button-icon button-quiet`}
        aria-label="Pin to the top of the lanes"
        title="Pin to the top of the lanes"
        aria-pressed={isPinned}
        onClick={() => togglePin(object.id)}
      >
        <PinIcon size={14} />
      </button>
      <button
        type="button"
        className={`${small} button-icon button-quiet`}
        aria-label="Select nothing"
        title="Select nothing (Esc)"
        onClick={() => select(null)}
      >
        <CloseIcon size={14} />
      </button>
    </div>
  );
};
