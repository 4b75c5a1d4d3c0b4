// Owns what clicks on recorded source mean, wherever it is shown: a click on a line or its number goes to its next visit, with
// Shift to the previous one. Dragging selects text, as everywhere; in the editor a double click edits.

import type { Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';

export type OnLine = (line: number, direction: 'next' | 'previous') => void;

const directionOf = (event: MouseEvent): 'next' | 'previous' =>
  event.shiftKey ? 'previous' : 'next';

export const lineClicks = (onLine: OnLine): Extension => [
  EditorView.domEventHandlers({
    mousedown: (event) => {
      // Shift would extend the text selection; here it means "previous visit".
      if (event.shiftKey) event.preventDefault();
      return event.shiftKey;
    },
    click: (event, view) => {
      if (event.button !== 0 || event.detail > 1 || !view.state.selection.main.empty) return false;
      // The keys that move the playhead must not be taken for typing.
      view.contentDOM.blur();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
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
