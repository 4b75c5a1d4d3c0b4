// Owns the Tab key in the program: it indents for whoever writes there, and goes on to the next control for whoever only passes by.
// Invariant: who came by Tab and does nothing else leaves by Tab.

import { indentLess, indentMore } from '@codemirror/commands';
import type { Extension } from '@codemirror/state';
import { EditorView, keymap, type Command } from '@codemirror/view';

const MODIFIERS: ReadonlySet<string> = new Set([
  'Tab',
  'Shift',
  'Control',
  'Alt',
  'Meta',
  'Escape',
]);

export function tabKey(): Extension {
  let isWriting = false;
  const unlessPassing =
    (indent: Command): Command =>
    (view) =>
      isWriting && indent(view);
  return [
    keymap.of([{ key: 'Tab', run: unlessPassing(indentMore), shift: unlessPassing(indentLess) }]),
    EditorView.domEventHandlers({
      mousedown: () => {
        isWriting = true;
      },
      keydown: ({ key }) => {
        if (!MODIFIERS.has(key)) isWriting = true;
      },
      blur: () => {
        isWriting = false;
      },
    }),
  ];
}
