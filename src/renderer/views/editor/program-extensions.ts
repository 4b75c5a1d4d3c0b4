// Owns what the program editor can do: its keys, its history, and what dropping a file on it means.

import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import type { Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { pythonLanguage } from '../code/python-language.ts';

export interface ProgramHandlers {
  onChange(source: string): void;
  onRecord(): void;
  onFile(file: File): void;
}

export const programExtensions = (handlers: ProgramHandlers): Extension => [
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightActiveLine(),
  history(),
  drawSelection(),
  indentUnit.of('    '),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  autocompletion({ activateOnTyping: false }),
  highlightSelectionMatches(),
  keymap.of([
    { key: 'Mod-Enter', run: () => (handlers.onRecord(), true) },
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    indentWithTab,
  ]),
  pythonLanguage(),
  EditorView.contentAttributes.of({ 'aria-label': 'Program', spellcheck: 'false' }),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) handlers.onChange(update.state.doc.toString());
  }),
  EditorView.domEventHandlers({
    drop: (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return false;
      event.preventDefault();
      handlers.onFile(file);
      return true;
    },
  }),
];
