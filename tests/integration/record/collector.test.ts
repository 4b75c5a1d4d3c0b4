// Runs of the cycle collector, against what the collector itself tells gc.callbacks; and which objects each of them took.

import { afterAll, expect, test } from 'vitest';
import { END_CAUSES, OBJECT_FLAG } from '../../../src/shared/model/session.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const PROGRAM = `
import gc
gc.collect()
told = []
def listen(phase, info):
    if phase == 'stop':
        told.append((info['generation'], info['collected']))
gc.callbacks.append(listen)
class Node:
    pass
def pair():
    a, b = Node(), Node()
    a.other, b.other = b, a
pair()
gc.collect()
pair()
pair()
gc.collect(0)
for i in range(4000):
    node = Node()
    node.me = node
gc.callbacks.remove(listen)
print(*(f'{generation}:{collected}' for generation, collected in told))
`;

test('are intervals with the generation and the number of objects that CPython says', async () => {
  const run = await recordProgram(folder.path('.'), PROGRAM);
  const session = run.open();
  const { exitFromSeq } = session.facts();
  const told = run.stdout.trim().split(' ');
  expect(told.length).toBeGreaterThan(5);
  expect(told.slice(0, 2)).toEqual(['2:2', '0:4']);
  const runs = session.gcRuns().filter(({ toSeq }) => toSeq < exitFromSeq);
  expect(runs.slice(1).map(({ generation, collected }) => `${generation}:${collected}`)).toEqual(
    told,
  );
  session.close();
});

const LEFT_BEHIND = `
class Node:
    pass
def function():
    return score
score = ['alive until the end']
kept = Node()
kept.me = kept
left = Node()
left.me = left
del left
`;

test('at exit take what the program left behind; what was alive until then ends by the exit', async () => {
  const run = await recordProgram(folder.path('.'), LEFT_BEHIND);
  const session = run.open();
  const { cause, type, flags, count } = session.objects();
  const ends = new Map<string, string[]>();
  for (let id = 1; id <= count; id++) {
    if (((flags[id] ?? 0) & OBJECT_FLAG.yours) === 0) continue;
    const name = session.type(type[id] ?? 0)?.name ?? '';
    ends.set(name, [...(ends.get(name) ?? []), END_CAUSES[cause[id] ?? 0] ?? '']);
  }
  expect(ends.get('Node')?.sort()).toEqual(['exit', 'gc']);
  expect(ends.get('list')).toEqual(['exit']);
  session.close();
});

test('hold the ends of the objects that they took', async () => {
  const run = await recordProgram(folder.path('.'), PROGRAM);
  const session = run.open();
  const { cause, endSeq, count } = session.objects();
  const runs = session.gcRuns();
  let taken = 0;
  for (let id = 1; id <= count; id++) {
    if (END_CAUSES[cause[id] ?? 0] !== 'gc') continue;
    const end = endSeq[id] ?? 0;
    expect(runs.some(({ fromSeq, toSeq }) => fromSeq <= end && end <= toSeq)).toBe(true);
    taken++;
  }
  expect(taken).toBeGreaterThan(4000);
  session.close();
});
