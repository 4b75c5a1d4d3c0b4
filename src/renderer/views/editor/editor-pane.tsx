// Owns the program editor: one CodeMirror view over the program store. Invariant: the store's source is the editor's text.

import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { loadProgramFile, loadProgramWithDialog, startRecording } from '../../state/actions.ts';
import { programFileName, useProgram } from '../../state/program-store.ts';
import { counted } from '../../state/words.ts';
import { FileIcon } from '../kit/icons.tsx';
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

const FileName = () => {
  const name = useProgram((state) => state.name);
  const rename = useProgram((state) => state.rename);
  return (
    <input
      className="title-field"
      aria-label="File name"
      title="The name that the program runs under"
      spellCheck={false}
      maxLength={120}
      size={Math.max(8, name.length)}
      value={name}
      onChange={(event) => rename(event.target.value)}
      onBlur={() => rename(programFileName(name))}
    />
  );
};

/** Loading by keyboard or mouse what may also be dropped. */
const LoadFile = () => {
  const input = useRef<HTMLInputElement>(null);
  const load = async (): Promise<void> => {
    if (!(await loadProgramWithDialog())) input.current?.click();
  };
  return (
    <>
      <button
        type="button"
        className="button button-quiet button-small"
        onClick={() => void load()}
      >
        <FileIcon size={14} /> Load file…
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".py,.pyw,text/x-python"
        aria-label="Python file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void loadProgramFile(file);
        }}
      />
    </>
  );
};

export const EditorPane = () => {
  const lines = useProgram((state) => state.source.split('\n').length);
  return (
    <Pane
      name="Editor"
      title={<FileName />}
      note={`${counted(lines, 'line')} · drop a .py file anywhere to load it`}
      actions={<LoadFile />}
      bodyClass="pane-body code-body"
    >
      <ProgramEditor />
    </Pane>
  );
};
