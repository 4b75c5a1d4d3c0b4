import { describe, expect, test, vi } from 'vitest';
import { createLatest } from '../../../../src/renderer/api/latest.ts';

/** Questions are numbers; each is answered when the test says so. */
const setUp = () => {
  const asked: number[] = [];
  const delivered: string[] = [];
  const open = new Map<number, { resolve: (text: string) => void; reject: (e: Error) => void }>();
  const latest = createLatest<number, string>({
    fetch: (question) => {
      asked.push(question);
      return new Promise((resolve, reject) => open.set(question, { resolve, reject }));
    },
    answer: (answer) => delivered.push(answer),
    fail: (error) => delivered.push(`failed: ${(error as Error).message}`),
  });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { asked, delivered, open, latest, settle };
};

describe('createLatest', () => {
  test('asks one at a time and skips questions that a newer one overtook', async () => {
    const { asked, delivered, open, latest, settle } = setUp();
    for (const question of [1, 2, 3, 4]) latest.ask(question);
    expect(asked).toEqual([1]);
    open.get(1)?.resolve('one');
    await settle();
    expect(asked).toEqual([1, 4]);
    open.get(4)?.resolve('four');
    await settle();
    expect(delivered).toEqual(['one', 'four']);
  });

  test('an answer that comes after reset is dropped, and the next question is asked at once', async () => {
    const { asked, delivered, open, latest, settle } = setUp();
    latest.ask(1);
    latest.ask(2);
    latest.reset();
    latest.ask(3);
    expect(asked).toEqual([1, 3]);
    open.get(1)?.resolve('one');
    open.get(3)?.resolve('three');
    await settle();
    expect(delivered).toEqual(['three']);
    expect(asked).toEqual([1, 3]);
  });

  test('a failure does not stop the waiting question', async () => {
    const { asked, delivered, open, latest, settle } = setUp();
    latest.ask(1);
    latest.ask(2);
    open.get(1)?.reject(new Error('gone'));
    await settle();
    open.get(2)?.resolve('two');
    await settle();
    expect(asked).toEqual([1, 2]);
    expect(delivered).toEqual(['failed: gone', 'two']);
  });

  test('a question that takes long while another waits is taken back, and does not fail', async () => {
    const signals: AbortSignal[] = [];
    const delivered: string[] = [];
    const latest = createLatest<number, string>({
      fetch: (question, signal) =>
        new Promise((resolve, reject) => {
          signals.push(signal);
          if (question === 2) resolve('two');
          signal.addEventListener('abort', () => reject(new Error('cancelled')));
        }),
      answer: (answer) => delivered.push(answer),
      fail: (error) => delivered.push(`failed: ${(error as Error).message}`),
    });
    latest.ask(1);
    latest.ask(2);
    await new Promise((resolve) => signals[0]?.addEventListener('abort', resolve));
    await vi.waitFor(() => expect(delivered).toEqual(['two']));
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
  });
});
