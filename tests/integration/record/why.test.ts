// Why a count is what it is, folded and in full, and how objects end, in words: of one program on every engine.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Certificate } from '../../../src/shared/api/certificate.ts';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import {
  createQueries,
  type SessionQueries,
} from '../../../src/main/session/query/session-queries.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const PROGRAM = `import gc, sys
gc.disable()
a = [1]
b = a
pair = (a, b)
print(a)
a.append(7)
shelf = []
shelf.append(a)
del b
del pair
shelf.clear()
a = None

class Node:
    pass

def make():
    node = Node()
    node.me = node

make()
gc.collect()

class Holder:
    def __init__(self, thing):
        self.thing = thing

thing = Node()
holder = Holder(thing)
del thing
del holder
kept = Node()
sys.keep = Node()
text = None
`;

const folder = temporaryFolder();
afterAll(folder.remove);

describe.each(ENGINES)('$id', ({ id }) => {
  let session: SessionFile;
  let queries: SessionQueries;
  beforeAll(async () => {
    const run = await recordProgram(folder.path('.'), PROGRAM, { python: id });
    session = run.open();
    queries = createQueries(session);
  });
  afterAll(() => session.close());

  const named = (name: string, line: number): number => {
    const at = { kind: 'after', line, visit: 1 } as const;
    const { object } = queries['session.landmark']({ at, subject: { name, at } });
    if (object === null) throw new Error(`${name} names nothing after line ${line}.`);
    return object;
  };
  /** Object ids of a type of the program's, in order of birth. */
  const instances = (type: string): readonly number[] => {
    const lives = session.lives();
    return Array.from({ length: lives.count }, (_, i) => i + 1).filter(
      (object) => session.type(lives.type(object))?.name === type,
    );
  };
  const certificate = (object: number): Certificate => queries['session.certificate']({ object });

  test('a folded history tells what lasts of every line, and the counts add up', () => {
    const object = named('a', 3);
    const page = { object, offset: 0, limit: 200 };
    const folded = queries['session.history']({ ...page, lasting: true });
    const whole = queries['session.history'](page);
    expect(folded.events).toBe(whole.total);
    const told = folded.rows.map(({ place, delta, refcount }) => [place?.line, delta, refcount]);
    expect(told).toEqual([
      [3, 1, 1],
      [4, 1, 2],
      [5, 1, 3],
      [5, 1, 4],
      [9, 1, 5],
      [10, -1, 4],
      [11, -1, 3],
      [11, -1, 2],
      [12, -1, 1],
      [13, -1, 0],
    ]);
    expect(folded.rows[0]?.reason).toContain('BUILD_LIST made the list; STORE_NAME');
    expect(folded.rows[1]?.reason).toMatch(/^STORE_NAME: the namespace took a reference for b/);
    expect(folded.rows[5]?.reason).toBe("DELETE_NAME b dropped the name's reference");
    const hidden = folded.rows.reduce((sum, { passing }) => sum + (passing ?? 0), 0);
    // A new object whose name takes it over from the value stack hides the taking and the letting go.
    expect(hidden + folded.total).toBe(whole.total);
  });

  test('inside a visit what is held just then is told, too', () => {
    const object = named('a', 3);
    const { rows } = queries['session.history']({ object, offset: 0, limit: 200 });
    for (const { seq, refcount } of rows) {
      const at = queries['session.object']({ object, seq, lasting: true });
      expect([seq, at.recent[0]?.refcount]).toEqual([seq, at.refcount]);
      expect(at.refcount).toBe(refcount);
    }
  });

  test('collected at once: where, by what, and after which name', () => {
    const { cause, sentences, namesAtEnd, lastName } = certificate(named('a', 3));
    expect(cause).toBe('refcount');
    expect(namesAtEnd).toEqual([]);
    expect(lastName?.name).toBe('a');
    expect(sentences[0]).toMatch(/^It was collected on line 13, the moment its count reached 0: /);
    expect(sentences[1]).toBe('Its last name was a, which let go of it at that very line.');
  });

  test('collected by the cycle collector: which run, and how long after its last name', () => {
    const [node = 0] = instances('Node');
    const { cause, gcRun, lastName, sentences } = certificate(node);
    expect(cause).toBe('gc');
    expect(gcRun).toEqual({ number: 1, generation: 2 });
    expect(lastName).toMatchObject({ scope: 'make', name: 'node' });
    expect(sentences[0]).toContain(
      'by the cycle collector, in its run 1 (generation 2) on line 23',
    );
    expect(sentences[1]).toMatch(
      /^Its last name, node, let go of it 1 line \(\d+ events\) earlier\.$/,
    );
  });

  test('held by another to its end: that one is named', () => {
    const [, node = 0] = instances('Node');
    const { cause, releasedBy, sentences } = certificate(node);
    expect(cause).toBe('refcount');
    expect(releasedBy.map(({ type, lastName }) => [type, lastName])).toEqual([
      ['Holder', 'holder'],
    ]);
    expect(sentences.at(-1)).toMatch(/^What held it to the end was .*\(Holder\); that went first/);
  });

  test('alive at exit: by its name, or by nothing that has one', () => {
    const [, , kept = 0, hidden = 0] = instances('Node');
    const told = certificate(kept);
    expect(told.duringExit).toBe(true);
    expect(told.sentences[0]).toMatch(/^It was collected .*while Python exited/);
    expect(told.sentences[1]).toBe('When the program ended, kept still referred to it.');
    const { sentences } = certificate(hidden);
    expect(sentences[1]).toBe('No name ever referred to it.');
    expect(sentences[2]).toBe(
      'No name held it any more, but its count was 1: containers, frames or C code did.',
    );
  });
});
