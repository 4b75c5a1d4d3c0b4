// Owns what the help sheet lists beside the commands (shared/model/commands.ts): the mouse, and keys that mean something only in one
// place. Must not handle any of it.

import type { CommandArea } from '../../shared/model/commands.ts';

export interface Gesture {
  readonly area: CommandArea;
  /** Alternatives; each is pressed together. `Mod` is Ctrl, or Command on a Mac. */
  readonly keys: readonly (readonly string[])[];
  readonly does: string;
}

export const GESTURES: readonly Gesture[] = [
  { area: 'Selected object', keys: [['Alt', 'wheel']], does: 'Its previous, next change' },
  { area: 'Selected object', keys: [['double click']], does: 'Fit its lifetime' },
  { area: 'Timeline', keys: [['Mod', 'wheel'], ['pinch']], does: 'Zoom at the pointer' },
  {
    area: 'Timeline',
    keys: [
      ['Shift', 'wheel'],
      ['Shift', 'drag'],
    ],
    does: 'Pan',
  },
  { area: 'Timeline', keys: [['drag']], does: 'Mark a range' },
  { area: 'Window', keys: [['B'], ['N']], does: 'In a lesson: the step before, the next step' },
];

/** True when the event belongs to a text field, editor or open menu, so that letters must not act as commands. */
export const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof Element &&
  event.target.closest(
    'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"], [role="listbox"]',
  ) !== null;
