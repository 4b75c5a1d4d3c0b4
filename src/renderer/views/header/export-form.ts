// Owns how the choices of the export form become a request. Pure.

import type { Params, SessionSummary } from '../../../shared/api/index.ts';
import type { SeqSpan } from '../../state/range-store.ts';

export type ExportTable = NonNullable<Params<'export.csv'>['table']>;
export type ExportWhich = 'yours' | 'selected' | 'pinned' | 'all';
export type ExportRange = 'whole' | 'run' | 'playhead' | 'visible' | 'marked';

export interface ExportChoices {
  /** Of a CSV; a database has all. */
  readonly table: ExportTable;
  readonly which: ExportWhich;
  readonly range: ExportRange;
}

export interface ExportSituation {
  readonly summary: SessionSummary;
  readonly selected: number | null;
  readonly pinned: readonly number[];
  readonly playhead: number;
  /** What the timeline shows or what is marked on it, where that is the chosen range. */
  readonly span: SeqSpan | null;
}

const rangeOf = (range: ExportRange, { summary, playhead, span }: ExportSituation) => {
  const { runFromSeq, exitFromSeq, events } = summary.facts;
  if (range === 'visible' || range === 'marked') return span ?? { fromSeq: 0 };
  if (range === 'playhead') return { fromSeq: 0, toSeq: playhead };
  if (range === 'run') {
    const toSeq = exitFromSeq > 0 ? exitFromSeq - 1 : events;
    return { fromSeq: runFromSeq, toSeq };
  }
  return { fromSeq: 0 };
};

const objectsOf = (which: ExportWhich, { selected, pinned }: ExportSituation): number[] => {
  if (which === 'selected') return selected === null ? [] : [selected];
  return which === 'pinned' ? [...pinned] : [];
};

/** What is exported, whatever the format. */
export const exportFilter = (
  { which, range }: Pick<ExportChoices, 'which' | 'range'>,
  situation: ExportSituation,
): Params<'export.sqlite'> => ({
  session: situation.summary.session,
  objects: objectsOf(which, situation),
  // An object named by its number is wanted whether or not it is yours.
  all: which !== 'yours',
  ...rangeOf(range, situation),
});

export const FIRST_CHOICES: ExportChoices = { table: 'events', which: 'yours', range: 'whole' };
/** Above this many events the choices are asked first instead of writing a very large file at once. */
export const ASK_ABOVE_EVENTS = 2_000_000;
