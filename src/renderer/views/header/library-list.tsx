// Owns the list of saved sessions: search, open, rename, reveal, delete with undo.

import { useState, type KeyboardEvent } from 'react';
import type { LibraryEntry } from '../../../shared/api/index.ts';
import { useLibrary } from '../../state/library-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useApi } from '../../state/use-api.ts';
import { useWindow } from '../../state/window-store.ts';
import { EditIcon, TrashIcon } from '../kit/icons.tsx';
import { EntryAction, EntryButton, RevealAction } from './library-entry.tsx';
import { matchingEntries } from './matching-entries.ts';
import { RecentList } from './recent-list.tsx';

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
  const remove = useLibrary((state) => state.remove);
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
      <EntryButton entry={entry} />
      <EntryAction words="Rename" entry={entry} onClick={() => setRenaming(true)}>
        <EditIcon size={14} />
      </EntryAction>
      <RevealAction entry={entry} />
      <EntryAction
        words="Delete"
        entry={entry}
        onClick={() => void remove(entry.path, entry.title)}
      >
        <TrashIcon size={14} />
      </EntryAction>
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
      <RecentList text={text} />
    </>
  );
};
