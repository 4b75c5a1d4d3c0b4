// Owns the output of an open session up to the playhead. Every line leads to the moment it was written.

import { useEffect, useMemo, useRef } from 'react';
import type { OutputText, SessionSummary } from '../../../shared/api/index.ts';
import { setPlayhead, usePlayhead } from '../../state/playhead-store.ts';
import { useApi } from '../../state/use-api.ts';
import { counted } from '../../state/words.ts';
import { BackIcon, NextIcon } from '../kit/icons.tsx';
import { Pane } from '../kit/pane.tsx';
import { countLines, linesOf, piecesUntil, type OutputLine } from './output-text.ts';

const MOST_LINES = 2000;
const jump = (seq: number): void => setPlayhead(seq, { source: 'output' });

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

const Later = ({ output, shown }: { output: OutputText; shown: number }) => {
  const later = output.pieces.slice(shown);
  const next = later[0];
  if (!next) return null;
  return (
    <p className="output-later">
      {counted(countLines(later), 'line')} after the playhead ·{' '}
      <button type="button" className="link" onClick={() => jump(next.afterSeq)}>
        go to the next
      </button>
    </p>
  );
};

const Steps = ({ output, shown }: { output: OutputText; shown: number }) => {
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

export const RecordedOutput = ({ summary }: { summary: SessionSummary }) => {
  const { value: output, error } = useApi('session.output', { session: summary.session });
  const outputEnd = usePlayhead((state) => state.moment?.outputEnd ?? 0);
  const pieces = useMemo(() => (output ? piecesUntil(output, outputEnd) : []), [output, outputEnd]);
  const lines = useMemo(() => linesOf(pieces, MOST_LINES), [pieces]);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [lines]);

  const note = !output || output.pieces.length === 0 ? '' : 'up to the playhead';
  return (
    <Pane
      name="Output"
      note={output?.truncated ? `${note} · only the first part is kept` : note}
      actions={output && <Steps output={output} shown={pieces.length} />}
    >
      {error !== '' && <p className="empty">{error}</p>}
      {output?.pieces.length === 0 && <p className="empty">The program printed nothing.</p>}
      {(lines[0]?.number ?? 1) > 1 && (
        <p className="output-later">{counted((lines[0]?.number ?? 1) - 1, 'earlier line')}</p>
      )}
      <div className="output-text" role="log" aria-label="Program output">
        {lines.map((line) => (
          <Line key={line.number} line={line} />
        ))}
      </div>
      {output && <Later output={output} shown={pieces.length} />}
      <div ref={end} />
    </Pane>
  );
};
