// Owns the program editor: one CodeMirror view over the program store. Invariant: the store's source is the editor's text.

import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { startRecording } from '../../state/actions.ts';
import { useProgram } from '../../state/program-store.ts';
import { Pane } from '../kit/pane.tsx';
import { programExtensions } from './program-extensions.ts';

const createState = (source: string): EditorState =>
  EditorState.create({
    doc: source,
    extensions: programExtensions({
      onChange: (text) => useProgram.getState().setSource(text),
      onRecord: () => void startRecording(),
    }),
  });

const ProgramEditor = () => {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const loads = useProgram((state) => state.loads);

  useEffect(() => {
    if (!host.current) return;
    const created = new EditorView({
      state: createState(useProgram.getState().source),
      parent: host.current,
    });
    view.current = created;
    return () => created.destroy();
  }, []);

  useEffect(() => {
    const { source } = useProgram.getState();
    // A new state, not a change: undo must not reach into another program.
    if (view.current && view.current.state.doc.toString() !== source) {
      view.current.setState(createState(source));
    }
  }, [loads]);

  return <div ref={host} className="code-host" />;
};

export const EditorPane = () => {
  const name = useProgram((state) => state.name);
  const lines = useProgram((state) => state.source.split('\n').length);
  return (
    <Pane
      name="Editor"
      title={name}
      note={`${lines} lines · drop a .py file here to load it`}
      bodyClass="pane-body code-body"
    >
      <ProgramEditor />
    </Pane>
  );
};
