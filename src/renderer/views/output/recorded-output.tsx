// Owns the output of an open session up to the playhead. Every line leads to the moment it was written. A program that still runs may
// ask for input meanwhile.

import { useEffect, useMemo, useRef, useState } from 'react';
import type { OutputText, SessionSummary } from '../../../shared/api/index.ts';
import { isGrowing, useGrowth } from '../../state/live/live-store.ts';
import { setPlayhead, usePlayhead } from '../../state/playhead-store.ts';
import { useApi } from '../../state/use-api.ts';
import { counted } from '../../state/words.ts';
import { BackIcon, NextIcon } from '../kit/icons.tsx';
import { MomentLink } from '../kit/moment-link.tsx';
import { Pane } from '../kit/pane.tsx';
import { InputLine } from './input-line.tsx';
import {
  countLines,
  indexOutput,
  linesOf,
  piecesUntil,
  type OutputIndex,
  type OutputLine,
} from './output-text.ts';
import { useStickToEnd } from './use-stick-to-end.ts';

const FIRST_LINES = 400;
const jump = (seq: number): void => setPlayhead(seq, { source: 'output', step: 'event' });

const Line = ({ line }: { line: OutputLine }) => {
  const seq = line.segments[0]?.afterSeq;
  return (
    <div
      className="output-line"
      onClick={() => {
        // Selecting text to copy it must not move the playhead.
        if (seq !== undefined && window.getSelection()?.isCollapsed !== false) jump(seq);
      }}
    >
      {line.segments.map((segment, index) => (
        <span key={index} className={`output-${segment.stream}`}>
          {segment.text}
        </span>
      ))}
      {'\n'}
    </div>
  );
};

const Later = ({ output, shown }: { output: OutputIndex; shown: number }) => {
  const next = output.pieces[shown];
  if (!next) return null;
  const later = countLines(output, output.pieces.length) - countLines(output, shown);
  return (
    <p className="output-later">
      {later > 0 ? counted(later, 'line') : 'more'} after the playhead ·{' '}
      <MomentLink seq={next.afterSeq} source="output">
        go to the next
      </MomentLink>
    </p>
  );
};

const Earlier = ({ hidden, onMore }: { hidden: number; onMore: () => void }) =>
  hidden <= 0 ? null : (
    <p className="output-later">
      {counted(hidden, 'earlier line')} ·{' '}
      <button type="button" className="link" onClick={onMore}>
        show more
      </button>
    </p>
  );

const Steps = ({ output, shown }: { output: OutputIndex; shown: number }) => {
  const previous = output.pieces[shown - 2];
  const next = output.pieces[shown];
  const buttons = [
    { label: 'Previous output', to: previous?.afterSeq, icon: <BackIcon size={14} /> },
    { label: 'Next output', to: next?.afterSeq, icon: <NextIcon size={14} /> },
  ];
  return buttons.map(({ label, to, icon }) => (
    <button
      key={label}
      type="button"
      className="button button-quiet button-icon button-small"
      aria-label={label}
      title={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && jump(to)}
    >
      {icon}
    </button>
  ));
};

const noteOf = (output: OutputText | null): string => {
  if (!output || output.pieces.length === 0) return '';
  return output.truncated
    ? 'up to the playhead · only the first part is kept'
    : 'up to the playhead';
};

/** More pieces than this are not asked for each time the session grows: what is behind the playhead can wait for the end. */
const MANY_PIECES = 2000;

interface RecordedOutputProps {
  readonly summary: SessionSummary;
  readonly isInputWanted: boolean;
}

export const RecordedOutput = ({ summary, isInputWanted }: RecordedOutputProps) => {
  const growth = useGrowth();
  const [version, setVersion] = useState(growth);
  const { value, error } = useApi('session.output', { session: summary.session }, version);
  const isWaiting = isGrowing(summary) && (value?.pieces.length ?? 0) > MANY_PIECES;
  useEffect(() => {
    if (!isWaiting) setVersion(growth);
  }, [isWaiting, growth]);
  const outputEnd = usePlayhead((state) => state.moment?.outputEnd ?? 0);
  const [most, setMost] = useState(FIRST_LINES);
  const output = useMemo(() => value && indexOutput(value), [value]);
  const shown = output ? piecesUntil(output, outputEnd) : 0;
  const lines = useMemo(() => (output ? linesOf(output, shown, most) : []), [output, shown, most]);
  const end = useRef<HTMLDivElement>(null);
  useStickToEnd(end, shown);

  return (
    <Pane
      name="Output"
      note={noteOf(value)}
      actions={output && <Steps output={output} shown={shown} />}
    >
      {error !== '' && <p className="empty">{error}</p>}
      {value?.pieces.length === 0 && (
        <p className="empty">
          {isGrowing(summary) ? 'Nothing printed yet.' : 'The program printed nothing.'}
        </p>
      )}
      <Earlier hidden={(lines[0]?.number ?? 1) - 1} onMore={() => setMost(most * 4)} />
      <div className="output-text" role="log" aria-label="Program output">
        {lines.map((line) => (
          <Line key={line.number} line={line} />
        ))}
      </div>
      {output && <Later output={output} shown={shown} />}
      {isInputWanted && <InputLine takesFocus={false} />}
      <div ref={end} />
    </Pane>
  );
};
