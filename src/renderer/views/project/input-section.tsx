// Owns the part of the project dialog that says what the program is given: arguments, environment, standard input.

import { useProject, type InputFrom } from '../../state/project/project-store.ts';
import { useProgram } from '../../state/program-store.ts';
import { bytesText } from '../../state/words.ts';
import { Segmented } from '../kit/segmented.tsx';

const INPUT: readonly { readonly value: InputFrom; readonly label: string }[] = [
  { value: 'ask', label: 'Ask me while it runs' },
  { value: 'text', label: 'Text' },
  { value: 'file', label: 'A file' },
];

const Arguments = () => {
  const argsText = useProgram((state) => state.argsText);
  const setArgsText = useProgram((state) => state.setArgsText);
  return (
    <label className="project-field">
      <span>Arguments</span>
      <input
        className="field mono"
        aria-label="Arguments of the project"
        spellCheck={false}
        value={argsText}
        onChange={({ target }) => setArgsText(target.value)}
      />
    </label>
  );
};

const Environment = () => {
  const { envText, set } = useProject();
  return (
    <label className="project-field">
      <span>Environment</span>
      <textarea
        className="field mono"
        aria-label="Environment"
        placeholder={'MODE=test\nPYTHONHASHSEED=0'}
        rows={2}
        spellCheck={false}
        value={envText}
        onChange={({ target }) => set({ envText: target.value })}
      />
    </label>
  );
};

const InputText = () => {
  const { inputText, set } = useProject();
  return (
    <textarea
      className="field mono"
      aria-label="Standard input"
      placeholder="What the program reads, to its end"
      rows={3}
      spellCheck={false}
      value={inputText}
      onChange={({ target }) => set({ inputText: target.value })}
    />
  );
};

const InputFile = () => {
  const { inputFile, set } = useProject();
  return (
    <div className="project-row">
      <input
        type="file"
        aria-label="File of the standard input"
        onChange={({ target }) => set({ inputFile: target.files?.[0] ?? null })}
      />
      {inputFile && <span className="muted">{bytesText(inputFile.size)}</span>}
    </div>
  );
};

export const InputSection = () => {
  const { input, set } = useProject();
  return (
    <section aria-label="What it is given">
      <h3>What it is given</h3>
      <Arguments />
      <Environment />
      <div className="project-field">
        <span>Standard input</span>
        <div>
          <Segmented
            label="Standard input from"
            value={input}
            segments={INPUT}
            onChange={(value) => set({ input: value })}
          />
          {input === 'text' && <InputText />}
          {input === 'file' && <InputFile />}
        </div>
      </div>
    </section>
  );
};
