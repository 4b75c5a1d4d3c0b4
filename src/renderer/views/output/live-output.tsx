// Owns the output of the recording in progress, with what was typed for it.

import { useRef } from 'react';
import { useRecording } from '../../state/recording-store.ts';
import { Pane } from '../kit/pane.tsx';
import { InputLine } from './input-line.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

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
      {isInputWanted && <InputLine takesFocus />}
      <div ref={end} />
    </Pane>
  );
};
