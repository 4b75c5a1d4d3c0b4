// Owns the one editor of the program. Whichever layout is shown takes it in, with its undo history, caret and scroll position.
// Invariant: the program store's source is its text.

import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { startRecording } from '../../state/actions.ts';
import { useProgram } from '../../state/program-store.ts';
import { programExtensions } from './program-extensions.ts';

/** What the layout adds to the plain editor: marks and clicks while a recording of the very same text is shown. */
const extras = new Compartment();
let view: EditorView | null = null;
let extra: Extension = [];

const createState = (source: string): EditorState =>
  EditorState.create({
    doc: source,
    extensions: [
      extras.of(extra),
      programExtensions({
        onChange: (text) => useProgram.getState().setSource(text),
        onRecord: () => void startRecording(),
      }),
    ],
  });

const created = (): EditorView => {
  const fresh = new EditorView({ state: createState(useProgram.getState().source) });
  useProgram.subscribe(({ loads, source }, before) => {
    // A new state, not a change: undo must not reach into another program.
    if (loads !== before.loads && fresh.state.doc.toString() !== source)
      fresh.setState(createState(source));
  });
  return fresh;
};

/** Moves the editor into `host`. Returns the view. */
export const takeProgramView = (host: HTMLElement): EditorView => {
  view ??= created();
  if (view.dom.parentElement !== host) {
    const { scrollTop } = view.scrollDOM;
    host.append(view.dom);
    view.scrollDOM.scrollTop = scrollTop;
  }
  view.requestMeasure();
  return view;
};

/** Replaces what the layout adds; [] takes it away. */
export const setProgramExtras = (next: Extension): void => {
  extra = next;
  view?.dispatch({ effects: extras.reconfigure(next) });
};
