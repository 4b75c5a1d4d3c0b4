// Owns region Code: the recorded source with the line at the playhead. Clicking a line moves the playhead to its next visit.

import { useEffect, useMemo, useState } from 'react';
import type { Moment, SessionSummary, SourceText } from '../../../shared/api/index.ts';
import { mainSource, visitLine } from '../../state/actions.ts';
import { useBytecodeShown } from '../../state/bytecode-store.ts';
import { isGrowing } from '../../state/live/live-store.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { unixLines, useProgram } from '../../state/program-store.ts';
import { counted, functionText, tellingEvent } from '../../state/words.ts';
import { Pane } from '../kit/pane.tsx';
import { Segmented } from '../kit/segmented.tsx';
import type { Marks } from './code-marks.ts';
import { BytecodeButton, BytecodePanel } from './bytecode-panel.tsx';
import { CodeView } from './code-view.tsx';
import { inlineValues } from './inline-values.ts';
import { ProgramCode } from './program-code.tsx';

const baseName = (path: string): string => path.split('/').at(-1) ?? path;

const marksOf = (moment: Moment | null, source: SourceText): Marks => {
  const isHere = moment?.place?.sourceId === source.id;
  const last = moment && tellingEvent(moment);
  const event = last?.place?.sourceId === source.id ? last : null;
  const line = isHere ? (moment.place?.line ?? 0) : 0;
  return {
    line,
    instructionLine: event?.place?.line ?? 0,
    column: event?.column ?? -1,
    endColumn: event?.endColumn ?? -1,
    values:
      moment && line > 0 ? inlineValues(source.text?.split('\n')[line - 1] ?? '', moment) : [],
  };
};

/** What the header says of the moment. `hasRun`: the program compiled, and reached its first line. */
const noteOf = (moment: Moment | null, eventsOnLine: number, hasRun: boolean): string => {
  if (!moment) return '';
  if (!hasRun) return 'the program did not compile: no line ran';
  if (moment.phase === 'compile') return 'compiling: no line has run yet';
  if (moment.phase === 'exit') return 'the program has ended; Python is exiting';
  const place = moment.place;
  if (!place) return '';
  const heat = eventsOnLine > 0 ? ` · ${counted(eventsOnLine, 'event')} on it in all` : '';
  return `line ${place.line} in ${functionText(place.function)}${heat}`;
};

const SourcePicker = ({
  sources,
  shown,
  onPick,
}: {
  sources: readonly SourceText[];
  shown: number;
  onPick: (id: number) => void;
}) =>
  sources.length < 2 ? null : (
    <select
      className="field button-small"
      aria-label="Source file"
      value={shown}
      onChange={(event) => onPick(Number(event.target.value))}
    >
      {sources.map((source) => (
        <option key={source.id} value={source.id}>
          {baseName(source.path)}
        </option>
      ))}
    </select>
  );

const NOTHING: Marks = { line: 0, instructionLine: 0, column: -1, endColumn: -1, values: [] };
const NO_EVENTS = { id: 0, path: '', text: '', yours: true, eventsPerLine: new Uint32Array() };

/** A program that did not compile has no recorded source: what can be done is to mend it. */
const NoSource = () => (
  <Pane
    name="Code"
    note="no line was recorded: this is the program in the editor"
    bodyClass="pane-body code-body"
  >
    <ProgramCode
      source={NO_EVENTS}
      marks={NOTHING}
      isFollowing={false}
      isRecorded={false}
      onLine={() => undefined}
    />
  </Pane>
);

type Shown = 'program' | 'recorded';

/** Which of the two texts is shown once they differ: the one being typed in, or the recorded one if it never was the same. */
const useShown = (isSame: boolean) => {
  const [shown, setShown] = useState<Shown>('recorded');
  useEffect(() => {
    if (isSame) setShown('program');
  }, [isSame]);
  return [isSame ? 'program' : shown, setShown] as const;
};

const DIFFERENT: readonly { readonly value: Shown; readonly label: string }[] = [
  { value: 'program', label: 'Edited' },
  { value: 'recorded', label: 'Recorded' },
];

const useSource = (summary: SessionSummary, moment: Moment | null) => {
  const [picked, setPicked] = useState<number | null>(null);
  const sources = useMemo(
    () => summary.sources.filter((source) => source.text !== null),
    [summary.sources],
  );
  const current = sources.find((source) => source.id === moment?.place?.sourceId);
  const source = sources.find((one) => one.id === picked) ?? current ?? sources[0];
  const pick = (id: number): void => setPicked(id === current?.id ? null : id);
  return { sources, source, pick };
};

export const CodePane = ({ summary }: { summary: SessionSummary }) => {
  const moment = usePlayhead((state) => state.moment);
  const origin = usePlayhead((state) => state.source);
  const program = useProgram((state) => state.source);
  const [unvisited, setUnvisited] = useState<{ line: number; moment: Moment | null } | null>(null);
  const { sources, source, pick } = useSource(summary, moment);
  const marks = useMemo(() => source && marksOf(moment, source), [moment, source]);
  const isMain = source?.id === mainSource(summary)?.id;
  const isSame = isMain && unixLines(source?.text ?? '') === program;
  const [shown, setShown] = useShown(isSame);
  const hasBytecode = useBytecodeShown((state) => state.isShown);

  if (!source || !marks) {
    return <NoSource />;
  }
  const onLine = async (line: number, direction: 'next' | 'previous'): Promise<void> => {
    const found = await visitLine(source.id, line, direction, 'code');
    setUnvisited(found ? null : { line, moment: usePlayhead.getState().moment });
  };
  const isEdited = isMain && !isSame && shown === 'program';
  const isMissed = unvisited !== null && unvisited.moment === moment;
  const events = source.eventsPerLine[marks.line] ?? 0;
  const view = {
    source,
    marks,
    isFollowing: origin !== 'code',
    onLine: (line: number, direction: 'next' | 'previous') => void onLine(line, direction),
  };
  return (
    <Pane
      name="Code"
      title={baseName(source.path)}
      note={
        isEdited
          ? 'edited: Record runs this text'
          : isMissed
            ? `line ${unvisited.line} never ran`
            : noteOf(moment, events, summary.facts.runFromSeq > 0 || isGrowing(summary))
      }
      actions={
        <>
          {isMain && !isSame && (
            <Segmented label="Text" value={shown} segments={DIFFERENT} onChange={setShown} />
          )}
          {!isEdited && <BytecodeButton />}
          <SourcePicker sources={sources} shown={source.id} onPick={pick} />
        </>
      }
      bodyClass="pane-body code-body"
    >
      <div className="code-with-bytecode">
        {isMain && shown === 'program' ? (
          <ProgramCode {...view} isRecorded={isSame} />
        ) : (
          <CodeView key={source.id} {...view} />
        )}
        {hasBytecode && !isEdited && <BytecodePanel session={summary.session} />}
      </div>
    </Pane>
  );
};
