// Where a change stored its reference, and who kept an object that nobody named any more: asked of the program run again, on every engine.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { newPlaces, storedReason } from '../../../src/main/app/replay/stored-reason.ts';
import { readFromHeap, type Kept, type WhyFromHeap } from '../../../src/main/app/why.ts';
import { withHeap } from '../../../src/main/app/replay/ask-file.ts';
import {
  createQueries,
  type SessionQueries,
} from '../../../src/main/session/query/session-queries.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { Holder } from '../../../src/shared/model/holders.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const PROGRAM = `import gc, sys
class Box: pass
shelf = ['x', 'y', 'z']
box = Box()
d = {}
a = [1.5]
shelf.append(a)
d['k'] = a
box.thing = a
shelf.insert(1, a)
shelf[0] = a
def make():
    node = Box()
    node.me = node
    d['node'] = node
make()
x = 1
del d['node']
gc.collect()
hidden = Box()
sys.stash = [hidden]
del hidden
done = 1
`;

const folder = temporaryFolder();
afterAll(folder.remove);

describe.each(ENGINES)('on $id', ({ id }) => {
  let session: SessionFile;
  let queries: SessionQueries;
  beforeAll(async () => {
    session = (await recordProgram(folder.path('.'), PROGRAM, { python: id })).open();
    queries = createQueries(session);
  });
  afterAll(() => session.close());

  const named = (name: string): number => {
    const { count } = session.lives();
    const ids = Array.from({ length: count }, (_, i) => i + 1);
    return ids.find((object) => session.names(object).includes(name)) ?? 0;
  };

  test('a reason says at which index, under which key, in which attribute', async () => {
    const object = named('a');
    const { rows } = queries['session.history']({ object, offset: 0, limit: 100 });
    const taken = rows.filter(({ delta, place }) => delta > 0 && (place?.line ?? 0) <= 11);
    const told = await withHeap(session.path, async ({ ask }) => {
      const lines: string[] = [];
      for (const row of taken) {
        const reason = await storedReason(row, object, (question) =>
          ask({ kind: 'holders', ...question }),
        );
        if (reason !== null) lines.push(`${row.place?.line}: ${reason}`);
      }
      return lines;
    });
    expect(told).toEqual([
      '7: list.append stored it at index 3 during CALL shelf.append(a)',
      expect.stringMatching(/^8: STORE_SUBSCR d\['k'\]: .*: value of key 'k' in dict `d`$/),
      expect.stringMatching(/^9: STORE_ATTR: .*box\.thing: attribute `thing` of Box `box`$/),
      expect.stringMatching(/^10: .*stored it at index 1\b/),
      expect.stringMatching(/^11: STORE_SUBSCR shelf\[0\]: .*: `shelf\[0\]`$/),
    ]);
  });

  const fromHeap = (object: number, seq: number, withStored: boolean): Promise<WhyFromHeap> =>
    readFromHeap(
      session.path,
      {
        at: queries['session.object']({ object, seq }),
        certificate: queries['session.certificate']({ object }),
      },
      withStored,
    );
  const kept = async (object: number): Promise<Kept> => {
    const { kept: answer } = await fromHeap(object, session.facts().events, false);
    if (answer === null || typeof answer === 'string') throw new Error(`not asked: ${answer}`);
    return answer;
  };
  const words = ({ holders }: Kept): string[] =>
    holders.holders.filter(({ counted }) => counted).map((holder) => holder.words);

  test('what kept an object from its last name to the cycle collector', async () => {
    const node = await kept(named('node'));
    expect(words(node).toSorted()).toEqual([
      'attribute `me` of Box `node`',
      "value of key 'node' in dict `d`",
    ]);
    expect(node.path.links.map((link) => link.words)).toEqual([
      'module global `d`',
      "value of key 'node' in dict `d`",
    ]);
  });

  test('who held what lived to the end of the program', async () => {
    const hidden = await kept(named('hidden'));
    expect(hidden.holders.sum).toBe(1);
    expect(words(hidden)).toEqual([expect.stringMatching(/^item 0 of list #\d+$/)]);
    expect(hidden.path.root?.words).toBe('module `sys`');
    // A name is a holder like any other; what is immortal is held by nobody in particular.
    expect(words(await kept(named('box')))).toEqual(['module global `box`']);
    const { heldAt } = queries['session.certificate']({ object: named('x') });
    expect(heldAt).toBeNull();
  });

  test('the place and what kept it are told at once, in whichever order their moments come', async () => {
    const object = named('a');
    const { rows } = queries['session.history']({ object, offset: 0, limit: 100 });
    const seq = rows.find(({ reason }) => reason.startsWith('list.append stored it'))?.seq ?? 0;
    const { stored, kept: last } = await fromHeap(object, seq, true);
    expect(stored).toContain('at index 3');
    expect(last).toMatchObject({ holders: { object } });
    // The end of the program comes before the last change of what was collected behind it.
    const { end } = queries['session.certificate']({ object });
    expect((await fromHeap(object, end?.seq ?? 0, true)).kept).toEqual(last);
  });
});

test('a place is told only if its owner has one more, and nothing is told twice', () => {
  const item = (index: number, counted = true): Holder => ({
    kind: 'item',
    words: `\`shelf[${index}]\``,
    key: String(index),
    holderObject: 7,
    count: 1,
    counted,
  });
  const slot: Holder = { kind: 'value stack', words: 'slot 0', count: 1, counted: true };
  expect(newPlaces([item(3)], [item(4)])).toEqual([]);
  expect(newPlaces([item(3)], [item(3), item(4), slot])).toEqual([item(4)]);
  expect(newPlaces([item(3)], [item(3), item(4, false)])).toEqual([]);
  expect(newPlaces([item(3)], [item(1), item(4)])).toEqual([item(1), item(4)]);
});
