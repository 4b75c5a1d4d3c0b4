// A process that writes a session until it is killed: `endless-writer.ts PATH`. Prints the number of events of each commit.

import { writeSync } from 'node:fs';
import { createSessionWriter } from '../../src/main/session/write/session-writer.ts';
import { SyntheticRun } from './synthetic-run.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('endless-writer: no path');
const writer = createSessionWriter(path);
const report = new Proxy(writer, {
  get: (target, name) => {
    if (name !== 'commit') return Reflect.get(target, name).bind(target);
    return () => {
      target.commit();
      writeSync(1, `${run.seq - 1}\n`);
    };
  },
});
const run: SyntheticRun = new SyntheticRun(report, {
  blockEvents: 1000,
  blocksPerCommit: 2,
  eventsPerObject: 8,
  eventsPerStep: 12,
  seed: 3,
});
for (;;) run.execute(10_000);
