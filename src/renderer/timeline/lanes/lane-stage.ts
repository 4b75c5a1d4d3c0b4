// Owns the lanes outside React: which rows are visible, what data they need, when the canvas is drawn. React only renders the
// row elements it names. Invariant: one paint per animation frame, whatever changed; moving the playhead paints no canvas.

import type { ObjectRow } from '../../../shared/api/index.ts';
import { ask, sentenceOf } from '../../state/ask.ts';
import { useFollowedNames } from '../../state/followed-names.ts';
import { useCollapsed, useLaneGroup } from '../../state/lane-groups.ts';
import { listQuery } from '../../state/list-query.ts';
import { useObjectsQuery } from '../../state/objects-query-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { useLive } from '../../state/live/live-store.ts';
import { selectObject, useSelection } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useTheme } from '../../state/theme-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { useTimelineLayout } from '../control/layout-store.ts';
import { setScale } from '../control/time-scale.ts';
import { createFrame } from '../data/frame.ts';
import { createLaneLoader, type LoadedLane } from '../data/lane-loader.ts';
import { createObjectPager } from '../data/object-pager.ts';
import { createPinnedRows } from '../data/pinned-rows.ts';
import { LANE_PX } from '../draw/lane-scene.ts';
import { drawScene, type Scene } from '../draw/draw-scene.ts';
import { createNameLoader } from '../names/name-loader.ts';
import { rowWindow } from '../maths/row-window.ts';
import { createCountCells } from './count-cells.ts';
import { createLaneRows } from './lane-rows.ts';
import { createLaneScroll } from './lane-scroll.ts';
import { createRowFocus } from './row-focus.ts';
import { createTopRows } from './top-rows.ts';
import {
  keyOf,
  NOTHING,
  type RowsShown,
  rowsOf,
  topRowsOf,
  type ShownGroup,
  type ShownName,
  type StageElements,
} from './rows-shown.ts';

/** Rows kept rendered, and lanes kept loaded, beyond both edges. */
const OVERSCAN = 4;
/** Pinned lanes may take this share of the height. */
const PINNED_SHARE = 0.5;

export type LaneStage = ReturnType<typeof createLaneStage>;

export const createLaneStage = () => {
  let elements: StageElements | null = null;
  let sizes = { widthPx: 0, heightPx: 0 };
  let shown = NOTHING;
  let shownKey = '';
  let problem = '';
  let hovered: number | null = null;
  let originPx = 0;
  const listeners = new Set<() => void>();
  const frame = createFrame(() => paint());
  const failed = (error: unknown): void => {
    problem = sentenceOf(error);
    frame.request();
  };
  const good = <Answer>(answer: Answer): Answer => {
    problem = '';
    return answer;
  };
  const request = (): void => frame.request();
  const pager = createObjectPager({
    fetch: (params, signal) => ask('session.objects', params, signal).then(good),
    changed: request,
    failed,
  });
  const loader = createLaneLoader({
    fetch: (params, signal) => ask('session.lanes', params, signal).then(good),
    changed: request,
    failed,
  });
  const nameLoader = createNameLoader({
    fetch: (params, signal) => ask('session.nameTrack', params, signal).then(good),
    changed: request,
    failed,
  });
  const rows = createLaneRows(pager);
  const focus = createRowFocus(() => elements?.list ?? null);
  const pinnedRows = createPinnedRows((object) => pager.rowOf(object), request);
  const topRows = createTopRows(nameLoader.trackOf);
  const cells = createCountCells(loader.currentLaneOf);

  const followedPx = (): number => shown.followed.length * LANE_PX;
  const pinnedPx = (): number => topRowsOf(shown) * LANE_PX;
  const scroll = createLaneScroll({
    rows,
    scroller: () => elements?.scroller ?? null,
    heightPx: () => sizes.heightPx - pinnedPx(),
    request,
  });
  const arrange = (): void => {
    const summary = useSession.getState().summary;
    rows.query(summary && { session: summary.session, ...listQuery() });
    const most = Math.floor((sizes.heightPx * PINNED_SHARE) / LANE_PX);
    const top = topRows.arrange(
      useFollowedNames.getState().names,
      pinnedRows.rows(useSelection.getState().pinned),
      most,
    );
    const topPx = topRowsOf(top) * LANE_PX;
    scroll.follow();
    const window = rowWindow(scroll.state(sizes.heightPx - topPx));
    scroll.arranged(window.first, window.last);
    const first = Math.max(0, window.first - OVERSCAN);
    const last = Math.min(rows.total(), window.last + OVERSCAN);
    originPx = window.originPx;
    publish({
      total: pager.total(),
      rowTotal: rows.total(),
      pending: pager.pending(),
      contentPx: window.contentPx + topPx,
      ...top,
      rows: rows.window(first, last),
      stuck: stuckAt(window.first),
      problem,
    });
  };

  /** The heading of the first row in view, where it is not itself in view. */
  const stuckAt = (index: number): ShownGroup | null => {
    if (index >= rows.total() || (rows.headingOf(index) === index && originPx === -index * LANE_PX))
      return null;
    return rows.groupOf(index);
  };

  const publish = (next: RowsShown): void => {
    const key = keyOf(next);
    // React says when it has rendered what is new.
    if (key === shownKey) return focus.rendered();
    shownKey = key;
    shown = next;
    for (const listener of listeners) listener();
  };

  const wantLanes = (): void => {
    const summary = useSession.getState().summary;
    if (!summary) return;
    const { axis, from, to, width } = useViewport.getState();
    const objects = [...new Set(rowsOf(shown).map((row) => row.id))];
    const { session } = summary;
    const { growth } = useLive.getState();
    loader.want({ session, axis, total: width, growth, view: { from, to }, objects });
    const variables = shown.followed.map(({ name }) => name.variable);
    nameLoader.want({ session, axis, total: width, growth, view: { from, to }, variables });
    const scale = loader.scale();
    setScale('lanes', scale && { ...scale, session, axis });
  };

  const scene = (): Scene => ({
    ...sizes,
    followed: shown.followed,
    pinned: shown.pinned,
    hiddenTop: shown.hiddenTop,
    rows: shown.rows,
    originPx: originPx + pinnedPx(),
    isStuck: shown.stuck !== null,
    laneOf: loader.laneOf,
    selected: useSelection.getState().selectedObject,
    hovered,
  });

  const paint = (): void => {
    if (!elements) return;
    arrange();
    wantLanes();
    elements.rows.style.transform = `translateY(${originPx}px)`;
    drawScene(elements.canvas, scene());
    cells.update(elements.list, shown);
  };

  const resized = (): void => {
    if (!elements) return;
    const { clientWidth, clientHeight } = elements.canvas;
    sizes = { widthPx: clientWidth, heightPx: clientHeight };
    // Overview and ruler lie outside the scroller and leave the same room as its scrollbar takes.
    const barPx = elements.scroller.offsetWidth - elements.scroller.clientWidth;
    elements.scroller.parentElement?.style.setProperty('--tl-scrollbar', `${barPx}px`);
    useTimelineLayout.setState({ timeWidthPx: clientWidth });
    scroll.rendered();
    frame.request();
  };

  /** Another list. */
  const startOver = (): void => {
    if (elements) elements.scroller.scrollTop = 0;
    scroll.forget();
    problem = '';
    request();
  };

  /** Where rows in view are left out, their heading is what is in view. */
  const collapsed = (): void => {
    scroll.dropPlace();
    if (shown.stuck) scroll.revealIndex(rows.headingOfKey(shown.stuck.key));
    request();
  };

  const cellsMoved = (): void => {
    if (elements) cells.update(elements.list, shown);
  };

  /** The row under a y of the canvas. */
  const rowAtY = (y: number): ObjectRow | null => {
    if (y < pinnedPx()) return shown.pinned[Math.floor((y - followedPx()) / LANE_PX)] ?? null;
    if (shown.stuck && y < pinnedPx() + LANE_PX) return null;
    return rows.rowAt(Math.floor((y - pinnedPx() - originPx) / LANE_PX));
  };

  return {
    attach: (on: StageElements): (() => void) => {
      elements = on;
      const observer = new ResizeObserver(resized);
      observer.observe(on.canvas);
      on.scroller.addEventListener('scroll', request, { passive: true });
      const ends = [
        useViewport.subscribe(request),
        useSelection.subscribe(request),
        useObjectsQuery.subscribe(startOver),
        useLaneGroup.subscribe(startOver),
        useCollapsed.subscribe(collapsed),
        useFollowedNames.subscribe(request),
        useSession.subscribe((now, old) => {
          if (now.summary?.session !== old.summary?.session) scroll.forget();
          problem = '';
          request();
        }),
        useLive.subscribe((now, old) => {
          if (now.growth === old.growth) return;
          scroll.grown();
          pager.grow();
        }),
        useTheme.subscribe(request),
        usePlayhead.subscribe(cellsMoved),
        cells.onAnswer(cellsMoved),
      ];
      resized();
      return () => {
        observer.disconnect();
        on.scroller.removeEventListener('scroll', request);
        ends.forEach((end) => end());
        frame.cancel();
        elements = null;
      };
    },
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shown: (): RowsShown => shown,
    /** What is drawn now. */
    scene,
    /** To call when React has put the rows on screen: fills in what is written outside React. */
    rowsRendered: (): void => {
      cellsMoved();
      scroll.rendered();
      focus.rendered();
    },
    rowAtY,
    /** The followed name under a y of the canvas. */
    nameAtY: (y: number): ShownName | null => shown.followed[Math.floor(y / LANE_PX)] ?? null,
    laneOf: (object: number): LoadedLane | null => loader.laneOf(object),
    /** Top edge of the row under y, in canvas px. */
    topAtY: (y: number): number =>
      y < pinnedPx()
        ? Math.floor(y / LANE_PX) * LANE_PX
        : Math.floor((y - pinnedPx() - originPx) / LANE_PX) * LANE_PX + pinnedPx() + originPx,
    hover: (object: number | null): void => {
      if (object === hovered) return;
      hovered = object;
      frame.request();
    },
    revealObject: scroll.revealObject,
    /** Brings other followed and pinned rows into view. */
    pageTop: (by: 1 | -1): void => {
      topRows.page(by);
      request();
    },
    /** Collapses all groups, or expands them. */
    toggleGroups: rows.toggleAll,
    /** Selects the lane before or after the selected one; from inside the list headings are stopped at, too. */
    selectNeighbor: (by: 1 | -1): void => {
      const { selectedObject } = useSelection.getState();
      const focused = focus.at();
      const isInList = focused !== null;
      const selected = selectedObject === null ? -1 : rows.indexOf(selectedObject);
      const index = rows.neighborOf(focused ?? selected, by, isInList);
      if (index === null) return;
      const row = rows.rowAt(index);
      if (row) selectObject(row.id);
      scroll.revealIndex(index);
      if (isInList) focus.moveTo(index);
      frame.request();
    },
  };
};
