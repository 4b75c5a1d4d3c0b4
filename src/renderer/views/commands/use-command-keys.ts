// Owns the one listener for keys of commands. Must not know what a command does. Invariant: no key without Mod acts while the user
// types text, and none is taken from an element that uses it itself.

import { useEffect } from 'react';
import { COMMANDS } from '../../../shared/model/commands.ts';
import { commandOf, readKeycaps } from '../../state/commands/chords.ts';
import { runCommand } from '../../state/commands/registry.ts';
import { isTyping } from '../../state/keys.ts';
import { useKeyHints } from '../../timeline/toolbar/key-hints-store.ts';
import { provideWindowCommands } from './window-commands.ts';

/** Elements that use the arrows themselves. */
const OWN_ARROWS =
  '[role="separator"], [role="radio"], [role="menuitem"], [role="option"], [role="treeitem"], [role="grid"]';
/** Elements that Space and Enter press. */
const PRESSED = 'button, a, summary, [role="button"], [role="link"]';
/** Also in the text of a program: they are no editing keys. */
const ANYWHERE = new Set([
  'record',
  'newWindow',
  'open',
  'exportCsv',
  'palette',
  'toggleView',
  'copyLink',
]);
/** A tab moves by these two alone, and by neither with a modifier: after a click on a tab the others still move the playhead. */
const TAB_ARROWS = new Set(['ArrowLeft', 'ArrowRight']);
const AREAS = new Map(COMMANDS.map(({ id, area }) => [id, area]));

const usesArrow = (target: Element, event: KeyboardEvent): boolean =>
  target.closest(OWN_ARROWS) !== null ||
  (target.closest('[role="tab"]') !== null &&
    TAB_ARROWS.has(event.key) &&
    !(event.shiftKey || event.ctrlKey || event.metaKey));

const belongsElsewhere = (event: KeyboardEvent, command: string): boolean => {
  if (event.defaultPrevented) return true;
  const { target } = event;
  if (isTyping(event)) return !ANYWHERE.has(command) || !(event.ctrlKey || event.metaKey);
  if (!(target instanceof Element)) return false;
  if ((event.key === ' ' || event.key === 'Enter') && !event.ctrlKey && !event.metaKey)
    return target.closest(PRESSED) !== null;
  return event.key.startsWith('Arrow') && !event.altKey && usesArrow(target, event);
};

const onKeyDown = (event: KeyboardEvent): void => {
  const command = commandOf(event);
  if (command === undefined || belongsElsewhere(event, command) || !runCommand(command)) return;
  event.preventDefault();
  if (AREAS.get(command) !== 'Window') useKeyHints.getState().used();
};

/** A menu's button opens at Enter whatever is held with it: chords that hold everywhere come first. */
const onChord = (event: KeyboardEvent): void => {
  const isOnButton = event.target instanceof Element && event.target.closest(PRESSED) !== null;
  const isChord = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
  if (!isOnButton || !isChord) return;
  onKeyDown(event);
  if (event.defaultPrevented) event.stopPropagation();
};

export const useCommandKeys = (): void => {
  useEffect(() => {
    const end = provideWindowCommands();
    void readKeycaps();
    window.addEventListener('keydown', onChord, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onChord, true);
      window.removeEventListener('keydown', onKeyDown);
      end();
    };
  }, []);
};
