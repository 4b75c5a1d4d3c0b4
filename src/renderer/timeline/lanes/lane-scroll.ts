// Owns where the lanes are scrolled to: brings rows into view, and keeps the reader's place while the session grows. Must not draw.
// Invariant: a row that waits to be in view is scrolled to once there are rows, and room, to scroll in.

import { ask } from '../../state/ask.ts';
import { listQuery } from '../../state/list-query.ts';
import { type ObjectsSort, useObjectsQuery } from '../../state/objects-query-store.ts';
import { useSession } from '../../state/session-store.ts';
import { LANE_PX } from '../draw/lane-scene.ts';
import { type RowScroll, rowWindow, scrollByRows, scrollToRow } from '../maths/row-window.ts';
import { createKeptPlace } from './kept-place.ts';
import type { LaneRows } from './lane-rows.ts';

/** In these orders what is known of an object at first stays so; in the others a row has no place of its own while it changes. */
const STEADY: ReadonlySet<ObjectsSort> = new Set(['born', 'name', 'type', 'line']);

export const createLaneScroll = (on: {
  readonly rows: LaneRows;
  scroller(): HTMLElement | null;
  /** The room that the list's rows have; 0 where nothing is laid out yet. */
  heightPx(): number;
  /** Has what is in view arranged and drawn again. */
  request(): void;
}) => {
  const { rows } = on;
  let toReveal: number | null = null;
  /** Rows to scroll by, as soon as there is room for them. */
  let owed = 0;

  const state = (heightPx = on.heightPx()): RowScroll => ({
    rows: rows.total(),
    rowPx: LANE_PX,
    heightPx: Math.max(LANE_PX, heightPx),
    scrollTop: on.scroller()?.scrollTop ?? 0,
  });

  const revealIndex = (index: number): void => {
    toReveal = index < 0 ? null : index;
    revealWaiting();
  };

  const goTo = (top: number): boolean => {
    const scroller = on.scroller();
    if (!scroller || top > scroller.scrollHeight - scroller.clientHeight + 1) return false;
    scroller.scrollTop = top;
    return true;
  };

  const revealWaiting = (): void => {
    if (toReveal === null || on.heightPx() <= 0 || !goTo(scrollTo(toReveal))) return;
    toReveal = null;
    on.request();
  };

  /** A lane is not in view under the heading that stays at the top. */
  const scrollTo = (index: number): number => {
    const now = state();
    const above = scrollToRow(now, Math.max(0, index - 1));
    const isUnder = rows.headingOf(index) >= 0 && rows.headingOf(index) !== index;
    return isUnder && above < now.scrollTop ? above : scrollToRow(now, index);
  };

  /** The row of an object whose page has not come; -1 where another list is shown meanwhile. */
  const locate = async (object: number): Promise<number> => {
    const session = useSession.getState().summary?.session;
    if (session === undefined) return -1;
    const query = { session, ...listQuery(), object };
    const position = await ask('session.objectIndex', query).catch(() => -1);
    const now = { session: useSession.getState().summary?.session, ...listQuery(), object };
    return JSON.stringify(now) === JSON.stringify(query) ? rows.indexOfPosition(position) : -1;
  };

  const scrollBy = (by: number): void => {
    owed += by;
    if (owed !== 0 && goTo(scrollByRows(state(), owed))) owed = 0;
  };

  const place = createKeptPlace({
    rows,
    locate,
    found: (by) => {
      scrollBy(by);
      on.request();
    },
  });

  /** At the very top new rows come into view; who has the keyboard in the list reads there. */
  const isReading = (): boolean => {
    const scroller = on.scroller();
    if (!scroller || !STEADY.has(useObjectsQuery.getState().sort)) return false;
    return scroller.scrollTop > 0 || scroller.querySelector('[role="listitem"]:focus') !== null;
  };

  return {
    state,
    revealIndex,
    /** Brings the object's lane into view, asking where it is when its page has not come. */
    revealObject: async (object: number): Promise<void> => {
      const known = rows.indexOf(object);
      revealIndex(known >= 0 ? known : await locate(object));
    },
    /** To call when the session has grown, before the list asks for its rows again. */
    grown: (): void => {
      if (!isReading()) return place.drop();
      const { first, last } = rowWindow(state());
      place.hold(first, last);
    },
    /** To call before the rows in view are chosen. */
    follow: (): void => scrollBy(place.moved()),
    /** To call when the rows in view are known: the reader may have scrolled on. */
    arranged: (first: number, last: number): void => {
      if (place.isHeld()) place.hold(first, last);
    },
    /** To call when they are on screen. */
    rendered: (): void => {
      revealWaiting();
      if (owed === 0) return;
      scrollBy(0);
      on.request();
    },
    /** Nothing waits to be in view, and no place is kept: another list is shown. */
    forget: (): void => {
      toReveal = null;
      owed = 0;
      place.drop();
    },
    dropPlace: place.drop,
  };
};
