// Owns the line of keys under the lanes, for the first use of the timeline. Must not list them all: the help sheet does.

import { useWindow } from '../../state/window-store.ts';
import { Icon } from '../icons.tsx';
import { useKeyHints } from './key-hints-store.ts';

const HINTS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Shift', '←', '→'], does: 'line by line' },
  { keys: ['←', '→'], does: 'event by event' },
  { keys: [',', '.'], does: 'changes of the selected object' },
  { keys: ['Space'], does: 'play' },
  { keys: ['W', 'S'], does: 'zoom' },
];

export const KeyHints = () => {
  const { isShown, hide } = useKeyHints();
  const setWindow = useWindow((state) => state.set);
  if (!isShown) return null;
  return (
    <div className="tl-hints" role="note" aria-label="Keys of the timeline">
      <div className="tl-hints-keys">
        {HINTS.map(({ keys, does }) => (
          <span key={does}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}{' '}
            {does}
          </span>
        ))}
      </div>
      <button type="button" className="link" onClick={() => setWindow({ isHelpOpen: true })}>
        all keys
      </button>
      <button
        type="button"
        className="tl-button is-bare"
        aria-label="Hide the keys"
        title="Hide the keys; ? shows them all"
        onClick={hide}
      >
        <Icon name="close" />
      </button>
    </div>
  );
};
