// Owns the facts of a session that the window needs once: sources with their heat, phases on both axes, counts.

import path from 'node:path';
import type { SessionSummary, SourceText } from '../../../shared/api/results.ts';
import type { Phase } from '../../../shared/model/session.ts';
import type { LineHeat } from './line-heat.ts';
import { objectCounts } from './list/shown-objects.ts';
import { objectRow } from './object-row.ts';
import type { View } from './view.ts';

/** Blocks that one request counts into the heat of lines: some 4 million events, about a tenth of a second. */
const HEAT_BLOCKS = 64;
/** More marks than this are a texture. */
const GAPS_SHOWN = 200;

/** Everything of SessionSummary but the handle, which is the app's. */
export function summary(view: View, heat: LineHeat): Omit<SessionSummary, 'session'> {
  const { file } = view;
  heat.advance(file, HEAT_BLOCKS);
  const facts = file.facts();
  return {
    path: file.path,
    title: path.basename(file.path).replace(/\.refscope$/, ''),
    sizeBytes: file.sizes().fileBytes,
    facts,
    sources: sources(view, heat),
    heatThroughSeq: heat.throughSeq,
    phases: phases(view),
    gcRuns: file.gcRuns(),
    gaps: gaps(view),
    objectCounts: objectCounts(view),
  };
}

/** The recorder counts its gaps when it ends; of a recording cut short the rows are what is known. */
function gaps(view: View): NonNullable<SessionSummary['gaps']> {
  const { file } = view;
  const rows = file.gaps();
  return {
    count: Math.max(file.facts().gaps, rows.length),
    first: rows.slice(0, GAPS_SHOWN).map(({ seq, objectId, expected, found }) => {
      const { label, type } = objectRow(view, objectId);
      return { seq, object: objectId, label, type, expected, found };
    }),
  };
}

function phases(view: View): SessionSummary['phases'] {
  const { runFromSeq, exitFromSeq } = view.file.facts();
  const { axis, lastSeq } = view;
  const runStart = runFromSeq > 0 ? runFromSeq - 1 : null;
  const exitStart = exitFromSeq > 0 ? exitFromSeq - 1 : null;
  const hasRun = runStart !== null || axis.steps > 0;
  const runFrom =
    runStart ?? Math.min(axis.steps > 0 ? view.file.stepLog().afterSeq(1) : lastSeq, lastSeq);
  const exitX = exitStart === null ? 0 : axis.eventX('step', exitStart);
  const width = axis.width('step');
  const span = (
    phase: Phase,
    eventSpan: readonly [number, number],
    stepSpan: readonly [number, number],
  ): SessionSummary['phases'][number] => ({ phase, eventSpan, stepSpan });
  const found = [span('compile', [0, hasRun ? runFrom : (exitStart ?? lastSeq)], [0, 1])];
  if (hasRun) {
    // Lines of exit (`__del__`, atexit) lie behind the last line of run; without such lines run ends where slot exit starts.
    const runEndX = exitStart === null ? axis.steps + 1 : Math.max(runEnd(view, exitX), 1);
    found.push(span('run', [runFrom, exitStart ?? lastSeq], [1, runEndX]));
    if (exitStart !== null) found.push(span('exit', [exitStart, lastSeq], [runEndX, width]));
  } else if (exitStart !== null) {
    found.push(span('exit', [exitStart, lastSeq], [1, width]));
  }
  return found;
}

/** Steps without events at the end of run would be left out by the coordinate of the last event. */
function runEnd(view: View, exitX: number): number {
  const steps = view.file.stepLog();
  const { count } = steps;
  const exitStart = view.file.facts().exitFromSeq - 1;
  const hasExitLines = count > 0 && steps.afterSeq(count) > exitStart;
  return hasExitLines ? exitX : count + 1;
}

function sources(view: View, heat: LineHeat): readonly SourceText[] {
  const perLine = heat.perLine(view.file);
  return view.file.sources().map((source) => ({
    id: source.id,
    path: source.path,
    text: source.text,
    yours: source.yours,
    eventsPerLine: perLine.get(source.id) ?? new Uint32Array(0),
  }));
}
