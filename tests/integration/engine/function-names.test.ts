// The names of static C functions: that they are of the binaries that are installed, and that they are right where a program can tell.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ENGINES, enginePackageDir } from '../../../src/main/engine/catalogue.ts';
import { bodyOf, readModule } from '../../../src/main/instrument/module-reader.ts';
import { createQueries } from '../../../src/main/session/query/session-queries.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test.each(ENGINES)('names of $id are of its binary, and no function has two', (engine) => {
  const bytes = readFileSync(path.join(enginePackageDir(engine), engine.wasmFile));
  const module = readModule(bytes);
  const names = engine.instrument.staticFunctions ?? [];
  expect(names.length).toBeGreaterThan(1500);
  expect(new Set(names.map(({ index }) => index)).size).toBe(names.length);
  // A few at the start, in the middle and at the end: the body of each function is found by walking there.
  const few = names.filter((_, i) => i % Math.ceil(names.length / 12) === 0);
  const sizes = few.map(({ index }) => {
    const body = bodyOf(module, index);
    return body ? body.end - body.at : 0;
  });
  expect(sizes).toEqual(few.map((row) => row.bytes));
});

const PROGRAM = `import weakref, gc
class Thing:
    def __del__(self):
        pass
thing = Thing()
shelf = []
shelf.append(thing)
table = {'a': thing}
table.get('a')
ref = weakref.ref(thing)
ref()
shelf.clear()
del table['a']
thing = None
`;

test.each(ENGINES)(
  'on $id the history of an object names what took it and what let go',
  async (engine) => {
    const run = await recordProgram(folder.path('.'), PROGRAM, { python: engine.id });
    const session = run.open();
    const queries = createQueries(session);
    const at = { kind: 'after', line: 5, visit: 1 } as const;
    const { object } = queries['session.landmark']({ at, subject: { name: 'thing', at } });
    const { rows } = queries['session.history']({ object: object ?? 0, offset: 0, limit: 200 });
    const onLine = (line: number): string[] =>
      rows.filter(({ place }) => place?.line === line).map(({ reason }) => reason);
    session.close();
    expect(
      onLine(7).some((reason) => /list.append stored it|LIST_APPEND|CALL: append/.test(reason)),
    ).toBe(true);
    expect(onLine(9).join('; ')).toMatch(/dict.get handed out the value/);
    expect(onLine(11).join('; ')).toMatch(/the weak reference handed out its object/);
    expect(onLine(12).join('; ')).toMatch(/list|CALL/);
    expect(onLine(13).join('; ')).toMatch(
      /DELETE_SUBSCR table\['a'\] took it out of the container/,
    );
    expect(onLine(14).join('; ')).toMatch(/the namespace let go of the value that thing had/);
    expect(rows.filter(({ reason }) => reason.includes('func '))).toEqual([]);
  },
);
