// Owns reading all there is in a session file, in every way that the app has: what a window asks, verification, exports, plain SQL. For files
// that somebody forged: whichever way fails, it must fail with a sentence.

import { Writable } from 'node:stream';
import { expect } from 'vitest';
import { verifySession } from '../../../src/main/session/checks/verify-session.ts';
import { exportCsv } from '../../../src/main/session/csv/export-csv.ts';
import { streamSink } from '../../../src/main/session/csv/csv-output.ts';
import {
  createQueries,
  type SessionQueries,
} from '../../../src/main/session/query/session-queries.ts';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import { Failure } from '../../../src/shared/base/failure.ts';

const span = { axis: 'step', from: 0, to: 50, buckets: 20 } as const;

/** The tables themselves, and the proof. */
function readTables(session: SessionFile): void {
  verifySession(session);
  session.lod();
  session.steps();
  session.bindings();
  for (const code of session.codes()) void code.lines.length;
  const { count } = session.objects();
  for (let id = 1; id <= Math.min(count, 50); id++) {
    session.label(id);
    session.blocksOfObject(id);
  }
  session.programFiles();
  session.inputs();
  session.clock();
  session.outputs();
  session.gcRuns();
}

/** What a window asks; each question is a way of its own. */
const QUESTIONS: readonly ((
  queries: SessionQueries,
  objects: number,
  events: number,
) => unknown)[] = [
  (ask) => ask['session.overview']({ ...span, yours: true }),
  (ask) => ask['session.overview']({ ...span, axis: 'event', yours: false }),
  ...(['born', 'name', 'lifetime', 'peak'] as const).map(
    (sort) => (ask: SessionQueries) =>
      ask['session.objects']({
        scope: 'all',
        text: 'a',
        sort,
        descending: true,
        offset: 0,
        limit: 20,
      }),
  ),
  (ask) => ask['session.lanes']({ ...span, objects: [1, 2, 30, 31, 32] }),
  ...[0, 0.01, 0.5, 1].flatMap((part) => [
    (ask: SessionQueries, _objects: number, events: number) =>
      ask['session.moment']({ seq: Math.floor(events * part) }),
    (ask: SessionQueries, objects: number, events: number) =>
      objects > 0 &&
      ask['session.object']({ object: Math.min(5, objects), seq: Math.floor(events * part) }),
    (ask: SessionQueries, _objects: number, events: number) =>
      ask['session.neighbor']({
        of: 'line',
        direction: 'next',
        sourceId: 1,
        line: 3,
        seq: Math.floor(events * part),
      }),
  ]),
  ...[0.2, 0.7, 1].flatMap((part) => [
    (ask: SessionQueries, objects: number) =>
      objects > 0 &&
      ask['session.history']({ object: Math.ceil(objects * part), offset: 0, limit: 20 }),
    (ask: SessionQueries, objects: number) =>
      objects > 0 && ask['session.certificate']({ object: Math.ceil(objects * part) }),
    (ask: SessionQueries, objects: number) =>
      objects > 0 && ask['session.names']({ object: Math.ceil(objects * part) }),
  ]),
  (ask) => ask['session.output']({}),
  (ask) => ask['session.seqAt']({ axis: 'step', x: 7.5 }),
  (ask, _objects, events) => ask['session.rangeStats']({ fromSeq: 1, toSeq: events }),
  (ask, _objects, events) => ask['session.xOf']({ seq: events >> 1 }),
  (ask) => ask['session.stepLines']({ first: 1, last: 40 }),
];

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Does it; a Failure is an answer, anything else is a defect. Answers whether it was refused. */
async function orRefuses(work: () => unknown): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.message).toMatch(/[.]$/);
    return true;
  }
}

/** Passes when every way of reading works or ends in a Failure. Answers how many were refused; -1: the file was not even opened. */
export async function readEverything(path: string): Promise<number> {
  const files: SessionFile[] = [];
  const isRefused = await orRefuses(() => files.push(openSession(path)));
  const session = files[0];
  if (isRefused || !session) return -1;
  let refused = 0;
  const tried = async (work: () => unknown): Promise<void> => {
    if (await orRefuses(work)) refused++;
  };
  try {
    await tried(() => readTables(session));
    await tried(async () => {
      const queries = createQueries(session);
      const { events } = queries['session.summary']({}).facts;
      const objects = session.lives().count;
      for (const question of QUESTIONS) await tried(() => question(queries, objects, events));
    });
    for (const table of ['events', 'objects', 'steps'] as const) {
      const options = { table, objects: [], names: [], fromSeq: 0, toSeq: 3000, all: true };
      await tried(() => exportCsv(session, options, streamSink(nowhere())));
    }
  } finally {
    session.close();
  }
  return refused;
}
