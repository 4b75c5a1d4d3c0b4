// Owns the palette: every command by name, with its keys; what cannot be done now is listed and says so. Its entries are the table in
// shared/model/commands.ts.

import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { COMMANDS } from '../../../shared/model/commands.ts';
import { isEnabled, runCommand } from '../../state/commands/registry.ts';
import { useWindow } from '../../state/window-store.ts';
import { Keycaps } from './keycaps.tsx';
import { TypedList } from './typed-list.tsx';

type Entry = (typeof COMMANDS)[number];

/** Every word of the text is in the title or the area. */
const matches = ({ title, area }: Entry, text: string): boolean => {
  const words = `${title} ${area}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => words.includes(word));
};

const PaletteList = ({ close }: { readonly close: () => void }) => {
  const [text, setText] = useState('');
  const found = COMMANDS.filter(({ id }) => id !== 'palette')
    .filter((entry) => matches(entry, text))
    .sort((a, b) => Number(isEnabled(b)) - Number(isEnabled(a)));
  const run = (entry: Entry): void => {
    if (!isEnabled(entry)) return;
    close();
    // After the dialog has given the focus back.
    setTimeout(() => runCommand(entry.id), 0);
  };
  return (
    <>
      <TypedList
        id="command"
        searchLabel="Command"
        listLabel="Commands"
        placeholder="What to do?"
        text={text}
        onText={setText}
        rows={found}
        keyOf={({ id }) => id}
        isDisabled={(entry) => !isEnabled(entry)}
        choose={run}
        entry={(entry) => (
          <>
            <span className="ellipsis">{entry.title}</span>
            <span className="palette-area">{entry.area}</span>
            <span className="palette-keys">
              <Keycaps chords={entry.keys.slice(0, 1)} />
            </span>
          </>
        )}
      />
      {found.length === 0 && <p className="palette-none">No command matches “{text}”.</p>}
    </>
  );
};

export const CommandPalette = () => {
  const isOpen = useWindow((state) => state.isPaletteOpen);
  const set = (isPaletteOpen: boolean): void => useWindow.setState({ isPaletteOpen });
  return (
    <Dialog.Root open={isOpen} onOpenChange={set}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Commands</Dialog.Title>
          <PaletteList close={() => set(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
