import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { Decoder } from '../../../src/main/recorder/decoder.ts';
import { Recording } from '../../../src/main/recorder/recording.ts';
import { RingReader } from '../../../src/main/recorder/ring-reader.ts';
import { SideTable } from '../../../src/main/recorder/side-table.ts';
import { Failure } from '../../../src/shared/base/failure.ts';
import type { SideMessage } from '../../../src/shared/model/engine-messages.ts';
import type { RecorderMessage } from '../../../src/shared/model/recorder-messages.ts';
import { CollectingWriter } from '../../harness/collecting-writer.ts';
import { IMMORTAL_REFCOUNT, RingBuilder, SITES } from '../../harness/ring-builder.ts';
import { ScriptedEngine } from '../../harness/scripted-engine.ts';

const A = 0x10_0000;

/** As a session writer on a full disk: what was committed stays, everything after it fails. */
class FullDiskWriter extends CollectingWriter {
  override addEvents(): void {
    throw new Failure(
      'disk',
      'There is no space left for run.refscope; free some and record again.',
    );
  }
}

it('a full disk stops the engine, takes what it still sends, and finishes the file', async () => {
  const { port1, port2 } = new MessageChannel();
  const engine = new ScriptedEngine(port1);
  const ring = new RingBuilder().birth(A);
  for (let i = 0; i < 10; i++) {
    ring.output('stdout', 'more\n');
    for (let n = 0; n < 20_000; n++) ring.incref(A, 2).decref(A, 1);
    engine.write(ring);
    await engine.publish();
  }
  engine.end();
  const writer = new FullDiskWriter();
  const side = new SideTable();
  const messages: RecorderMessage[] = [];
  new Recording({
    writer,
    side,
    decoder: new Decoder(
      {
        sites: SITES,
        immortalRefcount: IMMORTAL_REFCOUNT,
        describe: () => '',
        sources: [],
        maxEvents: Infinity,
      },
      writer,
    ),
    ring: new RingReader(engine.memory),
    maxEvents: Infinity,
    maxBytes: Infinity,
    send: (message) => messages.push(message),
    receiveSide: () => {
      for (let next = receiveMessageOnPort(port2); next; next = receiveMessageOnPort(port2))
        side.add(next.message as SideMessage);
    },
    // The app says so only after the engine has seen all its segments come back.
    outcome: () =>
      engine.backlog === 0 ? { status: 'stopped', reason: 'Stopped.', exitStatus: 130 } : null,
  }).run();
  port1.close();
  const failed = messages.filter(({ kind }) => kind === 'failed');
  expect(failed).toEqual([
    { kind: 'failed', message: expect.stringContaining('no space left') as string },
  ]);
  expect(engine.isStopped).toBe(true);
  expect(messages.at(-1)).toMatchObject({ kind: 'finished', status: 'partial' });
  expect(writer.finished).toMatchObject({
    status: 'partial',
    statusReason: expect.stringContaining('no space left') as string,
  });
});
