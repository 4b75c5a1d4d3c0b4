// Owns the window's requests about one open session: one method per `session.*` request that reads. Must not know windows,
// workers or handles. Invariant: between two refreshes all answers are about the same state of the file.

import type { Parsed, Result } from '../../../shared/api/contract.ts';
import type { SessionSummary } from '../../../shared/api/results.ts';
import type { SessionFile } from '../read/session-file.ts';
import { advance, finish, type Steps } from '../read/steps.ts';
import { bytecode } from './bytecode.ts';
import { certificate } from './certificate/certificate.ts';
import { history } from './history.ts';
import { landmark } from './landmark.ts';
import { lanes } from './lanes.ts';
import { LineHeat } from './line-heat.ts';
import { moment, objectMoment } from './moment.ts';
import { nearestStep, neighbor } from './neighbor.ts';
import { prepareFirstRows } from './list/first-rows.ts';
import { findVariables } from './name-track/find-variables.ts';
import { nameChange } from './name-track/name-change.ts';
import { nameTrack } from './name-track/name-track.ts';
import { objectNames } from './object-names.ts';
import { objectIndex, objectPage } from './list/object-list.ts';
import { output } from './output.ts';
import { overview } from './overview.ts';
import { rangeStats } from './range-stats.ts';
import { stepLines } from './step-lines.ts';
import { summary } from './summary.ts';
import { createView } from './view.ts';

/** The requests answered here. `session.open`, `close` and `verify` are the app's. */
export const QUERY_NAMES = [
  'session.summary',
  'session.overview',
  'session.objects',
  'session.objectIndex',
  'session.lanes',
  'session.moment',
  'session.object',
  'session.history',
  'session.output',
  'session.neighbor',
  'session.neighborStep',
  'session.seqAt',
  'session.xOf',
  'session.stepLines',
  'session.landmark',
  'session.rangeStats',
  'session.certificate',
  'session.bytecode',
  'session.names',
  'session.variables',
  'session.nameTrack',
  'session.nameChange',
] as const;
export type QueryName = (typeof QUERY_NAMES)[number];

/** Parameters without the handle of the session, which is known where the query runs. */
export type QueryParams<Name extends QueryName> = Omit<Parsed<Name>, 'session'>;
/** The summary lacks the handle; the app adds it. */
export type QueryResult<Name extends QueryName> = Name extends 'session.summary'
  ? Omit<SessionSummary, 'session'>
  : Result<Name>;

type LongName =
  | 'session.objects'
  | 'session.objectIndex'
  | 'session.lanes'
  | 'session.nameTrack'
  | 'session.nameChange';

export type SessionQueries = {
  readonly [Name in QueryName]: (params: QueryParams<Name>) => QueryResult<Name>;
} & {
  /** Those that may read a column of every object, or many blocks: they can be left off and gone on with. */
  readonly stepwise: {
    readonly [Name in LongName]: (params: QueryParams<Name>) => Steps<QueryResult<Name>>;
  };
  /** Takes in what was recorded since; true when anything changed. */
  refresh(): boolean;
  /**
   * Does a portion (some tens of milliseconds) of the work that first requests would otherwise wait for; true while there is
   * more. To be called when nothing is asked.
   */
  warm(): boolean;
};

/** Blocks per portion of warming up. */
const WARM_BLOCKS = 16;
const WARM_MS = 20;

/** Every method may throw Failure('damaged') from the file, or Failure('bad-request'). The file stays the caller's to close. */
export function createQueries(file: SessionFile): SessionQueries {
  let view = createView(file);
  let lists = prepareFirstRows(view);
  const heat = new LineHeat();
  return {
    'session.summary': () => summary(view, heat),
    'session.overview': (params) => overview(view, forwards(params)),
    'session.objects': (params) => finish(objectPage(view, params)),
    'session.objectIndex': (params) => finish(objectIndex(view, params, params.object)),
    stepwise: {
      'session.objects': (params) => objectPage(view, params),
      'session.objectIndex': (params) => objectIndex(view, params, params.object),
      'session.lanes': (params) => lanes(view, forwards(params)),
      'session.nameTrack': (params) => nameTrack(view, forwards(params)),
      'session.nameChange': (params) => nameChange(view, params),
    },
    'session.lanes': (params) => finish(lanes(view, forwards(params))),
    'session.moment': (params) => moment(view, params),
    'session.object': (params) => objectMoment(view, params.object, params),
    'session.history': ({ object, ...page }) => history(view, object, page),
    'session.output': () => output(view),
    'session.neighbor': (params) => neighbor(view, params),
    'session.neighborStep': (params) => nearestStep(view, params),
    'session.seqAt': ({ axis, x }) => ({
      seq: view.axis.seqAt(axis, x),
      step: view.axis.stepAtX(axis, x),
    }),
    'session.xOf': ({ seq }) => ({
      step: view.axis.xOf('step', seq),
      event: view.axis.xOf('event', seq),
    }),
    'session.stepLines': (params) => stepLines(view.file, params),
    'session.landmark': (params) => landmark(view, params),
    'session.rangeStats': (params) => rangeStats(view, params),
    'session.certificate': ({ object }) => certificate(view, object),
    'session.bytecode': (params) => bytecode(view, params),
    'session.names': ({ object }) => objectNames(view, object),
    'session.variables': (params) => findVariables(view, params),
    'session.nameTrack': (params) => finish(nameTrack(view, forwards(params))),
    'session.nameChange': (params) => finish(nameChange(view, params)),
    refresh: () => {
      const changed = file.refresh();
      if (changed) {
        view = createView(file);
        lists = prepareFirstRows(view);
      }
      return changed;
    },
    warm: () =>
      file.advanceIndex(WARM_BLOCKS) ||
      heat.advance(file, WARM_BLOCKS) ||
      advance(lists, WARM_MS) === null,
  };
}

/** A span given backwards is empty, not negative. */
const forwards = <Span extends { readonly from: number; readonly to: number }>(
  span: Span,
): Span => ({
  ...span,
  to: Math.max(span.from, span.to),
});
