// The process that has one session open: answers queries, verifies, exports. In which order, query-queue.ts says. It ends with its
// owner.

import { Failure } from '../../shared/base/failure.ts';
import type { CsvJob, CsvProgress } from '../session/csv/csv-output.ts';
import { openSession } from '../session/read/open-session.ts';
import { createQueries, type SessionQueries } from '../session/query/session-queries.ts';
import type { SessionFile } from '../session/read/session-file.ts';
import { verifySession } from '../session/checks/verify-session.ts';
import { writeCsvFile, writeSqliteFile } from './csv-file.ts';
import { watchMemory } from './query-process/watch-memory.ts';
import type { Steps } from '../session/read/steps.ts';
import type { ExportTask, QueryCancel, QueryRequest, QueryResponse } from './query-messages.ts';
import { OPENED } from './query-messages.ts';
import { QueryQueue } from './query-queue.ts';

const PROGRESS_EVERY_MS = 100;
const WARM_PAUSE_MS = 30;

const send = (response: QueryResponse): void => void process.send?.(response);

function refuse(id: number, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  send({
    id,
    kind: 'refused',
    failureKind: error instanceof Failure ? error.kind : 'damaged',
    message,
  });
}

/** At most one report per PROGRESS_EVERY_MS. */
function throttled(id: number): (progress: CsvProgress) => void {
  let reportedMs = 0;
  return ({ rows, totalRows }) => {
    if (Date.now() - reportedMs < PROGRESS_EVERY_MS) return;
    reportedMs = Date.now();
    send({ id, kind: 'progress', rows, totalRows });
  };
}

async function answer(
  session: SessionFile,
  queries: SessionQueries,
  { id, task }: QueryRequest,
): Promise<unknown> {
  switch (task.kind) {
    case 'query': {
      if (task.name === 'session.summary') queries.refresh();
      // The app sends the parameters that the contract's schema of this name let through.
      const query = queries[task.name] as (params: unknown) => unknown;
      return query(task.params);
    }
    case 'verify':
      return verifySession(session);
    case 'export':
      return exportTo(session, task, { onProgress: throttled(id) });
  }
}

const exportTo = (session: SessionFile, task: ExportTask, job: CsvJob): Promise<number> =>
  task.format === 'csv'
    ? writeCsvFile(session, task.options, task.file, job)
    : writeSqliteFile(session, task.options, task.file, job);

/** What first requests would otherwise wait for is prepared while nothing is asked. */
function warmWhenIdle(queries: SessionQueries, isIdle: () => boolean): void {
  const portion = (): void => {
    try {
      if (!isIdle() || queries.warm()) setTimeout(portion, WARM_PAUSE_MS);
    } catch {
      // What is damaged is said by the request that needs it.
    }
  };
  setTimeout(portion, WARM_PAUSE_MS);
}

function serve(path: string, maxBytes: number): void {
  watchMemory({ maxBytes, lastWords: '' });
  const session = openSession(path);
  const queries = createQueries(session);
  const queue = new QueryQueue({
    begin: ({ task }) => {
      if (task.kind !== 'query' || !isStepwise(queries, task.name)) return null;
      const begin = queries.stepwise[task.name] as (params: unknown) => Steps<unknown>;
      return begin(task.params);
    },
    answer: (request) => answer(session, queries, request),
    // A refresh changes what long questions are about.
    waitsForLong: ({ task }) => task.kind !== 'query' || task.name === 'session.summary',
    value: (id, value) => send({ id, kind: 'value', value }),
    refused: refuse,
    breathe: () => new Promise(setImmediate),
  });
  warmWhenIdle(queries, () => !queue.isBusy);
  process.on('message', (message: QueryRequest | QueryCancel) => {
    if ('cancel' in message) queue.cancel(message.cancel);
    else queue.add(message);
  });
}

type Stepwise = keyof SessionQueries['stepwise'];
const isStepwise = (queries: SessionQueries, name: string): name is Stepwise =>
  Object.hasOwn(queries.stepwise, name);

process.on('disconnect', () => process.exit(0));
try {
  serve(process.argv[2] ?? '', Number(process.argv[3]));
  send({ id: OPENED, kind: 'value', value: null });
} catch (error) {
  refuse(OPENED, error);
}
