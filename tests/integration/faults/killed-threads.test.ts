// A thread of a recording that dies while the program runs: what was committed is kept, the sentence says which part it was, and the next
// recording is as any other. Threads cannot be sent signals; ending one from outside is what a crash of it comes to.

import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRecording } from '../../../src/main/app/record-program.ts';
import type { RecordingEnd } from '../../../src/main/app/recording.ts';
import { withSession } from '../../../src/main/app/session-info.ts';
import { verifySession } from '../../../src/main/session/checks/verify-session.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const ENDLESS = 'x = 0\nwhile True:\n    x = [x, 1.5]\n    x = len(x)\n';

/** Calls `work` and collects the threads that it starts, in order. */
async function withThreads<Value>(
  work: (threads: readonly Worker[]) => Promise<Value>,
): Promise<Value> {
  const threads: Worker[] = [];
  const take = (worker: Worker): void => void threads.push(worker);
  process.on('worker', take);
  try {
    return await work(threads);
  } finally {
    process.off('worker', take);
  }
}

/** In the order in which a recording starts them; the engine is rewritten already. */
const THREADS = ['writer', 'decoder', 'engine'] as const;

function recordUntilKilled(path: string, which: (typeof THREADS)[number]): Promise<RecordingEnd> {
  return withThreads(async (threads) => {
    let isKilled = false;
    const recording = startRecording({
      path,
      programName: 'loop.py',
      source: new TextEncoder().encode(ENDLESS),
      args: [],
      python: '3.12',
      stdin: new Uint8Array(),
      onOutput: () => undefined,
      onInputWanted: () => undefined,
      onProgress: ({ events, sizeBytes }) => {
        if (isKilled || events < 400_000 || sizeBytes < 1_000_000) return;
        isKilled = true;
        expect(threads).toHaveLength(THREADS.length);
        void threads[THREADS.indexOf(which)]?.terminate();
      },
    });
    return recording.finished;
  });
}

describe('while a program is recorded', () => {
  beforeAll(async () => {
    await recordProgram(folder.path('.'), 'a = 1\n');
  });

  it.each([
    ['engine', /^The interpreter ended without a result\./, 'crashed'],
    [
      'decoder',
      /^The recorder crashed: it ended without a result; the file holds the run up to its last commit\.$/,
      'partial',
    ],
    [
      'writer',
      /^The recorder crashed: the thread that writes the file ended; the file holds the run up to its last commit\.$/,
      'partial',
    ],
  ] as const)('the %s dies: what was committed is kept', async (which, sentence, status) => {
    const path = folder.path(`${which}.refscope`);
    const { facts, failure } = await recordUntilKilled(path, which);
    expect(facts.status).toBe(status);
    expect(failure?.message ?? facts.statusReason).toMatch(sentence);
    expect(facts.events).toBeGreaterThan(50_000);
    const { gaps, events } = await withSession(path, (session) => verifySession(session));
    expect({ gaps, events }).toEqual({ gaps: 0, events: facts.events });
  });

  it('and the next recording is as any other', async () => {
    const { facts, stdout } = await recordProgram(folder.path('.'), 'print("fine")\n');
    expect([facts.status, facts.gaps, stdout]).toEqual(['finished', 0, 'fine\n']);
  });
});
