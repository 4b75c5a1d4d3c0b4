// Owns what entries of recordings have in common, in the library and among the recent ones: the button that opens one, what it says about
// it, and the small buttons beside it.

import type { ReactNode } from 'react';
import type { LibraryEntry } from '../../../shared/api/index.ts';
import { openSession } from '../../state/actions.ts';
import { useLibrary } from '../../state/library-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { bytesText, counted, statusText } from '../../state/words.ts';
import { FolderIcon } from '../kit/icons.tsx';

interface EntryProps {
  readonly entry: LibraryEntry;
}

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

export const EntryButton = ({ entry }: EntryProps) => (
  <button
    type="button"
    className="library-open"
    aria-label={entry.title}
    title={entry.path}
    disabled={entry.facts === null}
    onClick={() => void openSession(entry.path)}
  >
    <span className="ellipsis">{entry.title}</span>
    <small className={entry.facts === null ? 'library-problem' : 'ellipsis'}>
      {factsLine(entry)}
    </small>
  </button>
);

interface ActionProps extends EntryProps {
  readonly words: string;
  /** Longer words for the pointer. */
  readonly title?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export const EntryAction = ({ words, title = words, entry, onClick, children }: ActionProps) => (
  <button
    type="button"
    className="button button-quiet button-icon button-small"
    aria-label={`${words} ${entry.title}`}
    title={title}
    onClick={onClick}
  >
    {children}
  </button>
);

/** Where the host has a file manager. */
export const RevealAction = ({ entry }: EntryProps) => {
  const reveal = useLibrary((state) => state.reveal);
  const isDesktop = useWindow((state) => state.info?.host === 'electron');
  if (!isDesktop) return null;
  return (
    <EntryAction
      words="Reveal"
      title="Reveal in the file manager"
      entry={entry}
      onClick={() => void reveal(entry.path)}
    >
      <FolderIcon size={14} />
    </EntryAction>
  );
};
