// A question that never ends, as a forged file could bring about: its process is killed, and the owner goes on.

import { afterAll, expect, it } from 'vitest';
import { SessionWorker } from '../../../src/main/app/session-worker.ts';
import { Failure } from '../../../src/shared/base/failure.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('says that reading failed when its process is killed, also to those who ask later', async () => {
  const path = folder.path('killed.refscope');
  writeSyntheticSession(path, { events: 3000, blockEvents: 700 });
  const worker = await SessionWorker.open(path);
  process.kill(worker.pid ?? 0, 'SIGSTOP');
  const asked = worker.query('session.moment', { seq: 1 }).catch((error: unknown) => error);
  process.kill(worker.pid ?? 0, 'SIGKILL');
  for (const answer of [
    await asked,
    await worker.query('session.moment', { seq: 1 }).catch((error: unknown) => error),
  ])
    expect((answer as Failure).message).toMatch(
      /failed and was given up; open the session again\.$/,
    );
  await worker.close();
});

it('ends with a sentence after the deadline, and so do all questions behind it', async () => {
  const path = folder.path('run.refscope');
  writeSyntheticSession(path, { events: 3000, blockEvents: 700 });
  const worker = await SessionWorker.open(path, { questionMs: 500 });
  const pid = worker.pid ?? 0;
  expect(await worker.query('session.moment', { seq: 1 })).toBeDefined();
  process.kill(pid, 'SIGSTOP');
  const answers = await Promise.all(
    [1, 2].map((seq) => worker.query('session.moment', { seq }).catch((error: unknown) => error)),
  );
  for (const answer of answers) {
    expect(answer).toBeInstanceOf(Failure);
    expect((answer as Failure).message).toMatch(/took longer than .* given up: .* open it again/);
  }
  await worker.close();
  expect(isAlive(pid)).toBe(false);
});

it('takes a long question back, answers quick ones meanwhile, and goes on afterwards', async () => {
  const path = folder.path('long.refscope');
  writeSyntheticSession(path, { events: 200_000, eventsPerObject: 4 });
  const worker = await SessionWorker.open(path);
  const list = { scope: 'all', text: '1', sort: 'name', descending: true, offset: 0, limit: 5 };
  const controllers = Array.from({ length: 6 }, () => new AbortController());
  const asked = controllers.map(({ signal }, i) =>
    worker
      .query('session.objects', { ...list, text: `${i}` }, signal)
      .then(({ total }) => `${i} ${total > 0}`)
      .catch((error: unknown) => `${i} ${(error as Failure).kind}`),
  );
  const moment = worker.query('session.moment', { seq: 100 });
  for (const controller of controllers.slice(1)) controller.abort();
  const answers = await Promise.all(asked);
  expect(answers[0]).toBe('0 true');
  // The messages arrive in order, so at least the last one was still waiting or in work when it was taken back.
  expect(answers.at(-1)).toBe('5 cancelled');
  expect((await moment).seq).toBe(100);
  const late = worker.query('session.objects', list, AbortSignal.abort());
  await expect(late).rejects.toMatchObject({ kind: 'cancelled' });
  const again = await worker.query('session.objects', list);
  expect(again.total).toBeGreaterThan(0);
  await worker.close();
});
