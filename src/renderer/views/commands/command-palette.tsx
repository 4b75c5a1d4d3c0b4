// Owns the palette: every command by name, with its keys; what cannot be done now is listed and says so. Its entries are the table in
// shared/model/commands.ts. Invariant: the focus stays in the search; the active entry is told by aria-activedescendant.

import clsx from 'clsx';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { COMMANDS } from '../../../shared/model/commands.ts';
import { isEnabled, runCommand } from '../../state/commands/registry.ts';
import { useWindow } from '../../state/window-store.ts';
import { Keycaps } from './keycaps.tsx';

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
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const found = COMMANDS.filter(({ id }) => id !== 'palette')
    .filter((entry) => matches(entry, text))
    .sort((a, b) => Number(isEnabled(b)) - Number(isEnabled(a)));
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const run = (entry: Entry | undefined): void => {
    if (!entry || !isEnabled(entry)) return;
    close();
    // After the dialog has given the focus back.
    setTimeout(() => runCommand(entry.id), 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') run(found[active]);
    else if (by === undefined) return;
    else setActive((active + by + found.length) % Math.max(1, found.length));
    event.preventDefault();
  };
  return (
    <>
      <input
        type="text"
        className="palette-search"
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[active] ? `command-${found[active].id}` : undefined}
        placeholder="What to do?"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-list" role="listbox" aria-label="Commands" ref={list}>
        {found.map((entry, index) => (
          <li
            key={entry.id}
            id={`command-${entry.id}`}
            role="option"
            aria-selected={index === active}
            aria-disabled={!isEnabled(entry)}
            className={clsx('palette-entry', index === active && 'is-active')}
            onPointerMove={() => setActive(index)}
            onClick={() => run(entry)}
          >
            <span className="ellipsis">{entry.title}</span>
            <span className="palette-area">{entry.area}</span>
            <span className="palette-keys">
              <Keycaps chords={entry.keys.slice(0, 1)} />
            </span>
          </li>
        ))}
      </ul>
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
