// Owns the recordings from outside the library that were opened before: opened again by a click, or taken off the list.

import { useLibrary } from '../../state/library-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useApi } from '../../state/use-api.ts';
import { useWindow } from '../../state/window-store.ts';
import { CloseIcon } from '../kit/icons.tsx';
import { EntryAction, EntryButton, RevealAction } from './library-entry.tsx';
import { matchingEntries } from './matching-entries.ts';

export const RecentList = ({ text }: { readonly text: string }) => {
  const version = useWindow((state) => state.libraryVersion);
  const { value: entries } = useApi('library.recent', {}, version);
  const forget = useLibrary((state) => state.forget);
  const current = useSession((state) => state.summary?.path);
  const shown = matchingEntries(entries ?? [], text);
  if (shown.length === 0) return null;
  return (
    <>
      <h3 className="library-heading" id="recent-heading">
        Recent, from other places
      </h3>
      <ul className="library-list library-recent" aria-labelledby="recent-heading">
        {shown.map((entry) => (
          <li key={entry.path} className="library-entry" aria-current={entry.path === current}>
            <EntryButton entry={entry} />
            <RevealAction entry={entry} />
            <EntryAction
              words="Forget"
              title="Take off this list; the file stays"
              entry={entry}
              onClick={() => void forget(entry.path)}
            >
              <CloseIcon size={14} />
            </EntryAction>
          </li>
        ))}
      </ul>
    </>
  );
};
