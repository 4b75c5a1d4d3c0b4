// A run that goes back is the run that it was, also outside the program's memory: files, entropy, clocks, sockets, standard input, and
// calls of C that call Python. Sums of records are compared behind every checkpoint, so a difference is a sentence; the answers are
// compared with those of one way through the run.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { withHeap } from '../../../src/main/app/replay/ask-file.ts';
import { replaySpec } from '../../../src/main/app/replay/replay-spec.ts';
import { workerUrl } from '../../../src/main/app/places.ts';
import { ReplayEngine } from '../../../src/main/replay/pool/replay-engine.ts';
import { shareRun } from '../../../src/main/replay/pool/shared-run.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { EngineId } from '../../../src/shared/model/engine-messages.ts';
import type { HeapQuestion } from '../../../src/shared/model/heap-questions.ts';
import { recordProgram, type RecordedProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const VERSIONS: readonly EngineId[] = ['3.12', '3.13', '3.14'];
const MOMENTS = 12;

const PROGRAM = `
import os, random, socket, sys, time
pair = socket.socketpair()
class Row:
    def __init__(self, text):
        self.text, self.at = text, time.time()
def write(i):
    with open(f'rows{i % 3}.txt', 'a') as file:
        file.write(f'{i} {random.random()} {os.urandom(2).hex()}\\n')
    if i % 7 == 0:
        os.remove(f'rows{i % 3}.txt')
    with open('all.bin', 'r+b' if i else 'w+b') as file:
        file.write(bytes([i % 256]) * 100)
def send(text):
    here, there = pair
    here.sendall(text.encode())
    return Row(there.recv(5).decode())
def nested(i):
    return sorted((Row(str(n)) for n in range(i % 9)), key=lambda row: sum(len(c) for c in row.text))
def work(rounds):
    kept = []
    for i in range(rounds):
        write(i)
        kept.append(nested(i))
        line = sys.stdin.readline()
        kept.append(send(line))
        if i % 10 == 0:
            big = bytearray(3_000_000)
            print(i, os.listdir('.'), len(kept), len(big))
    return kept
kept = work(60)
`;

const folder = temporaryFolder();
afterAll(folder.remove);

/** Objects that are there at moments all over a run, some of them at once. */
function questions(session: SessionFile): HeapQuestion[] {
  const { events } = session.facts();
  const lives = session.lives();
  return Array.from({ length: MOMENTS }, (_, i): HeapQuestion => {
    const seq = Math.max(1, Math.floor((events * (i + 0.5)) / MOMENTS));
    if (i === 7) return { kind: 'cycles', seq };
    for (let at = seq; at > 0; at--) {
      const block = session.eventBlock(session.blockOfSeq(at));
      const object = block.object[at - block.firstSeq] ?? 0;
      const end = lives.endSeq(object);
      if (lives.bornSeq(object) <= seq && (end === 0 || end > seq))
        return { kind: 'holders', object, seq };
    }
    throw new Error(`no object is there at event ${seq}`);
  });
}

async function startEngine(session: SessionFile): Promise<ReplayEngine> {
  const spec = await replaySpec(session);
  const run = shareRun(session);
  return new ReplayEngine({
    spec,
    sessionPath: session.path,
    run,
    workerUrl: workerUrl('replay'),
    apartMs: 15,
  });
}

test.each(VERSIONS)('all that a program changes comes back on %s', async (python) => {
  const stdin = new TextEncoder().encode(
    Array.from({ length: 60 }, (_, i) => `line ${i}\n`).join(''),
  );
  const run = await recordProgram(folder.path('.'), PROGRAM, { python, stdin });
  const session = run.open();
  const asked = questions(session);
  const once = await startEngine(session);
  const expected: unknown[] = [];
  for (const question of asked) expected.push(await once.ask(question));
  await once.close();
  const back = await startEngine(session);
  await back.stand(session.facts().events);
  expect(back.goesBack).toBe(true);
  const answers: unknown[] = [];
  const order = asked.map((_, i) => i).toSorted((a, b) => (a % 5) - (b % 5) || b - a);
  for (const i of order) answers[i] = await back.ask(asked[i] as HeapQuestion);
  expect(answers).toEqual(expected);
  await back.close();
  session.close();
});

const CALLBACKS = `
import ctypes
def compare(a, b):
    return 0
made = [ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda x: x) for _ in range(200)]
last = 1
`;

let callbacks: RecordedProgram;
beforeAll(async () => {
  callbacks = await recordProgram(folder.path('.'), CALLBACKS);
});

test('a run that makes C functions is answered in any order, too', async () => {
  const session = callbacks.open();
  const asked = questions(session);
  const once = await startEngine(session);
  const expected: unknown[] = [];
  for (const question of asked) expected.push(await once.ask(question));
  expect(once.goesBack).toBe(false);
  await once.close();
  const answers = await withHeap(callbacks.path, async ({ ask }) => {
    const found: unknown[] = [];
    for (const i of [9, 2, 11, 5]) found.push(await ask(asked[i] as HeapQuestion));
    return found;
  });
  expect(answers).toEqual([9, 2, 11, 5].map((i) => expected[i]));
  session.close();
});
