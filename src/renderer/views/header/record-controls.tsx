// Owns Record and Stop, the Python version and the program's arguments.

import { startRecording } from '../../state/actions.ts';
import { useProgram } from '../../state/program-store.ts';
import { useRecording } from '../../state/recording-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { RecordIcon, StopIcon } from '../kit/icons.tsx';
import { LimitsPopover } from './limits/limits-popover.tsx';

const RecordButton = () => {
  const name = useProgram((state) => state.name);
  const isEmpty = useProgram((state) => state.source.trim() === '');
  return (
    <button
      type="button"
      className="button button-record"
      title={isEmpty ? 'The editor is empty' : `Run ${name} and record it (Ctrl+Enter)`}
      disabled={isEmpty}
      onClick={() => void startRecording()}
    >
      <RecordIcon size={13} /> Record
    </button>
  );
};

const StopButton = () => {
  const phase = useRecording((state) => state.phase);
  const stop = useRecording((state) => state.stop);
  return (
    <button
      type="button"
      className="button"
      disabled={phase !== 'running'}
      title="Stop the program and keep what was recorded"
      onClick={() => void stop()}
    >
      <StopIcon size={13} /> Stop
    </button>
  );
};

const PythonVersion = () => {
  const engines = useWindow((state) => state.info?.engines) ?? [];
  const python = useProgram((state) => state.python);
  const setPython = useProgram((state) => state.setPython);
  return (
    <select
      className="field python-version"
      aria-label="Python version"
      title="Which CPython runs the program"
      value={python}
      onChange={(event) => {
        const engine = engines.find((one) => one.id === event.target.value);
        if (engine) setPython(engine.id);
      }}
    >
      {engines.length === 0 && <option value={python}>Python {python}</option>}
      {engines.map((engine) => (
        <option key={engine.id} value={engine.id} disabled={!engine.available}>
          Python {engine.id}
          {engine.available ? '' : ' (not installed)'}
        </option>
      ))}
    </select>
  );
};

const Arguments = () => {
  const argsText = useProgram((state) => state.argsText);
  const setArgsText = useProgram((state) => state.setArgsText);
  return (
    <input
      className="field mono arguments"
      aria-label="Arguments"
      placeholder="arguments"
      title="sys.argv[1:], split as a shell does"
      spellCheck={false}
      value={argsText}
      onChange={(event) => setArgsText(event.target.value)}
    />
  );
};

export const RecordControls = () => {
  const isIdle = useRecording((state) => state.phase === 'idle');
  return (
    <div className="toolbar-group">
      {isIdle ? <RecordButton /> : <StopButton />}
      <LimitsPopover />
      <PythonVersion />
      <Arguments />
    </div>
  );
};
