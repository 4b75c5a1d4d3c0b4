// Owns the list of saved sessions: search, open, rename, reveal, delete with undo.

import { useState, type KeyboardEvent } from 'react';
import type { LibraryEntry } from '../../../shared/api/index.ts';
import { openSession } from '../../state/actions.ts';
import { useLibrary } from '../../state/library-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useApi } from '../../state/use-api.ts';
import { useWindow } from '../../state/window-store.ts';
import { bytesText, counted, statusText } from '../../state/words.ts';
import { EditIcon, FolderIcon, TrashIcon } from '../kit/icons.tsx';

/** Entries whose title or program contains the text, newest first. */
export const matchingEntries = (
  entries: readonly LibraryEntry[],
  text: string,
): readonly LibraryEntry[] => {
  const wanted = text.trim().toLowerCase();
  return entries
    .filter((entry) =>
      `${entry.title} ${entry.facts?.programName ?? ''}`.toLowerCase().includes(wanted),
    )
    .toSorted((a, b) => b.modifiedAt.localeCompare(a.modifiedAt));
};

const when = (iso: string): string => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
};

const factsLine = ({ facts, problem, modifiedAt, sizeBytes }: LibraryEntry): string =>
  facts === null
    ? problem
    : [
        when(modifiedAt),
        `Python ${facts.pythonVersion}`,
        counted(facts.events, 'event'),
        bytesText(sizeBytes),
        ...(statusText(facts).isWarning ? [statusText(facts).text] : []),
      ].join(' · ');

const RenameField = ({ entry, onDone }: { entry: LibraryEntry; onDone: () => void }) => {
  const [title, setTitle] = useState(entry.title);
  const rename = useLibrary((state) => state.rename);
  const finish = (): void => {
    const wanted = title.trim();
    if (wanted !== '' && wanted !== entry.title) void rename(entry.path, wanted);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') finish();
    if (event.key === 'Escape') onDone();
  };
  return (
    <input
      className="field"
      aria-label="New title"
      autoFocus
      maxLength={120}
      value={title}
      onChange={(event) => setTitle(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={finish}
    />
  );
};

const Entry = ({ entry }: { entry: LibraryEntry }) => {
  const [isRenaming, setRenaming] = useState(false);
  const { remove, reveal } = useLibrary();
  const isDesktop = useWindow((state) => state.info?.host === 'electron');
  const isCurrent = useSession((state) => state.summary?.path === entry.path);
  if (isRenaming) {
    return (
      <li className="library-entry">
        <RenameField entry={entry} onDone={() => setRenaming(false)} />
      </li>
    );
  }
  return (
    <li className="library-entry" aria-current={isCurrent}>
      <button
        type="button"
        className="library-open"
        aria-label={entry.title}
        disabled={entry.facts === null}
        onClick={() => void openSession(entry.path)}
      >
        <span className="ellipsis">{entry.title}</span>
        <small className={entry.facts === null ? 'library-problem' : 'ellipsis'}>
          {factsLine(entry)}
        </small>
      </button>
      <button
        type="button"
        className="button button-quiet button-icon button-small"
        aria-label={`Rename ${entry.title}`}
        title="Rename"
        onClick={() => setRenaming(true)}
      >
        <EditIcon size={14} />
      </button>
      {isDesktop && (
        <button
          type="button"
          className="button button-quiet button-icon button-small"
          aria-label={`Reveal ${entry.title}`}
          title="Reveal in the file manager"
          onClick={() => void reveal(entry.path)}
        >
          <FolderIcon size={14} />
        </button>
      )}
      <button
        type="button"
        className="button button-quiet button-icon button-small"
        aria-label={`Delete ${entry.title}`}
        title="Delete"
        onClick={() => void remove(entry.path, entry.title)}
      >
        <TrashIcon size={14} />
      </button>
    </li>
  );
};

const Undo = () => {
  const { deleted, restore, problem } = useLibrary();
  return (
    <>
      {problem !== '' && <p className="library-note library-problem">{problem}</p>}
      {deleted && (
        <p className="library-note">
          “{deleted.title}” was deleted.{' '}
          <button type="button" className="link" onClick={() => void restore()}>
            Undo
          </button>
        </p>
      )}
    </>
  );
};

export const LibraryList = () => {
  const version = useWindow((state) => state.libraryVersion);
  const [text, setText] = useState('');
  const { value: entries, error } = useApi('library.list', {}, version);
  const shown = matchingEntries(entries ?? [], text);
  return (
    <>
      <input
        type="search"
        className="field library-search"
        aria-label="Search recordings"
        placeholder="Search recordings"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Undo />
      {error !== '' && <p className="library-note library-problem">{error}</p>}
      {entries && shown.length === 0 && (
        <p className="library-note muted">
          {entries.length === 0
            ? 'Nothing has been recorded yet. Every recording is kept here.'
            : 'No recording matches.'}
        </p>
      )}
      <ul className="library-list" aria-label="Recordings">
        {shown.map((entry) => (
          <Entry key={entry.path} entry={entry} />
        ))}
      </ul>
    </>
  );
};
