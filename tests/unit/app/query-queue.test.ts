import { describe, expect, test } from 'vitest';
import type { QueryRequest } from '../../../src/main/app/query-messages.ts';
import { QueryQueue } from '../../../src/main/app/query-queue.ts';
import type { Steps } from '../../../src/main/session/read/steps.ts';

/** A queue whose long questions are those about an object: their steps go on until the test ends them. */
function setUp() {
  const log: string[] = [];
  const over = new Set<number>();
  let steps = 0;
  function* long(id: number): Steps<string> {
    while (!over.has(id)) {
      steps++;
      yield;
    }
    return `long ${id}`;
  }
  const queue = new QueryQueue({
    begin: ({ id, task }) =>
      task.kind === 'query' && task.name === 'session.objects' ? long(id) : null,
    answer: ({ id }) => `quick ${id}`,
    waitsForLong: ({ task }) => task.kind !== 'query',
    value: (_id, value) => log.push(String(value)),
    refused: (id, error) => log.push(`refused ${id}: ${(error as Error).message}`),
    breathe: () => new Promise(setImmediate),
  });
  const ask = (id: number, name: 'session.objects' | 'session.moment'): void =>
    queue.add({ id, task: { kind: 'query', name, params: {} } } satisfies QueryRequest);
  const rest = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await new Promise(setImmediate);
  };
  return { queue, ask, rest, log, over, steps: () => steps };
}

describe('questions about one session', () => {
  test('quick ones are answered while long ones go on in turn', async () => {
    const { ask, rest, log, over } = setUp();
    ask(1, 'session.objects');
    ask(2, 'session.objects');
    ask(3, 'session.moment');
    await rest();
    expect(log).toEqual(['quick 3']);
    over.add(2);
    await rest();
    expect(log).toEqual(['quick 3', 'long 2']);
    over.add(1);
    await rest();
    expect(log).toEqual(['quick 3', 'long 2', 'long 1']);
  });

  test('one that was taken back is left off, and refused', async () => {
    const { queue, ask, rest, log, steps } = setUp();
    ask(1, 'session.objects');
    await rest();
    queue.cancel(1);
    await rest();
    const taken = steps();
    await rest();
    expect(steps()).toBe(taken);
    expect(log).toEqual(['refused 1: The question was taken back.']);
    expect(queue.isBusy).toBe(false);
    queue.cancel(1);
    expect(log).toHaveLength(1);
  });

  test('verifying waits until long ones are done; what waits can be taken back', async () => {
    const { queue, ask, rest, log, over } = setUp();
    ask(1, 'session.objects');
    queue.add({ id: 2, task: { kind: 'verify' } });
    queue.add({ id: 3, task: { kind: 'verify' } });
    await rest();
    expect(log).toEqual([]);
    queue.cancel(3);
    over.add(1);
    await rest();
    expect(log).toEqual(['refused 3: The question was taken back.', 'long 1', 'quick 2']);
  });
});
