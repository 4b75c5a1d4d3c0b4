// The process that has one session open: answers queries, verifies, exports. One task at a time, in order, but that lists, which
// may read a column of every object, wait for what is asked about single moments and objects. It ends with its owner.

import { Failure } from '../../shared/base/failure.ts';
import type { CsvProgress } from '../session/csv/csv-output.ts';
import { openSession } from '../session/read/open-session.ts';
import { createQueries, type SessionQueries } from '../session/query/session-queries.ts';
import type { SessionFile } from '../session/read/session-file.ts';
import { verifySession } from '../session/checks/verify-session.ts';
import { writeCsvFile } from './csv-file.ts';
import { OPENED, type QueryRequest, type QueryResponse } from './query-messages.ts';

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
      return writeCsvFile(session, task.options, task.file, { onProgress: throttled(id) });
  }
}

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

function serve(path: string): void {
  const session = openSession(path);
  const queries = createQueries(session);
  const waiting: QueryRequest[] = [];
  let isBusy = false;
  const run = async (): Promise<void> => {
    isBusy = true;
    for (let request = next(waiting); request !== undefined; request = next(waiting)) {
      const { id } = request;
      await answer(session, queries, request).then(
        (value) => send({ id, kind: 'value', value }),
        (error: unknown) => refuse(id, error),
      );
      // Questions that came meanwhile are seen before the next is chosen.
      await new Promise(setImmediate);
    }
    isBusy = false;
  };
  warmWhenIdle(queries, () => !isBusy);
  process.on('message', (message) => {
    waiting.push(message as QueryRequest);
    if (!isBusy) void run();
  });
}

const LISTS: ReadonlySet<string> = new Set(['session.objects', 'session.objectIndex']);

/** The first in the queue that is no list, else the first. A window has one question of a kind in flight, so none waits for ever. */
function next(waiting: QueryRequest[]): QueryRequest | undefined {
  const quick = waiting.findIndex(({ task }) => task.kind === 'query' && !LISTS.has(task.name));
  return waiting.splice(Math.max(quick, 0), 1)[0];
}

process.on('disconnect', () => process.exit(0));
try {
  serve(process.argv[2] ?? '');
  send({ id: OPENED, kind: 'value', value: null });
} catch (error) {
  refuse(OPENED, error);
}
