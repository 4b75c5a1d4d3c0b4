// Owns Ctrl+F: lines of the program and objects (name, value, type) that hold a text, one after the other, with "3 of 41". Must not
// filter the lanes: that is the filter's business. Invariant: at most one question is in flight, the newest wins.

import { useEffect, useMemo, useRef, useState } from 'react';
import type { SessionSummary } from '../../../shared/api/index.ts';
import { visitLine } from '../../state/actions.ts';
import { groupedBy, useLaneGroup } from '../../state/lane-groups.ts';
import { useObjectsQuery } from '../../state/objects-query-store.ts';
import { selectObject, useSelection } from '../../state/selection-store.ts';
import { useApi } from '../../state/use-api.ts';
import { count } from '../../state/words.ts';
import { useWindow } from '../../state/window-store.ts';
import { CloseIcon } from '../kit/icons.tsx';
import { linesWith } from './lines-with.ts';

/** What the bar goes to at a position: a line of the source, else the object that the list has there. */
const useFound = (summary: SessionSummary, text: string, at: number) => {
  const { scope, sort, descending } = useObjectsQuery();
  const group = useLaneGroup((state) => state.chosen);
  const hidden = useSelection((state) => state.hidden);
  const lines = useMemo(() => linesWith(summary, text), [summary, text]);
  const offset = Math.max(0, at - lines.length);
  const answer = useApi(
    'session.objects',
    text === ''
      ? null
      : {
          session: summary.session,
          scope,
          sort,
          descending,
          ...groupedBy(group),
          text,
          without: [...hidden],
          offset,
          limit: 1,
        },
  );
  // An answer to an older text or position must not be gone to.
  const isCurrent = answer.params?.text === text && answer.params.offset === offset;
  return {
    line: lines[at] ?? null,
    object: at >= lines.length && isCurrent ? (answer.value?.rows[0]?.id ?? null) : null,
    total: lines.length + (answer.value?.total ?? 0),
    error: answer.error,
  };
};

const Find = ({ summary }: { readonly summary: SessionSummary }) => {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const { line, object, total, error } = useFound(summary, text, at);
  const close = (): void => useWindow.setState({ isFindOpen: false });
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (object !== null) selectObject(object);
  }, [object]);
  useEffect(() => {
    if (line) void visitLine(line.sourceId, line.line, 'next', 'code');
  }, [line]);
  const move = (by: 1 | -1): void => setAt(total === 0 ? 0 : (at + by + total) % total);
  const found = total === 0 ? 'nothing found' : `${count(at + 1)} of ${count(total)}`;
  return (
    <search className="find-bar" aria-label="Find">
      <input
        ref={input}
        type="search"
        className="field"
        aria-label="Find objects and lines"
        placeholder="Name, value, type or line"
        maxLength={200}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') move(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
        }}
      />
      <output className="find-count">{error !== '' ? error : text === '' ? '' : found}</output>
      <button type="button" className="button button-small" onClick={() => move(-1)}>
        Previous
      </button>
      <button type="button" className="button button-small" onClick={() => move(1)}>
        Next
      </button>
      <button
        type="button"
        className="button button-quiet button-icon"
        aria-label="Close the search"
        onClick={close}
      >
        <CloseIcon />
      </button>
    </search>
  );
};

export const FindBar = ({ summary }: { readonly summary: SessionSummary }) => {
  const isOpen = useWindow((state) => state.isFindOpen);
  return isOpen ? <Find summary={summary} /> : null;
};
