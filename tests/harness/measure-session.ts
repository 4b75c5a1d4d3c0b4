// Measures the session room on this machine: `measure-session.ts [MILLIONS OF EVENTS]`. Prints figures, asserts nothing.
// The events are a synthetic run's, written again and again with their numbers moved on. They are harder than a real program's:
// every event picks an object at random (real runs: 0.2 to 1.4 bytes per event, and two to three times the speed).

import { rmSync, statSync } from 'node:fs';
import { EVENT_SCHEMA } from '../../src/main/session/format/blocks.ts';
import { decodeColumns } from '../../src/main/session/columns/decode.ts';
import { encodeColumns } from '../../src/main/session/columns/encode.ts';
import { openSession } from '../../src/main/session/read/open-session.ts';
import { createSessionWriter } from '../../src/main/session/write/session-writer.ts';
import type { EventColumns } from '../../src/shared/model/session.ts';
import { writeSyntheticSession } from './synthetic-session.ts';
import { temporaryFolder } from './temporary-folder.ts';

const target = Number(process.argv[2] ?? 20) * 1e6;
const folder = temporaryFolder();
const show = (what: string, value: number, unit: string): void =>
  console.log(`${what.padEnd(44)} ${value.toFixed(2)} ${unit}`);
function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const source = openSession(
  writeSyntheticSession(folder.path('source.refscope'), { events: 2e6 }).path,
);
const blocks: EventColumns[] = source
  .eventBlocks()
  .filter(({ count }) => count === 65_536)
  .map(({ index }) => {
    const { firstSeq, count, object, refcount, delta, site, instruction } =
      source.eventBlock(index);
    return { firstSeq, count, object, refcount, delta, site, instruction };
  });
const events = blocks.reduce((sum, block) => sum + block.count, 0);

const encoded: Buffer[] = [];
for (const round of ['first round', 'warm']) {
  encoded.length = 0;
  const ms = timed(() => {
    for (const block of blocks) encoded.push(encodeColumns(EVENT_SCHEMA, block.count, block));
  });
  show(`encode events, ${round}`, events / ms / 1000, 'M/s');
}
show('bytes per event', encoded.reduce((sum, block) => sum + block.length, 0) / events, 'B');
const decoding = timed(() => {
  for (const block of encoded) decodeColumns(EVENT_SCHEMA, block, 'a block');
});
show('decode events', events / decoding / 1000, 'M/s');

const path = folder.path('target.refscope');
const writer = createSessionWriter(path);
let seq = 0;
const memoryBefore = process.memoryUsage().rss;
const writing = timed(() => {
  for (let i = 0; seq < target; i++) {
    const block = blocks[i % blocks.length];
    if (block === undefined) throw new Error('no block');
    writer.addEvents({ ...block, firstSeq: seq + 1 });
    seq += block.count;
    if (i % 8 === 7) writer.commit();
  }
  writer.finish({});
});
show('write a session (events, index, commits)', seq / writing / 1000, 'M/s');
show('file bytes per event', statSync(path).size / seq, 'B');
show('memory grown by writing', (process.memoryUsage().rss - memoryBefore) / 1e6, 'MB');

const opening = timed(() => openSession(path).lod());
show(`open ${(seq / 1e6).toFixed(0)} M events to level of detail`, opening, 'ms');
const session = openSession(path);
show(
  'decode one block of events',
  timed(() => void session.eventBlock(3)),
  'ms',
);
const search = timed(() => void source.blocksOfObject(1));
show('blocks of one object, per block', search / source.eventBlocks().length, 'ms');
session.close();
source.close();
folder.remove();
rmSync(path, { force: true });
