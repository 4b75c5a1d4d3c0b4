// A run that was compared once is run again by its sums: the same answers at moments in any chunk, and a chunk that is not what it was
// is noticed.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { replaySpec } from '../../../src/main/app/replay/replay-spec.ts';
import { workerUrl } from '../../../src/main/app/places.ts';
import { KnownChunks } from '../../../src/main/replay/course/known-chunks.ts';
import { ReplayEngine } from '../../../src/main/replay/pool/replay-engine.ts';
import { ReplayPool } from '../../../src/main/replay/pool/replay-pool.ts';
import { shareRun } from '../../../src/main/replay/pool/shared-run.ts';
import type { SharedRun } from '../../../src/main/replay/stops/replay-messages.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { HeapQuestion } from '../../../src/shared/model/heap-questions.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const PROGRAM = `
class Node:
    def __init__(self, rows):
        self.rows, self.me = rows, self
def work(n):
    rows = [None] * 50
    for i in range(n):
        rows[i % 50] = [str(i), Node(rows)]
    return rows
keep = work(6000)
done = 1
`;

const folder = temporaryFolder();
let session: SessionFile;
let run: SharedRun;
let known: KnownChunks;
let compared: ReplayEngine;
beforeAll(async () => {
  session = (await recordProgram(folder.path('.'), PROGRAM)).open();
  run = shareRun(session);
  known = new KnownChunks(run.known);
  compared = await startEngine();
  await compared.stand(session.facts().events);
});
afterAll(async () => {
  await compared.close();
  session.close();
  folder.remove();
});

const startEngine = async (shared = run): Promise<ReplayEngine> =>
  new ReplayEngine({
    spec: await replaySpec(session),
    sessionPath: session.path,
    run: shared,
    workerUrl: workerUrl('replay'),
  });

/** Three moments in each of some chunks, the first and the last event included. */
function questions(): HeapQuestion[] {
  const found: HeapQuestion[] = [];
  for (let n = 1; n < known.count; n++) {
    const [from, to] = [known.seq(n - 1), known.seq(n)];
    for (const seq of [from, from + 1, Math.floor((from + to) / 2)])
      found.push({ kind: n === 2 ? 'graph' : 'holders', object: objectAt(seq), seq });
  }
  found.push({ kind: 'cycles', seq: session.facts().exitFromSeq - 1 });
  return found.toSorted((a, b) => a.seq - b.seq);
}

function objectAt(seq: number): number {
  const lives = session.lives();
  for (let at = seq; ; at--) {
    const block = session.eventBlock(session.blockOfSeq(at));
    const object = block.object[at - block.firstSeq] ?? 0;
    const end = lives.endSeq(object);
    if (lives.bornSeq(object) > 0 && (end === 0 || end > seq)) return object;
  }
}

test('the same answers from sums as from a run in which every event was compared', async () => {
  const asked = questions();
  expect(known.count).toBeGreaterThan(4);
  const bySums = await startEngine();
  const byEvents = await startEngine(shareRun(session));
  const answers = [];
  const expected = [];
  for (const question of asked) {
    answers.push(await bySums.ask(question));
    expected.push(await byEvents.ask(question));
  }
  expect(answers).toEqual(expected);
  await Promise.all([bySums.close(), byEvents.close()]);
});

test('a chunk that is not what it was is said, with where', async () => {
  const changed: SharedRun = { ...run, known: run.known.slice(0) };
  // A word of the sum of the third chunk: row 3 of 12 words, the sum from word 7 on.
  const words = new Int32Array(changed.known);
  words[3 * 12 + 8] = (words[3 * 12 + 8] ?? 0) ^ 1;
  const engine = await startEngine(changed);
  await engine.stand(known.seq(1));
  await expect(engine.stand(session.facts().events)).rejects.toThrow(
    new RegExp(
      `did not take its recorded course again: it made other records than before between events ${known.seq(1)} and ${known.seq(2)};`,
    ),
  );
  await engine.close();
});

test('a pool prepares the next questions, but not while it is to rest', async () => {
  const spec = await replaySpec(session);
  const options = { spec, sessionPath: session.path, run, workerUrl: workerUrl('replay') };
  let started = 0;
  const pool = new ReplayPool({
    start: () => {
      started++;
      return new ReplayEngine(options);
    },
    usedBytes: () => 0,
    known,
    events: session.facts().events,
  });
  const seq = known.seq(2) + 10;
  const ask = () => pool.ask({ kind: 'holders', object: objectAt(seq), seq });
  pool.rest(true);
  const answer = await ask();
  expect(answer.sum).toBe(answer.refcount);
  // Long enough for the errand that would come at once.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(started).toBe(1);
  pool.rest(false);
  expect(started).toBe(2);
  expect(await ask()).toEqual(answer);
  await pool.close();
});
