// Who holds an object, on real runs: exact words on a small program, and at random moments of every conformance program counts that add
// up to what was recorded, nearly all of them found in the heap.

import { afterAll, describe, expect, test } from 'vitest';
import { holdersInFile } from '../../../src/main/app/holders.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { EngineId } from '../../../src/shared/model/engine-messages.ts';
import type { HoldersAnswer, HoldersQuestion } from '../../../src/shared/model/holders.ts';
import { OBJECT_FLAG } from '../../../src/shared/model/session.ts';
import { CONFORMANCE_PROGRAMS, conformanceSource } from '../../harness/conformance.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const VERSIONS: readonly EngineId[] = ['3.12', '3.13', '3.14'];

const PROGRAM = `
import weakref
class Box:
    pass
class Seen(list):
    pass
score = Seen()
a_score = score
lst = [0, score]
d = {'k': score}
box = Box()
box.attr = score
def outer(v=score):
    y = v
    def inner():
        return y
    return inner
fn = outer()
def gen(g):
    yield g
it = gen(score)
next(it)
m = score.append
ref = weakref.ref(score)
members = {len}
Box.shared = score
def f(x):
    return [1]
f(score)
done = 1
`;

function objectNamed(session: SessionFile, name: string): number {
  const { count } = session.objects();
  for (let id = 1; id <= count; id++) if (session.names(id).includes(name)) return id;
  throw new Error(`no object was ever called ${name}`);
}

/** Last event before the first arrival at a line. */
function seqAtLine(session: SessionFile, line: number): number {
  const { count, instruction, afterSeq } = session.steps();
  for (let step = 1; step <= count; step++) {
    const place = session.instruction(instruction[step] ?? 0);
    if (place?.code.yours && place.code.lines[place.unit] === line) return afterSeq[step] ?? 0;
  }
  throw new Error(`line ${line} never ran`);
}

const lineOf = (text: string): number => PROGRAM.split('\n').indexOf(text) + 1;

describe.each(VERSIONS)('on %s', (python) => {
  test('each place has its words', async () => {
    const run = await recordProgram(folder.path('.'), PROGRAM, { python });
    const session = run.open();
    const object = objectNamed(session, 'score');
    // The list that f returns is made: the call is well under way.
    const inCall = seqAtLine(session, lineOf('    return [1]')) + 1;
    const atEnd = seqAtLine(session, lineOf('done = 1'));
    session.close();
    // Asked in falling order: answers come in the order of the questions.
    const [end, call] = await holdersInFile(run.path, [
      { object, seq: atEnd },
      { object, seq: inCall },
    ]);
    const words = (answer: HoldersAnswer | undefined): string[] =>
      (answer?.holders ?? []).map((holder) => holder.words.replaceAll(/#\d+/g, '#')).toSorted();
    const lasting = [
      '`lst[1]`',
      'attribute `attr` of Box `box`',
      'class attribute `shared` of type `Box`',
      'contents of cell #',
      'default argument 0 of function `outer`',
      'local `g` of generator `it` in `gen`, line 20',
      'module global `a_score`',
      'module global `score`',
      'self of builtin_function_or_method `m`',
      "value of key 'k' in dict `d`",
      'weakref.ReferenceType `ref`',
    ];
    expect(words(end)).toEqual(lasting);
    expect(end).toMatchObject({ refcount: 10, sum: 10 });
    expect(words(call)).toEqual(expect.arrayContaining(lasting));
    expect(call?.sum).toBe(call?.refcount);
  });
});

test.each(VERSIONS)('why sys.getrefcount(24601) is 3 on %s', async (python) => {
  const source = 'import sys\nprint(sys.getrefcount(24601))\n';
  const run = await recordProgram(folder.path('.'), source, { python });
  expect(run.stdout).toBe('3\n');
  const session = run.open();
  const { count } = session.objects();
  const object = Array.from({ length: count }, (_, i) => i + 1).find(
    (id) => session.value(id) === '24601',
  );
  const line = seqAtLine(session, 2);
  const events = session.eventBlock(session.blockOfSeq(line));
  const pushed = events.object.findIndex(
    (id, i) => id === object && events.firstSeq + i > line && events.delta[i] === 1,
  );
  session.close();
  const [answer] = await holdersInFile(run.path, [
    { object: object ?? 0, seq: events.firstSeq + pushed },
  ]);
  expect(answer?.holders.map(({ words }) => words)).toEqual([
    'the tree that the program was parsed into',
    'constant 2 of the code of `<module>`',
    'held by the running instruction, on the way to or from the value stack',
  ]);
  expect(answer).toMatchObject({ refcount: 3, sum: 3 });
});

/** Numbers that look random and are the same in each run. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * limit);
  };
}

const PAIRS = 6;

/** Objects that are there and mortal at an event of phase `run`; mostly yours. */
function randomPairs(session: SessionFile, seed: number): HoldersQuestion[] {
  const { runFromSeq, exitFromSeq, objects } = session.facts();
  const { bornSeq, endSeq, flags } = session.objects();
  const random = randomBelow(seed);
  const pairs: HoldersQuestion[] = [];
  for (let tries = 0; tries < 200_000 && pairs.length < PAIRS; tries++) {
    const seq = runFromSeq + random(exitFromSeq - runFromSeq);
    const object = 1 + random(objects);
    const flag = flags[object] ?? 0;
    const end = endSeq[object] ?? 0;
    if ((flag & OBJECT_FLAG.immortal) !== 0 || (bornSeq[object] ?? 0) === 0) continue;
    if ((flag & OBJECT_FLAG.yours) === 0 && random(10) > 0) continue;
    if ((bornSeq[object] ?? 0) <= seq && (end === 0 || end > seq)) pairs.push({ object, seq });
  }
  return pairs;
}

const found = { inHeap: 0, byC: 0 };

test.each(
  CONFORMANCE_PROGRAMS.map(
    (name, i) => [name, VERSIONS[i % VERSIONS.length] ?? '3.12', i] as const,
  ),
)('holders at random moments of %s on %s add up to the count', async (name, python, seed) => {
  const run = await recordProgram(folder.path('.'), conformanceSource(name), { python });
  const session = run.open();
  const pairs = randomPairs(session, seed + 1);
  session.close();
  expect(pairs).toHaveLength(PAIRS);
  const answers = await holdersInFile(run.path, pairs);
  for (const { refcount, sum, holders } of answers) {
    if (refcount !== null) expect(sum).toBe(refcount);
    for (const { kind, count, counted } of refcount !== null && refcount < 1000 ? holders : []) {
      expect(count).toBeGreaterThan(0);
      if (counted) found[kind === 'C code' || kind === 'C variable' ? 'byC' : 'inHeap'] += count;
    }
  }
});

test('hardly any reference is left to C code', () => {
  expect(found.inHeap).toBeGreaterThan(300);
  expect(found.byC / (found.inHeap + found.byC)).toBeLessThan(0.1);
});
