// Who holds an object, on real runs: exact words on a small program. Sums at random moments of every conformance program are in
// record/conformance*.test.ts.

import { afterAll, describe, expect, test } from 'vitest';
import { askFile } from '../../../src/main/app/replay/ask-file.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { EngineId } from '../../../src/shared/model/engine-messages.ts';
import type { HoldersAnswer } from '../../../src/shared/model/holders.ts';
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
    const [end, call] = await askFile(run.path, [
      { kind: 'holders', object, seq: atEnd },
      { kind: 'holders', object, seq: inCall },
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
  const pushed = session
    .eventBlocks()
    .map(({ index }) => session.eventBlock(index))
    .flatMap((block) =>
      [...block.object].flatMap((id, i) =>
        id === object && block.delta[i] === 1 ? [block.firstSeq + i] : [],
      ),
    )
    .find((seq) => seq > line);
  session.close();
  const [answer] = await askFile(run.path, [
    { kind: 'holders', object: object ?? 0, seq: pushed ?? 0 },
  ]);
  expect(answer?.holders.map(({ words }) => words)).toEqual([
    'the tree that the program was parsed into',
    'constant 2 of the code of `<module>`',
    'held by the running instruction, on the way to or from the value stack',
  ]);
  expect(answer).toMatchObject({ refcount: 3, sum: 3 });
});
