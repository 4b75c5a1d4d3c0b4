// Owns what clicks on recorded source mean, wherever it is shown: a click on a line or its number goes to its next visit, with
// Shift to the previous one, with Alt on a name to following it. Dragging selects text, as everywhere; in the editor a double click edits. Invariant: after a click the
// focus is in the text, so that pasting and typing edit it, while the playhead's keys still move the playhead.

import { Prec, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { askWhichName } from '../../state/followed-names.ts';

export type OnLine = (line: number, direction: 'next' | 'previous') => void;

const directionOf = (event: MouseEvent): 'next' | 'previous' =>
  event.shiftKey ? 'previous' : 'next';

/** Keys that the timeline has as well as an editor. */
const isPlayheadKey = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean => {
  if (altKey) return false;
  if (ctrlKey || metaKey) return key === 'ArrowLeft' || key === 'ArrowRight';
  const isSign = key.length === 1 && ' ,.[]'.includes(key);
  return key === 'ArrowLeft' || key === 'ArrowRight' || isSign || isEnd(key);
};
const isEnd = (key: string): boolean => key === 'Home' || key === 'End';

/** From a click on a line until something else is done to the text, the playhead's keys go to the timeline. */
const visiting = () => {
  let isVisiting = false;
  const handlers = EditorView.domEventHandlers({
    keydown: (event) => {
      if (!isVisiting || event.isComposing) return false;
      if (/^(Shift|Control|Meta|Alt)$/u.test(event.key)) return false;
      isVisiting = isPlayheadKey(event);
      if (!isVisiting) return false;
      event.preventDefault();
      event.stopPropagation();
      // From the window itself: seen to come from the text, it would be taken for typing.
      window.dispatchEvent(new KeyboardEvent('keydown', event));
      return true;
    },
    mousedown: () => void (isVisiting = false),
    blur: () => void (isVisiting = false),
  });
  return { handlers, begin: () => (isVisiting = true) };
};

export const lineClicks = (onLine: OnLine): Extension => {
  const { handlers, begin } = visiting();
  return [Prec.highest(handlers), clicks(onLine, begin)];
};

/** The name at a position, '' where none is. */
const nameAt = (view: EditorView, at: number): string => {
  const line = view.state.doc.lineAt(at);
  const before = /[\p{L}\p{N}_]*$/u.exec(line.text.slice(0, at - line.from))?.[0] ?? '';
  const after = /^[\p{L}\p{N}_]*/u.exec(line.text.slice(at - line.from))?.[0] ?? '';
  const word = before + after;
  return /^[\p{L}_]/u.test(word) ? word : '';
};

const clicks = (onLine: OnLine, onVisit: () => void): Extension => [
  EditorView.domEventHandlers({
    mousedown: (event) => {
      // Shift would extend the text selection; here it means "previous visit".
      if (event.shiftKey) event.preventDefault();
      return event.shiftKey;
    },
    click: (event, view) => {
      if (event.button !== 0 || event.detail > 1 || !view.state.selection.main.empty) return false;
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
      const name = event.altKey ? nameAt(view, at) : '';
      if (name !== '') {
        askWhichName(name);
        return true;
      }
      onVisit();
      onLine(view.state.doc.lineAt(at).number, directionOf(event));
      return true;
    },
  }),
  lineNumbers({
    domEventHandlers: {
      click: (view, block, event) => {
        onLine(view.state.doc.lineAt(block.from).number, directionOf(event as MouseEvent));
        return true;
      },
    },
  }),
];
