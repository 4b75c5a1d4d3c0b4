// A run that was compared once is run again by its sums, forth from its checkpoints: the same answers at moments in any chunk, whatever
// order they are asked in, and a chunk that is not what it was is noticed.

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
const known = new KnownChunks();
let compared: ReplayEngine;
beforeAll(async () => {
  session = (await recordProgram(folder.path('.'), PROGRAM)).open();
  run = shareRun(session);
  compared = await startEngine(known);
  await compared.stand(session.facts().events);
});
afterAll(async () => {
  await compared.close();
  session.close();
  folder.remove();
});

const startEngine = async (knows: KnownChunks): Promise<ReplayEngine> =>
  new ReplayEngine({
    spec: await replaySpec(session),
    sessionPath: session.path,
    run,
    workerUrl: workerUrl('replay'),
    known: knows,
    apartMs: 5,
  });

/** Three moments in each of some chunks, the first and the last event included. */
function questions(): HeapQuestion[] {
  const found: HeapQuestion[] = [];
  for (let n = 1; n < known.count; n++) {
    const [from, to] = [known.seq(n - 1), known.seq(n)];
    for (const seq of [from, from + 1, Math.floor((from + to) / 2)].filter((at) => at > 0))
      found.push({ kind: n === 2 ? 'graph' : 'holders', object: objectAt(seq), seq });
  }
  found.push({ kind: 'cycles', seq: session.facts().exitFromSeq - 1 });
  return found.toSorted((a, b) => a.seq - b.seq);
}

function objectAt(seq: number): number {
  const lives = session.lives();
  for (let at = seq; at > 0; at--) {
    const block = session.eventBlock(session.blockOfSeq(at));
    const object = block.object[at - block.firstSeq] ?? 0;
    const end = lives.endSeq(object);
    if (lives.bornSeq(object) <= seq && (end === 0 || end > seq)) return object;
  }
  throw new Error(`no object is there at event ${seq}`);
}

test('the same answers back and forth from checkpoints as on one way through the run', async () => {
  const asked = questions();
  expect(known.count).toBeGreaterThan(4);
  expect(compared.goesBack).toBe(true);
  const once = await startEngine(new KnownChunks());
  const expected = [];
  for (const question of asked) expected.push(await once.ask(question));
  const answers: unknown[] = [];
  // Far from each other: every third, then those between.
  const order = asked.map((_, i) => i).toSorted((a, b) => (a % 3) - (b % 3) || b - a);
  for (const i of order) answers[i] = await compared.ask(asked[i] as HeapQuestion);
  expect(answers).toEqual(expected);
  await once.close();
});

test('a chunk that is not what it was is said, with where', async () => {
  const changed = new KnownChunks(known.buffer.slice(0));
  // A word of the sum of the third chunk: row 3 of 12 words, the sum from word 7 on.
  const words = new Int32Array(changed.buffer);
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

test('a pool explores the run after a question, but not while it is to rest', async () => {
  const spec = await replaySpec(session);
  const options = { spec, sessionPath: session.path, run, workerUrl: workerUrl('replay') };
  const engines: ReplayEngine[] = [];
  const { events } = session.facts();
  const pool = new ReplayPool({
    start: () => {
      const engine = new ReplayEngine(options);
      engines.push(engine);
      return engine;
    },
    usedBytes: () => 0,
    events,
  });
  const explored = (): number => engines[0]?.explored ?? 0;
  const seq = known.seq(2) + 10;
  const ask = () => pool.ask({ kind: 'holders', object: objectAt(seq), seq });
  pool.rest(true);
  const answer = await ask();
  expect(answer.sum).toBe(answer.refcount);
  // Long enough for the errand that would come.
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(explored()).toBe(seq);
  pool.rest(false);
  await expect.poll(explored, { timeout: 20_000 }).toBe(events);
  expect(await ask()).toEqual(answer);
  expect(engines).toHaveLength(1);
  await pool.close();
});
