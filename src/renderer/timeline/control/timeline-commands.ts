// Owns what the timeline's commands do. Must not know keys or menus (state/commands). Invariant: every command of the timeline's areas
// has an entry; the type says so.

import type { TimelineCommandId } from '../../../shared/model/commands.ts';
import { addBookmark } from '../../state/bookmarks-store.ts';
import { provideCommands } from '../../state/commands/registry.ts';
import { askWhichName } from '../../state/followed-names.ts';
import { LANE_GROUPS, useLaneGroup } from '../../state/lane-groups.ts';
import { setRange, useRange } from '../../state/range-store.ts';
import { selectObject, useSelection } from '../../state/selection-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import {
  fitSelected,
  jumpChange,
  jumpEvent,
  jumpStep,
  jumpToBirth,
  jumpToCollection,
  jumpToEnd,
  jumpToStart,
} from './jumps.ts';
import { SPEEDS, usePlayback } from './playback-store.ts';
import { keepViewHistory, viewBack, viewForward } from './view-history.ts';
import {
  panByShare,
  shownPhase,
  showPhase,
  showSpan,
  showWhole,
  zoomFromKeyboard,
} from './view-control.ts';

/** What only the mounted timeline can do. */
export interface TimelineParts {
  selectNeighbor(by: 1 | -1): void;
  focusFilter(): void;
  toggleGroups(): void;
  exportPicture(kind: 'svg' | 'png'): void;
}

const ZOOM = 0.7;
const PAN = 0.15;
const FAR = 3;

/** The selected object's lifetime; when that (or nothing) is in view already, the run. */
let lastFit = '';
const fit = (): void => {
  const { from, to } = useViewport.getState();
  const object = useSelection.getState().selectedObject;
  const here = `${from} ${to} ${object}`;
  if (object === null || here === lastFit) return showPhase('run');
  fitSelected();
  const end = useViewport.subscribe((now) => (lastFit = `${now.from} ${now.to} ${object}`));
  setTimeout(end, 500);
};

const clear = (): void => {
  if (useRange.getState().range) setRange(null);
  else selectObject(null);
};

/** Already everything: back to the run, so that the command is its own way back. */
const whole = (): void => {
  const { axis, from, to } = useViewport.getState();
  if (shownPhase(axis, { from, to }) === 'whole') showPhase('run');
  else showWhole();
};

const changeSpeed = (by: 1 | -1): void => {
  const { speed, setSpeed } = usePlayback.getState();
  const at = SPEEDS.findIndex((one) => one === speed) + by;
  setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at))] ?? speed);
};

const onSelected = (act: (object: number) => void) => (): void => {
  const object = useSelection.getState().selectedObject;
  if (object !== null) act(object);
};

export const zoomToRange = (): void => {
  const { range } = useRange.getState();
  if (!range) return;
  showSpan(range.from, range.to, 0);
  setRange(null);
};

const groupByNext = (): void => {
  const { chosen, choose } = useLaneGroup.getState();
  const next = (LANE_GROUPS.indexOf(chosen) + 1) % LANE_GROUPS.length;
  choose(LANE_GROUPS[next] ?? 'none');
};

const runsOf = (parts: TimelineParts): Readonly<Record<TimelineCommandId, () => void>> => ({
  nextEvent: () => jumpEvent('next'),
  previousEvent: () => jumpEvent('previous'),
  nextLine: () => jumpStep('next'),
  previousLine: () => jumpStep('previous'),
  start: jumpToStart,
  end: jumpToEnd,
  play: () => usePlayback.getState().toggle(),
  faster: () => changeSpeed(1),
  slower: () => changeSpeed(-1),
  nextChange: () => jumpChange('next'),
  previousChange: () => jumpChange('previous'),
  goBack: () => useSelection.getState().goBack(),
  goForward: () => useSelection.getState().goForward(),
  birth: jumpToBirth,
  collection: jumpToCollection,
  fit,
  pin: onSelected((object) => useSelection.getState().togglePin(object)),
  hide: onSelected((object) => useSelection.getState().hide(object)),
  laneAbove: () => parts.selectNeighbor(-1),
  laneBelow: () => parts.selectNeighbor(1),
  clear,
  zoomIn: () => zoomFromKeyboard(ZOOM),
  zoomOut: () => zoomFromKeyboard(1 / ZOOM),
  zoomInFar: () => zoomFromKeyboard(ZOOM ** FAR),
  zoomOutFar: () => zoomFromKeyboard(1 / ZOOM ** FAR),
  panLeft: () => panByShare(-PAN),
  panRight: () => panByShare(PAN),
  panLeftFar: () => panByShare(-PAN * FAR),
  panRightFar: () => panByShare(PAN * FAR),
  whole,
  zoomToRange,
  viewBack,
  viewForward,
  filter: parts.focusFilter,
  followName: () => askWhichName(),
  group: groupByNext,
  collapseGroups: parts.toggleGroups,
  bookmark: addBookmark,
  exportSvg: () => parts.exportPicture('svg'),
  exportPng: () => parts.exportPicture('png'),
  showHidden: () => useSelection.getState().showHidden(),
});

/** Returns the function that takes them back. */
export const provideTimelineCommands = (parts: TimelineParts): (() => void) => {
  const ends = [provideCommands(runsOf(parts)), keepViewHistory()];
  return () => ends.forEach((end) => end());
};
