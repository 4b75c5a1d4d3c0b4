// Owns the one table of what the window can be told to do: name, words, keys, where it stands in a menu. Keys, palette, help sheet
// and Electron's menu are all made from it; what a command does is said where it can be done (renderer/timeline, renderer/views).
// Invariant: ids are unique, and no two commands share a key.

export type CommandArea = 'Playhead' | 'Selected object' | 'Timeline' | 'Window';
export type CommandMenu = 'File' | 'Recording' | 'Go' | 'Timeline' | 'View' | 'Help';
/** What must be there: nothing, an open recording, a selected object in it, a marked range. */
export type CommandNeed = 'nothing' | 'session' | 'object' | 'range';

export interface Command {
  readonly id: string;
  readonly area: CommandArea;
  readonly title: string;
  /**
   * Each is a chord: modifiers `Mod` (Ctrl, or Command on a Mac) and `Shift`, or `Alt`, then a character as typed, a named key, or `code:` and a
   * place on the keyboard (KeyboardEvent.code), for keys that must stay together on every layout.
   */
  readonly keys: readonly string[];
  readonly menu: CommandMenu;
  readonly needs: CommandNeed;
}

type Row = readonly [
  id: string,
  title: string,
  keys: string,
  menu: CommandMenu,
  need?: CommandNeed,
];

const rowsOf = <const Rows extends readonly Row[]>(
  area: CommandArea,
  rows: Rows,
): readonly (Command & { readonly id: Rows[number][0] })[] =>
  rows.map(([id, title, keys, menu, needs = 'session']: Row) => ({
    // The rows' own ids, as literal types.
    id: id as Rows[number][0],
    area,
    title,
    keys: keys === '' ? [] : keys.split(' '),
    menu,
    needs,
  }));

const PLAYHEAD = rowsOf('Playhead', [
  ['nextEvent', 'Next event of the objects shown', 'ArrowRight', 'Go'],
  ['previousEvent', 'Previous event of the objects shown', 'ArrowLeft', 'Go'],
  ['nextLine', 'Next line', 'Shift+ArrowRight', 'Go'],
  ['previousLine', 'Previous line', 'Shift+ArrowLeft', 'Go'],
  ['start', 'Start of the recording', 'Home', 'Go'],
  ['end', 'End of the recording', 'End', 'Go'],
  ['play', 'Play or pause', 'Space', 'Go'],
  ['faster', 'Play faster', 'Shift+ArrowUp', 'Go'],
  ['slower', 'Play slower', 'Shift+ArrowDown', 'Go'],
] as const);

const OBJECT = rowsOf('Selected object', [
  ['nextChange', 'Its next change', '. Mod+ArrowRight', 'Go', 'object'],
  ['previousChange', 'Its previous change', ', Mod+ArrowLeft', 'Go', 'object'],
  ['birth', 'Its birth', '[', 'Go', 'object'],
  ['collection', 'Its collection', ']', 'Go', 'object'],
  ['goBack', 'Back to the object selected before', 'Alt+ArrowLeft', 'Go'],
  ['goForward', 'Forward to the object left by going back', 'Alt+ArrowRight', 'Go'],
  ['fit', 'Fit its lifetime; again: the run', 'f', 'Timeline'],
  ['pin', 'Pin it to the top, or unpin it', 'p', 'Timeline', 'object'],
  ['hide', 'Hide it', 'h', 'Timeline', 'object'],
  ['laneAbove', 'Select the lane above', 'ArrowUp', 'Go'],
  ['laneBelow', 'Select the lane below', 'ArrowDown', 'Go'],
  ['clear', 'Drop the marked range, then the selection', 'Escape', 'Timeline'],
] as const);

const TIMELINE = rowsOf('Timeline', [
  ['zoomIn', 'Zoom in', 'code:KeyW + =', 'Timeline'],
  ['zoomOut', 'Zoom out', 'code:KeyS -', 'Timeline'],
  ['zoomInFar', 'Zoom in further', 'Shift+code:KeyW', 'Timeline'],
  ['zoomOutFar', 'Zoom out further', 'Shift+code:KeyS', 'Timeline'],
  ['panLeft', 'Pan left', 'code:KeyA', 'Timeline'],
  ['panRight', 'Pan right', 'code:KeyD', 'Timeline'],
  ['panLeftFar', 'Pan further left', 'Shift+code:KeyA', 'Timeline'],
  ['panRightFar', 'Pan further right', 'Shift+code:KeyD', 'Timeline'],
  ['whole', 'Show the whole recording; again: the run', '0', 'Timeline'],
  ['zoomToRange', 'Zoom to the marked range', 'Enter', 'Timeline', 'range'],
  ['viewBack', 'Back to the view before', 'Backspace', 'Timeline'],
  ['viewForward', 'Forward to the view left by going back', 'Shift+Backspace', 'Timeline'],
  ['filter', 'Filter objects', '/', 'Timeline'],
  ['followName', 'Follow a name…', 'Shift+n', 'Timeline'],
  ['group', 'Group lanes by type, birth line, name, or not', 'g', 'Timeline'],
  ['collapseGroups', 'Collapse all groups, or expand them', 'Shift+g', 'Timeline'],
  ['bookmark', 'Bookmark this moment', 'm', 'Timeline'],
  ['exportSvg', 'Save the timeline as SVG', '', 'File'],
  ['exportPng', 'Save the timeline as PNG', '', 'File'],
  ['showHidden', 'Show all hidden objects', 'Shift+h', 'Timeline'],
] as const);

const WINDOW = rowsOf('Window', [
  ['record', 'Record the program', 'Mod+Enter', 'Recording', 'nothing'],
  ['project', 'Set up a project: folder, libraries, input…', '', 'Recording', 'nothing'],
  ['stop', 'Stop the recording in progress', '', 'Recording', 'nothing'],
  ['newWindow', 'New window', 'Mod+Shift+n', 'File', 'nothing'],
  ['open', 'Open a recording', 'Mod+o', 'File', 'nothing'],
  ['openFile', 'Open a recording from a file…', '', 'File', 'nothing'],
  ['exportCsv', 'Export CSV…', 'Mod+Shift+e', 'File'],
  ['exportSqlite', 'Export SQLite…', '', 'File'],
  ['copyLink', 'Copy a link to this moment', 'Mod+Shift+l', 'File'],
  ['find', 'Find objects and lines', 'Mod+f', 'View'],
  ['palette', 'Run a command by name', 'Mod+Shift+p >', 'View', 'nothing'],
  ['toggleView', 'Switch between Edit and Recording', 'Mod+e', 'View', 'nothing'],
  ['inspector', 'Show or hide the inspector', 'q', 'View'],
  ['inspectorTab', 'Show the next tab of the inspector', 'i', 'View'],
  ['bytecode', 'Show or hide the bytecode of the line', 'o', 'View'],
  ['lasting', 'Show all changes of an object, or those that last', 'l', 'View'],
  ['resetLayout', 'Put all panes back to their sizes', '', 'View', 'nothing'],
  ['themeSystem', 'Theme: as the system', '', 'View', 'nothing'],
  ['themeLight', 'Theme: light', '', 'View', 'nothing'],
  ['themeDark', 'Theme: dark', '', 'View', 'nothing'],
  ['wheelScrolls', 'Wheel over the timeline: scrolls the lanes', '', 'View', 'nothing'],
  ['wheelZooms', 'Wheel over the timeline: zooms', '', 'View', 'nothing'],
  ['help', 'Keys and marks', '? F1', 'Help', 'nothing'],
] as const);

export type TimelineCommandId = (
  (typeof PLAYHEAD)[number] | (typeof OBJECT)[number] | (typeof TIMELINE)[number]
)['id'];
export type WindowCommandId = (typeof WINDOW)[number]['id'];
export type CommandId = TimelineCommandId | WindowCommandId;

export const COMMANDS: readonly (Command & { readonly id: CommandId })[] = [
  ...PLAYHEAD,
  ...OBJECT,
  ...TIMELINE,
  ...WINDOW,
];
