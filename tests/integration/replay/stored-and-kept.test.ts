// Where a change stored its reference, and who kept an object that nobody named any more: asked of the program run again, on every engine.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { replaySpec } from '../../../src/main/app/replay/replay-spec.ts';
import { newPlaces, storedReason } from '../../../src/main/app/replay/stored-reason.ts';
import { workerUrl } from '../../../src/main/app/places.ts';
import { readKept, type Kept } from '../../../src/main/app/why.ts';
import { ReplayEngine } from '../../../src/main/replay/pool/replay-engine.ts';
import { shareRun } from '../../../src/main/replay/pool/shared-run.ts';
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
    const engine = new ReplayEngine({
      spec: await replaySpec(session),
      sessionPath: session.path,
      run: shareRun(session),
      workerUrl: workerUrl('replay'),
    });
    const told: string[] = [];
    for (const row of taken) {
      const reason = await storedReason(row, object, (question) =>
        engine.ask({ kind: 'holders', ...question }),
      );
      if (reason !== null) told.push(`${row.place?.line}: ${reason}`);
    }
    await engine.close();
    expect(told).toEqual([
      '7: list.append stored it at index 3 during CALL shelf.append(a)',
      expect.stringMatching(/^8: STORE_SUBSCR d\['k'\]: .*: value of key 'k' in dict `d`$/),
      expect.stringMatching(/^9: STORE_ATTR: .*box\.thing: attribute `thing` of Box `box`$/),
      expect.stringMatching(/^10: .*stored it at index 1\b/),
      expect.stringMatching(/^11: STORE_SUBSCR shelf\[0\]: .*: `shelf\[0\]`$/),
    ]);
  });

  const kept = async (object: number): Promise<Kept> => {
    const answer = await readKept(session.path, queries['session.certificate']({ object }));
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
