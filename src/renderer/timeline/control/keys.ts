// Owns what the timeline's keys do; state/keys.ts lists them for the help sheet. WASD go by place on the keyboard, so that they
// stay together on every layout; the rest by the character typed. Invariant: no key acts while the user types text.

import { isTyping } from '../../state/keys.ts';
import { selectObject, useSelection } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
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
import { usePlayback } from './playback-store.ts';
import { setRange, useRange } from './range-store.ts';
import { panByShare, shownPhase, showPhase, showWhole, zoomFromKeyboard } from './view-control.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { useKeyHints } from '../toolbar/key-hints-store.ts';

export interface TimelineCommands {
  selectNeighbor(by: 1 | -1): void;
  focusFilter(): void;
}

const ZOOM = 0.7;
const PAN = 0.15;

/** F: the selected object's lifetime; when that (or nothing) is in view already, the run. */
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

/** By physical place; held with Shift they go further. */
const byCode: Readonly<Record<string, (far: boolean) => void>> = {
  KeyW: (far) => zoomFromKeyboard(far ? ZOOM ** 3 : ZOOM),
  KeyS: (far) => zoomFromKeyboard(1 / (far ? ZOOM ** 3 : ZOOM)),
  KeyA: (far) => panByShare(-(far ? 3 : 1) * PAN),
  KeyD: (far) => panByShare((far ? 3 : 1) * PAN),
};

const byKey = (commands: TimelineCommands): Readonly<Record<string, () => void>> => ({
  ArrowLeft: () => jumpEvent('previous'),
  ArrowRight: () => jumpEvent('next'),
  'Shift+ArrowLeft': () => jumpStep('previous'),
  'Shift+ArrowRight': () => jumpStep('next'),
  'Mod+ArrowLeft': () => jumpChange('previous'),
  'Mod+ArrowRight': () => jumpChange('next'),
  ',': () => jumpChange('previous'),
  '.': () => jumpChange('next'),
  '[': jumpToBirth,
  ']': jumpToCollection,
  Home: jumpToStart,
  End: jumpToEnd,
  ArrowUp: () => commands.selectNeighbor(-1),
  ArrowDown: () => commands.selectNeighbor(1),
  '+': () => zoomFromKeyboard(ZOOM),
  '=': () => zoomFromKeyboard(ZOOM),
  '-': () => zoomFromKeyboard(1 / ZOOM),
  '0': () => {
    const { axis, from, to } = useViewport.getState();
    // Already everything: back to the run, so that the key is its own way back.
    if (shownPhase(axis, { from, to }) === 'whole') showPhase('run');
    else showWhole();
  },
  f: fit,
  F: fit,
  '/': commands.focusFilter,
  Escape: clear,
  ' ': () => usePlayback.getState().toggle(),
});

/** Elements that use the keys themselves. */
const OWN_ARROWS =
  '[role="tab"], [role="separator"], [role="radio"], [role="menuitem"], [role="option"], [role="treeitem"], [role="grid"]';

const belongsElsewhere = (event: KeyboardEvent): boolean => {
  if (event.defaultPrevented || isTyping(event)) return true;
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (event.key === ' ' && target.closest('button, a, summary, [role="button"]')) return true;
  return event.key.startsWith('Arrow') && target.closest(OWN_ARROWS) !== null;
};

/** Listens on the window while the timeline is there. Returns the function that ends it. */
export const listenToKeys = (commands: TimelineCommands): (() => void) => {
  const keys = byKey(commands);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (useSession.getState().summary === null || belongsElsewhere(event)) return;
    const mod = event.ctrlKey || event.metaKey;
    const place = !mod && !event.altKey ? byCode[event.code] : undefined;
    const isArrow = event.key.startsWith('Arrow');
    const name = `${mod ? 'Mod+' : ''}${isArrow && event.shiftKey ? 'Shift+' : ''}${event.key}`;
    const act = event.altKey ? undefined : keys[name];
    if (!place && !act) return;
    event.preventDefault();
    useKeyHints.getState().used();
    if (place) place(event.shiftKey);
    else act?.();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
};
