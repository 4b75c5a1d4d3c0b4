// The replay of an open session: questions in any order, the same answers from warm engines and from memory that was kept, cancelling,
// a process that is killed, and one that is closed.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { askFile } from '../../../src/main/app/replay/ask-file.ts';
import { SessionReplay } from '../../../src/main/app/replay/session-replay.ts';
import { recordProgram, type RecordedProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const PROGRAM = `
def work(n):
    rows = []
    for i in range(n):
        rows.append([i])
    return rows
keep = work(200)
pairs = {'rows': keep}
again = keep
done = 1
`;

let run: RecordedProgram;
let object = 0;
/** Seqs at which the object is there, one per step, rising. */
let seqs: number[] = [];
beforeAll(async () => {
  run = await recordProgram(folder.path('.'), PROGRAM);
  const session = run.open();
  const ids = Array.from({ length: run.facts.objects }, (_, i) => i + 1);
  object = ids.find((id) => session.names(id).includes('keep')) ?? 0;
  const born = session.lives().bornSeq(object);
  const after = [...session.steps().afterSeq].filter((seq) => seq >= born);
  seqs = [...new Set(after)];
  session.close();
});

test('answers in any order are those of a run from the start', async () => {
  const replay = new SessionReplay(run.path, () => undefined);
  const last = seqs.length - 1;
  const order = [last, last - 1, last - 2, 3, 100, 2, last, 99, 101, 3].map((i) => seqs[i] ?? 0);
  try {
    const answers = [];
    for (const seq of order) answers.push(await replay.ask({ kind: 'holders', object, seq }));
    const expected = await askFile(
      run.path,
      order.map((seq) => ({ kind: 'holders', object, seq }) as const),
    );
    expect(answers).toEqual(expected);
    for (const { refcount, sum } of answers) expect(sum).toBe(refcount);
  } finally {
    await replay.close();
  }
});

test('bad questions are refused with a sentence, and the next is answered', async () => {
  const replay = new SessionReplay(run.path, () => undefined);
  try {
    const seq = run.facts.events + 1;
    await expect(replay.ask({ kind: 'cycles', seq })).rejects.toThrow(
      /has no event \d+; its events/,
    );
    await expect(replay.ask({ kind: 'holders', object, seq: 1 })).rejects.toThrow(/is not there/);
    const answer = await replay.ask({ kind: 'path', object, seq: seqs.at(-1) ?? 0 });
    expect(answer.root?.kind).toBe('module');
  } finally {
    await replay.close();
  }
});

test('what was asked can be cancelled', async () => {
  const replay = new SessionReplay(run.path, () => undefined);
  try {
    const asked = replay.ask({ kind: 'cycles', seq: run.facts.events });
    const refused = expect(asked).rejects.toMatchObject({ kind: 'cancelled' });
    replay.cancel();
    await refused;
    expect((await replay.ask({ kind: 'holders', object, seq: seqs[5] ?? 0 })).object).toBe(object);
  } finally {
    await replay.close();
  }
});

test('a process that is killed is a sentence, and the next question starts another', async () => {
  const replay = new SessionReplay(run.path, () => undefined);
  try {
    const seq = seqs.at(-1) ?? 0;
    const first = await replay.ask({ kind: 'holders', object, seq });
    const { pid } = replay;
    const asked = replay.ask({ kind: 'cycles', seq: run.facts.events });
    const refused = expect(asked).rejects.toThrow(/ended unexpectedly; ask again/);
    process.kill(pid ?? 0, 'SIGKILL');
    await refused;
    expect(await replay.ask({ kind: 'holders', object, seq })).toEqual(first);
    expect(replay.pid).not.toBe(pid);
  } finally {
    await replay.close();
  }
});

test('closing ends the process and what was asked', async () => {
  const replay = new SessionReplay(run.path, () => undefined);
  await replay.ask({ kind: 'holders', object, seq: seqs.at(-1) ?? 0 });
  const { pid } = replay;
  const asked = replay.ask({ kind: 'cycles', seq: run.facts.events });
  const refused = expect(asked).rejects.toThrow(/was closed/);
  await replay.close();
  await refused;
  expect(() => process.kill(pid ?? 0, 0)).toThrow(/ESRCH/);
});

test('a run that does not come on is given up with a sentence', async () => {
  const session = run.open();
  const seq = session.facts().events;
  session.close();
  const replay = new SessionReplay(run.path, () => undefined, 1000);
  try {
    const asked = replay.ask({ kind: 'cycles', seq });
    const refused = expect(asked).rejects.toThrow(
      'The replay has not come on for 1 s and was given up; ask again, or about an earlier moment.',
    );
    // Stopped by the system, it can neither answer nor say how far it has come.
    process.kill(replay.pid ?? 0, 'SIGSTOP');
    await refused;
    expect(replay.pid).toBeUndefined();
  } finally {
    await replay.close();
  }
});
