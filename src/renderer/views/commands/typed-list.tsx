// Owns a list whose entries are found by typing: the search, the entries below it, and the keys between the two. What the entries are and
// what choosing one does is the caller's. Invariant: the focus stays in the search; the active entry is told by aria-activedescendant.

import clsx from 'clsx';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

interface TypedListProps<Row> {
  /** Begins the ids of the list and of its entries. */
  readonly id: string;
  readonly searchLabel: string;
  readonly listLabel: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly rows: readonly Row[];
  /** The rows are still those of an earlier text: Enter waits for the others. */
  readonly isStale?: boolean;
  readonly keyOf: (row: Row) => string | number;
  readonly isDisabled?: (row: Row) => boolean;
  readonly choose: (row: Row) => void;
  readonly entry: (row: Row) => ReactNode;
}

const MOST_CHARACTERS = 200;

export const TypedList = <Row,>({ id, rows, keyOf, ...props }: TypedListProps<Row>) => {
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const current = rows[active];
  const isStale = props.isStale === true;
  const isWaiting = useRef(false);
  const { choose } = props;
  useEffect(() => {
    if (!isWaiting.current || isStale) return;
    isWaiting.current = false;
    if (current !== undefined) choose(current);
  }, [isStale, current, choose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') {
      if (isStale) isWaiting.current = true;
      else if (current !== undefined) choose(current);
    } else if (by === undefined) return;
    else setActive((active + by + rows.length) % Math.max(1, rows.length));
    event.preventDefault();
  };
  return (
    <>
      <input
        type="text"
        className="palette-search"
        role="combobox"
        aria-label={props.searchLabel}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current === undefined ? undefined : `${id}-${keyOf(current)}`}
        placeholder={props.placeholder}
        spellCheck={false}
        maxLength={MOST_CHARACTERS}
        value={props.text}
        onChange={(event) => {
          props.onText(event.target.value);
          setActive(0);
          isWaiting.current = false;
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={props.listLabel} ref={list}>
        {rows.map((row, index) => (
          <li
            key={keyOf(row)}
            id={`${id}-${keyOf(row)}`}
            role="option"
            aria-selected={index === active}
            aria-disabled={props.isDisabled?.(row)}
            className={clsx('palette-entry', index === active && 'is-active')}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(row)}
          >
            {props.entry(row)}
          </li>
        ))}
      </ul>
    </>
  );
};
