// The process that replays one session: its engines run a program that came with a file, so they live apart from the app. Answers
// questions, one at a time, and tells how far a run has come. It ends with its owner. Messages: replay-task.ts.

import { Failure } from '../../../shared/base/failure.ts';
import type { HeapQuestion } from '../../../shared/model/heap-questions.ts';
import { checkQuestion } from '../../replay/answers/question.ts';
import { ReplayEngine } from '../../replay/pool/replay-engine.ts';
import { ReplayPool } from '../../replay/pool/replay-pool.ts';
import { shareRun } from '../../replay/pool/shared-run.ts';
import { openSession } from '../../session/read/open-session.ts';
import { workerUrl } from '../places.ts';
import { replaySpec } from './replay-spec.ts';
import type { ReplayReport, ReplayTask } from './replay-task.ts';

const PROGRESS_EVERY_MS = 100;

const send = (report: ReplayReport): void => void process.send?.(report);

async function createPool(path: string): Promise<{
  pool: ReplayPool;
  check(question: HeapQuestion): void;
}> {
  const session = openSession(path);
  const spec = await replaySpec(session);
  const run = shareRun(session);
  const options = { spec, sessionPath: path, run, workerUrl: workerUrl('replay') };
  const pool = new ReplayPool({
    start: () => new ReplayEngine(options),
    usedBytes: () => process.memoryUsage.rss(),
    events: session.facts().events,
  });
  pool.warm();
  return { pool, check: (question) => checkQuestion(session, question) };
}

function refuse(id: number, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  send({
    id,
    kind: 'refused',
    failureKind: error instanceof Failure ? error.kind : 'engine',
    message,
  });
}

function obey(pool: ReplayPool, task: Exclude<ReplayTask, { kind: 'ask' }>): void {
  if (task.kind === 'rest') pool.rest(task.isResting);
  else pool.cancel();
}

function serve(path: string): void {
  const ready = createPool(path);
  // Told by every question that waits for it.
  ready.catch(() => undefined);
  let underWay = 0;
  const answer = async (id: number, question: HeapQuestion): Promise<void> => {
    underWay++;
    try {
      const { pool, check } = await ready;
      check(question);
      send({ kind: 'answer', id, answer: await pool.ask(question) });
    } catch (error) {
      refuse(id, error);
    } finally {
      underWay--;
    }
  };
  process.on('message', (message) => {
    const task = message as ReplayTask;
    if (task.kind === 'ask') void answer(task.id, task.question);
    else
      void ready.then(
        ({ pool }) => obey(pool, task),
        () => undefined,
      );
  });
  setInterval(() => {
    if (underWay > 0)
      void ready
        .then(({ pool }) => send({ kind: 'progress', seq: pool.seq }))
        .catch(() => undefined);
  }, PROGRESS_EVERY_MS);
}

process.on('disconnect', () => process.exit(0));
serve(process.argv[2] ?? '');
