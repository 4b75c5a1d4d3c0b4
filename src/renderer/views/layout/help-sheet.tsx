// Owns the sheet of keys (and of marks), with a search. Its entries are the tables
// in shared/model/commands.ts and state/keys.ts.

import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { COMMANDS } from '../../../shared/model/commands.ts';
import { keycaps } from '../../state/commands/chords.ts';
import { GESTURES } from '../../state/keys.ts';
import { useWindow } from '../../state/window-store.ts';
import { Keycaps } from '../commands/keycaps.tsx';
import { CloseIcon } from '../kit/icons.tsx';

interface Entry {
  readonly area: string;
  readonly does: string;
  readonly keys: readonly string[];
}

/** Commands that have keys, then what the mouse does. */
const ENTRIES: readonly Entry[] = [
  ...COMMANDS.filter(({ keys }) => keys.length > 0).map(({ area, title, keys }) => ({
    area,
    does: title,
    keys,
  })),
  ...GESTURES.map(({ area, does, keys }) => ({
    area,
    does,
    keys: keys.map((chord) => chord.join('+')),
  })),
];

const Area = ({ area, entries }: { area: string; entries: readonly Entry[] }) => (
  <section>
    <h3>{area}</h3>
    <dl>
      {entries.map((entry) => (
        <div key={entry.does} className="help-row">
          <dt>
            <Keycaps chords={entry.keys} />
          </dt>
          <dd>{entry.does}</dd>
        </div>
      ))}
    </dl>
  </section>
);

const MARKS = [
  ['alive', 'Alive'],
  ['refcount', 'Collected: count reached 0'],
  ['gc', 'Collected by the cycle collector'],
  ['exit', 'Collected at exit'],
  ['moved', 'Freed or moved without reaching 0'],
  ['immortal', 'Immortal'],
] as const;

const Legend = () => (
  <section>
    <h3>Marks</h3>
    <ul className="help-marks">
      {MARKS.map(([tone, text]) => (
        <li key={tone}>
          <span className="state-mark" data-tone={tone} aria-hidden="true" /> {text}
        </li>
      ))}
    </ul>
  </section>
);

export const HelpSheet = () => {
  const isOpen = useWindow((state) => state.isHelpOpen);
  const set = useWindow((state) => state.set);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = ENTRIES.filter((entry) =>
    `${entry.does} ${entry.keys.flatMap(keycaps).join(' ')}`.toLowerCase().includes(wanted),
  );
  const areas = [...new Set(found.map((entry) => entry.area))];
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => set({ isHelpOpen: open })}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog help" aria-describedby={undefined}>
          <header>
            <Dialog.Title>Keys and marks</Dialog.Title>
            <input
              type="search"
              className="field"
              aria-label="Search keys"
              placeholder="Search"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <Dialog.Close className="button button-quiet button-icon" aria-label="Close">
              <CloseIcon />
            </Dialog.Close>
          </header>
          <div className="help-body" role="group" aria-label="List of keys" tabIndex={0}>
            {areas.map((area) => (
              <Area key={area} area={area} entries={found.filter((entry) => entry.area === area)} />
            ))}
            {wanted === '' && <Legend />}
            {found.length === 0 && <p className="muted">No key matches.</p>}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
