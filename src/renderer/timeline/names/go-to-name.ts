// Owns the ways from a followed name to the object that it referred to: at a place of its lane, and from one binding to the next.

import type { NameTrack } from '../../../shared/api/index.ts';
import { ask } from '../../state/ask.ts';
import { setPlayhead, usePlayhead } from '../../state/playhead-store.ts';
import { selectObject } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
import { scrubToX } from '../control/scrub.ts';
import { segmentAt } from '../maths/name-segments.ts';

/** Selects what the name referred to at x, and goes there. */
export const goToName = async (track: NameTrack, x: number): Promise<void> => {
  scrubToX(x);
  const segment = segmentAt(track.segments, x);
  if (!segment) return;
  if (segment.object !== 0) return selectObject(segment.object);
  // Many are one here: what is at the very place is asked for.
  const session = useSession.getState().summary?.session;
  if (session === undefined) return;
  const { axis, variable } = track;
  const span = { axis, from: x, to: x + 1e-6, buckets: 1 };
  const near = await ask('session.nameTrack', { session, variable, ...span }).catch(() => null);
  const found = near && (segmentAt(near.segments, x) ?? near.segments.at(-1));
  if (found && found.object !== 0) selectObject(found.object);
};

/** To the moment at which the name came to refer to something else, which is then selected. */
export const goToBinding = async (
  variable: number,
  direction: 'next' | 'previous',
): Promise<void> => {
  const session = useSession.getState().summary?.session;
  if (session === undefined) return;
  const { seq, step } = usePlayhead.getState();
  const params = { session, variable, seq, step, direction };
  const found = await ask('session.nameChange', params).catch(() => null);
  if (!found) return;
  setPlayhead(found.seq, { source: 'keyboard', step: found.step });
  if (found.object !== 0) selectObject(found.object);
};
