// Owns the output of the recording in progress, and the line in which input() is answered.

import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useRecording } from '../../state/recording-store.ts';
import { Pane } from '../kit/pane.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

const InputLine = () => {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const answerInput = useRecording((state) => state.answerInput);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void answerInput(`${text}\n`);
  };
  return (
    <form className="output-input" onSubmit={submit}>
      <input
        ref={field}
        className="field mono"
        aria-label="Input for the program"
        placeholder="Type a line"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button button-primary">
        Enter
      </button>
      <button type="button" className="button" onClick={() => void answerInput(null)}>
        End of input
      </button>
    </form>
  );
};

export const LiveOutput = () => {
  const { output, phase, isInputWanted, problem } = useRecording();
  const end = useRef<HTMLDivElement>(null);
  useStickToEnd(end, isInputWanted ? null : output);
  const isIdle = phase === 'idle';
  return (
    <Pane name="Output" note={isIdle ? '' : 'live'}>
      {output.length === 0 && !isInputWanted && (
        <p className="empty">
          {isIdle && problem === ''
            ? 'What the program prints appears here.'
            : isIdle
              ? 'The last recording printed nothing.'
              : 'Nothing printed yet.'}
        </p>
      )}
      <div className="output-text" role="log" aria-label="Program output">
        {output.map((piece, index) => (
          <span key={index} className={`output-${piece.stream}`}>
            {piece.text}
          </span>
        ))}
      </div>
      {isInputWanted && <InputLine />}
      <div ref={end} />
    </Pane>
  );
};
