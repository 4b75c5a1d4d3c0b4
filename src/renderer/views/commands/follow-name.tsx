// Owns "Follow a name…": the names of the recording, found by typing; the chosen one gets a lane. Must not draw lanes.
// Invariant: the focus stays in the search; the active entry is told by aria-activedescendant.

import clsx from 'clsx';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Variable } from '../../../shared/api/index.ts';
import { useFollowedNames } from '../../state/followed-names.ts';
import { useSession } from '../../state/session-store.ts';
import { useApi } from '../../state/use-api.ts';
import { count, functionText } from '../../state/words.ts';

const MOST_SHOWN = 100;

const close = (): void => useFollowedNames.setState({ asking: null });

/** A name that is the only one of its kind needs no list. */
const useOnlyOne = (
  asked: string,
  answered: string | undefined,
  rows: readonly Variable[],
): void => {
  useEffect(() => {
    if (asked === '' || answered !== asked) return;
    const exact = rows.filter(({ name }) => name === asked);
    const [only] = exact;
    if (!only || exact.length > 1) return;
    const { names, toggle } = useFollowedNames.getState();
    if (!names.some(({ variable }) => variable === only.variable)) toggle(only);
    close();
  }, [asked, answered, rows]);
};

const NO_ROWS: readonly Variable[] = [];

const NameList = ({ session, asked }: { readonly session: string; readonly asked: string }) => {
  const [text, setText] = useState(asked);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const { names, toggle } = useFollowedNames();
  const { value, params, error } = useApi('session.variables', {
    session,
    text,
    limit: MOST_SHOWN,
  });
  const rows = value?.rows ?? NO_ROWS;
  useOnlyOne(asked, params?.text, rows);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const choose = (row: Variable | undefined): void => {
    if (!row) return;
    toggle(row);
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') choose(rows[active]);
    else if (by === undefined) return;
    else setActive((active + by + rows.length) % Math.max(1, rows.length));
    event.preventDefault();
  };
  return (
    <>
      <input
        type="text"
        className="palette-search"
        role="combobox"
        aria-label="Name to follow"
        aria-expanded="true"
        aria-controls="name-list"
        aria-activedescendant={rows[active] && `name-${rows[active].variable}`}
        placeholder="Which name?"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="name-list" role="listbox" aria-label="Names of the recording" ref={list}>
        {rows.map((row, index) => (
          <li
            key={row.variable}
            id={`name-${row.variable}`}
            role="option"
            aria-selected={index === active}
            className={clsx('palette-entry', index === active && 'is-active')}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(row)}
          >
            <span className="ellipsis mono">{row.name}</span>
            <span className="palette-area">{functionText(row.scope)}</span>
            <span className="palette-keys muted">
              {names.some(({ variable }) => variable === row.variable) ? 'followed: stop' : ''}
            </span>
          </li>
        ))}
      </ul>
      {error !== '' && <p className="palette-none">{error}</p>}
      {value?.total === 0 && <p className="palette-none">No name has “{text}” in it.</p>}
      {value && value.total > rows.length && (
        <p className="palette-none">{count(value.total - rows.length)} more: type to find them.</p>
      )}
    </>
  );
};

export const FollowName = () => {
  const asking = useFollowedNames((state) => state.asking);
  const session = useSession((state) => state.summary?.session);
  return (
    <Dialog.Root open={asking !== null && session !== undefined} onOpenChange={close}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Follow a name</Dialog.Title>
          {asking && session !== undefined && <NameList session={session} asked={asking.text} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
