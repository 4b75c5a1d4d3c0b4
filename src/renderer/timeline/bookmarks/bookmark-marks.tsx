// Owns the flags of bookmarks in the ruler. A flag is a button: a click goes there, hovering reads the note.

import { goToBookmark, useBookmarks } from '../../state/bookmarks-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { count } from '../../state/words.ts';
import { useTimelineLayout } from '../control/layout-store.ts';
import { estimatePlace } from '../control/time-scale.ts';
import { Icon } from '../icons.tsx';
import { xToPx } from '../maths/viewport.ts';

export const BookmarkMarks = () => {
  const bookmarks = useBookmarks((state) => state.bookmarks);
  const { from, to } = useViewport();
  const widthPx = useTimelineLayout((layout) => layout.timeWidthPx);
  // The scale that places are estimated by comes with answers; a moved playhead is a sign of one.
  usePlayhead((state) => state.moment);
  return bookmarks.map((bookmark) => {
    const x = estimatePlace({ seq: bookmark.seq, step: bookmark.step })?.x;
    const px = x === undefined ? -1 : xToPx({ from, to }, widthPx, x);
    if (px < 0 || px > widthPx) return null;
    const words = `Bookmark at event ${count(bookmark.seq)}${bookmark.note === '' ? '' : `: ${bookmark.note}`}`;
    return (
      <button
        key={`${bookmark.seq} ${bookmark.step ?? ''}`}
        type="button"
        className="tl-bookmark-mark"
        style={{ left: px }}
        aria-label={words}
        title={words}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => goToBookmark(bookmark)}
      >
        <Icon name="bookmark" />
      </button>
    );
  });
};
