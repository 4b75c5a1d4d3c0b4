// Owns the table of keys that the help sheet lists. Whoever handles a key lists it here; handling it elsewhere. Invariant: no
// two entries of one area share keys.

export interface KeyEntry {
  readonly area: 'Playhead' | 'Selected object' | 'Timeline' | 'Window';
  /** Alternatives; each is keys pressed together. `Mod` is Ctrl, or Command on a Mac. */
  readonly keys: readonly (readonly string[])[];
  readonly does: string;
}

export const KEYS: readonly KeyEntry[] = [
  {
    area: 'Playhead',
    keys: [['←'], ['→']],
    does: 'Previous, next event of the objects shown',
  },
  {
    area: 'Playhead',
    keys: [
      ['Shift', '←'],
      ['Shift', '→'],
    ],
    does: 'Previous, next line',
  },
  { area: 'Playhead', keys: [['Home'], ['End']], does: 'Start, end of the recording' },
  { area: 'Playhead', keys: [['Space']], does: 'Play, pause' },
  {
    area: 'Selected object',
    keys: [[','], ['.'], ['Mod', '←'], ['Mod', '→'], ['Alt', 'wheel']],
    does: 'Its previous, next change',
  },
  { area: 'Selected object', keys: [['['], [']']], does: 'Its birth, its collection' },
  { area: 'Selected object', keys: [['↑'], ['↓']], does: 'Select the lane above, below' },
  { area: 'Selected object', keys: [['Esc']], does: 'Drop the marked range, then the selection' },
  {
    area: 'Timeline',
    keys: [['W'], ['S'], ['+'], ['-'], ['Mod', 'wheel']],
    does: 'Zoom in, out; W and S with Shift: further',
  },
  {
    area: 'Timeline',
    keys: [['A'], ['D'], ['Shift', 'wheel'], ['Shift', 'drag']],
    does: 'Pan left, right',
  },
  { area: 'Timeline', keys: [['drag']], does: 'Mark a range, to zoom to it' },
  { area: 'Timeline', keys: [['0']], does: 'Show the whole recording; again: the run' },
  {
    area: 'Timeline',
    keys: [['F'], ['double click']],
    does: 'Fit the selected object; F again: the run',
  },
  { area: 'Timeline', keys: [['/']], does: 'Search objects' },
  { area: 'Window', keys: [['B'], ['N']], does: 'In a lesson: the step before, the next step' },
  { area: 'Window', keys: [['Mod', 'Enter']], does: 'Record the program' },
  { area: 'Window', keys: [['Mod', 'O']], does: 'Open a recording' },
  { area: 'Window', keys: [['Mod', 'E']], does: 'Switch between Edit and Recording' },
  { area: 'Window', keys: [['Q']], does: 'Show or hide the inspector' },
  { area: 'Window', keys: [['?']], does: 'This sheet' },
];

/** True when the event belongs to a text field, editor or open menu, so that letters must not act as commands. */
export const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof Element &&
  event.target.closest(
    'input, textarea, select, [contenteditable="true"], [role="menu"], [role="dialog"], [role="listbox"]',
  ) !== null;
