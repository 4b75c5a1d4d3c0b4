// Owns what the program editor can do: its keys and its history. Files dropped on it are the window's.

import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
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
import { tabKey } from './tab-key.ts';

export interface ProgramHandlers {
  onChange(source: string): void;
  onRecord(): void;
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
  ]),
  tabKey(),
  pythonLanguage(),
  EditorView.contentAttributes.of({
    'aria-label': 'Program',
    'aria-description': 'Tab indents once you write; Escape, then Tab leaves.',
    spellcheck: 'false',
  }),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) handlers.onChange(update.state.doc.toString());
  }),
  EditorView.domEventHandlers({
    // The editor would paste the file's text where it was dropped; the window loads it as the program.
    drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
  }),
];
