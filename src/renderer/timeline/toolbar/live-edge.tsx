// Owns the button that says whether the timeline goes on with a program that is still being recorded, and leads back to where it is.

import type { SessionSummary } from '../../../shared/api/index.ts';
import { toggleFollowing } from '../../state/live/follow-session.ts';
import { isGrowing, useLive } from '../../state/live/live-store.ts';

export const LiveEdge = ({ summary }: { readonly summary: SessionSummary }) => {
  const isFollowing = useLive((state) => state.isFollowing);
  if (!isGrowing(summary)) return null;
  return (
    <button
      type="button"
      className="tl-button tl-live"
      aria-label="Live"
      aria-pressed={isFollowing}
      title={
        isFollowing
          ? 'The timeline goes on with the program; move the playhead back to stay where you look'
          : 'Go to where the program is now, and on with it (End)'
      }
      onClick={toggleFollowing}
    >
      <i aria-hidden="true" /> <span>Live</span>
    </button>
  );
};
