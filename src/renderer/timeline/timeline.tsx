// Owns the timeline region: toolbar, overview, ruler and lanes, one shared width for the three, keys and playback.

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { followBookmarks } from '../state/bookmarks-store.ts';
import { isSamePlace, usePlayhead } from '../state/playhead-store.ts';
import { useSession } from '../state/session-store.ts';
import { useViewport } from '../state/viewport-store.ts';
import { useSelection } from '../state/selection-store.ts';
import { provideTimelineCommands } from './control/timeline-commands.ts';
import { startPlayback } from './control/playback.ts';
import { setRange } from '../state/range-store.ts';
import { revealPlace } from './control/view-control.ts';
import { Bookmarks } from './bookmarks/bookmarks.tsx';
import { savePicture } from './export/save-picture.ts';
import { createLaneStage, type LaneStage } from './lanes/lane-stage.ts';
import { Lanes } from './lanes/lanes.tsx';
import { Legend } from './toolbar/legend.tsx';
import { Overview } from './overview/overview.tsx';
import { RangeCard } from './range/range-card.tsx';
import { Ruler } from './ruler/ruler.tsx';
import './timeline.css';
import { KeyHints } from './toolbar/key-hints.tsx';
import { LiveEdge } from './toolbar/live-edge.tsx';
import { HiddenObjects, ListControls, ScopeSwitch } from './toolbar/object-controls.tsx';
import { Transport } from './toolbar/transport.tsx';
import { ViewControls } from './toolbar/view-controls.tsx';

/** A selection made in another pane brings its lane into view. */
const useRevealedSelection = (stage: LaneStage): void => {
  const selected = useSelection((state) => state.selectedObject);
  useEffect(() => {
    if (selected !== null) void stage.revealObject(selected);
  }, [stage, selected]);
};

/** Wherever the playhead was moved from, its place is in view; a drag on the timeline itself never scrolls it. */
const useRevealedPlayhead = (): void => {
  useEffect(
    () =>
      usePlayhead.subscribe((now, old) => {
        if (isSamePlace(now, old) || now.source === 'timeline' || now.source === 'session') return;
        // A session that closed meanwhile has no place to show.
        void revealPlace(now).catch(() => null);
      }),
    [],
  );
};

/** A marked range belongs to one session and one axis. */
const useRangeReset = (): void => {
  const session = useSession((state) => state.summary?.session);
  const axis = useViewport((state) => state.axis);
  useEffect(() => setRange(null), [session, axis]);
};

export const Timeline = () => {
  const summary = useSession((state) => state.summary);
  const [stage] = useState(createLaneStage);
  const filter = useRef<HTMLInputElement>(null);
  const total = useSyncExternalStore(stage.subscribe, () => stage.shown().total);
  useRevealedSelection(stage);
  useRevealedPlayhead();
  useRangeReset();
  useEffect(() => startPlayback(), []);
  useEffect(() => followBookmarks(), []);
  useEffect(
    () =>
      provideTimelineCommands({
        selectNeighbor: stage.selectNeighbor,
        toggleGroups: stage.toggleGroups,
        focusFilter: () => filter.current?.focus(),
        exportPicture: (kind) => void savePicture(kind, stage),
      }),
    [stage],
  );
  return (
    <section className="tl" role="region" aria-label="Timeline">
      {summary ? (
        <>
          <div className="tl-toolbar" role="toolbar" aria-label="Timeline tools">
            <Transport />
            <LiveEdge summary={summary} />
            <ScopeSwitch summary={summary} />
            <Bookmarks />
            <HiddenObjects />
            <ViewControls summary={summary} />
            <Legend hasGaps={(summary.gaps?.count ?? 0) > 0} />
          </div>
          <div className="tl-head">
            <Overview summary={summary} listed={total} />
            <ListControls filterRef={filter} />
            <Ruler />
          </div>
          <Lanes stage={stage} />
          <RangeCard />
          <KeyHints />
        </>
      ) : (
        <div className="tl-none">Record a program or open a recording to see its timeline.</div>
      )}
    </section>
  );
};
