// Owns the pane of the program while editing: its name, loading a file, and the editor itself.

import { useEffect, useRef } from 'react';
import { loadProgramFile, loadProgramWithDialog } from '../../state/actions.ts';
import { programFileName, useProgram } from '../../state/program-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { counted } from '../../state/words.ts';
import { FileIcon } from '../kit/icons.tsx';
import { Pane } from '../kit/pane.tsx';
import { takeProgramView } from './program-view.ts';

const ProgramEditor = () => {
  const host = useRef<HTMLDivElement>(null);
  const isShown = useWindow((state) => state.view === 'edit');
  useEffect(() => {
    if (isShown && host.current) takeProgramView(host.current);
  }, [isShown]);
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
