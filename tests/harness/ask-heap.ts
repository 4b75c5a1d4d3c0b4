// Owns asking who holds objects at random moments of a recorded run, with one re-execution that goes on to its last event: every
// code object, step and event on the way is compared with the recorded one.

import { expect } from 'vitest';
import { askFile } from '../../src/main/app/replay/ask-file.ts';
import type { SessionFile } from '../../src/main/session/read/session-file.ts';
import type { HeapAnswer, HeapQuestion } from '../../src/shared/model/heap-questions.ts';
import type { HoldersAnswer } from '../../src/shared/model/holders.ts';
import { OBJECT_FLAG } from '../../src/shared/model/session.ts';

/** References that were found in the heap, and that are C code's. */
export interface Shares {
  inHeap: number;
  byC: number;
}

const PAIRS = 8;

/** Numbers that look random and are the same in each run. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * limit);
  };
}

/** Objects that are there and mortal at an event of phase `run`; mostly yours. */
function randomPairs(session: SessionFile, seed: number): HeapQuestion[] {
  const { runFromSeq, exitFromSeq, objects } = session.facts();
  const { bornSeq, endSeq, flags } = session.objects();
  const random = randomBelow(seed);
  const pairs: HeapQuestion[] = [];
  for (let tries = 0; tries < 200_000 && pairs.length < PAIRS; tries++) {
    const seq = runFromSeq + random(exitFromSeq - runFromSeq);
    const object = 1 + random(objects);
    const flag = flags[object] ?? 0;
    const end = endSeq[object] ?? 0;
    if ((flag & OBJECT_FLAG.immortal) !== 0 || (bornSeq[object] ?? 0) === 0) continue;
    if ((flag & OBJECT_FLAG.yours) === 0 && random(10) > 0) continue;
    if ((bornSeq[object] ?? 0) <= seq && (end === 0 || end > seq))
      pairs.push({ kind: 'holders', object, seq });
  }
  return pairs;
}

/** Runs the program again to its last event; the holders at random moments must add up to the recorded counts. */
export async function expectHolders(
  session: SessionFile,
  seed: number,
  shares: Shares,
): Promise<void> {
  const pairs = randomPairs(session, seed);
  expect(pairs).toHaveLength(PAIRS);
  const last: HeapQuestion = { kind: 'cycles', seq: session.facts().events };
  const answers = await askFile(session.path, [...pairs, last]);
  expect(answers.at(-1)).toMatchObject({ seq: last.seq });
  for (const { refcount, sum, holders } of answers.filter(isHolders)) {
    if (refcount !== null) expect(sum).toBe(refcount);
    for (const { kind, count, counted } of refcount !== null && refcount < 1000 ? holders : []) {
      expect(count).toBeGreaterThan(0);
      if (counted) shares[kind === 'C code' || kind === 'C variable' ? 'byC' : 'inHeap'] += count;
    }
  }
}

const isHolders = (answer: HeapAnswer): answer is HoldersAnswer => 'holders' in answer;
