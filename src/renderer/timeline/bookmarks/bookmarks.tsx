// Owns the list of bookmarks: go there, write a note, delete. What is shown in the ruler is bookmark-marks.tsx.

import { Popover } from 'radix-ui';
import type { Bookmark } from '../../../shared/api/bookmarks.ts';
import {
  addBookmark,
  deleteBookmark,
  editBookmark,
  goToBookmark,
  useBookmarks,
} from '../../state/bookmarks-store.ts';
import { count } from '../../state/words.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { Icon } from '../icons.tsx';

const Entry = ({ bookmark }: { readonly bookmark: Bookmark }) => {
  const seq = usePlayhead((state) => state.seq);
  return (
    <li className="tl-bookmark">
      <button
        type="button"
        className="link"
        aria-current={seq === bookmark.seq ? 'true' : undefined}
        onClick={() => goToBookmark(bookmark)}
      >
        event {count(bookmark.seq)}
      </button>
      <input
        className="field"
        aria-label={`Note at event ${count(bookmark.seq)}`}
        placeholder="Note"
        maxLength={2000}
        defaultValue={bookmark.note}
        autoFocus={bookmark.note === '' && seq === bookmark.seq}
        onBlur={(event) => {
          if (event.target.value !== bookmark.note) editBookmark(bookmark, event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <button
        type="button"
        className="tl-button is-bare"
        aria-label={`Delete the bookmark at event ${count(bookmark.seq)}`}
        onClick={() => deleteBookmark(bookmark)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
};

export const Bookmarks = () => {
  const { bookmarks, problem, isOpen } = useBookmarks();
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => useBookmarks.setState({ isOpen: open })}>
      <Popover.Trigger asChild>
        <button type="button" className="tl-button" title="Bookmarks (M adds one)">
          <Icon name="bookmark" />
          <span>{bookmarks.length > 0 ? count(bookmarks.length) : ''}</span>
          <span className="visually-hidden">Bookmarks</span>
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover tl-bookmarks"
          align="start"
          sideOffset={6}
          aria-label="Bookmarks"
        >
          {problem !== '' && <p role="alert">{problem}</p>}
          {bookmarks.length === 0 && <p className="muted">No bookmark yet.</p>}
          <ol>
            {bookmarks.map((bookmark) => (
              // A note that another window has written takes the place of the one that was read.
              <Entry
                key={`${bookmark.seq} ${bookmark.step ?? ''} ${bookmark.note}`}
                bookmark={bookmark}
              />
            ))}
          </ol>
          <button type="button" className="tl-button" onClick={addBookmark}>
            Bookmark this moment
          </button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
