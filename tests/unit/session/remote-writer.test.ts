// A session that another thread writes is the one that this thread would write, and its failures come back.

import { readFileSync, writeFileSync } from 'node:fs';
import { MessageChannel, Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import type { WriterWorkerData } from '../../../src/main/recorder/worker.ts';
import { RemoteWriter } from '../../../src/main/session/write/remote-writer.ts';
import { newShared } from '../../../src/main/session/write/writer-channel.ts';
import { failureOf } from '../../harness/failure-of.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function remoteWriter(path: string): RemoteWriter {
  const { port1, port2 } = new MessageChannel();
  const shared = newShared();
  const workerData: WriterWorkerData = {
    role: 'write',
    path,
    channel: { port: port2, shared },
  };
  new Worker(new URL('../../../src/main/recorder/worker.ts', import.meta.url), {
    workerData,
    transferList: [port2],
  });
  port1.unref();
  return new RemoteWriter({ port: port1, shared });
}

function blocks(path: string): unknown[] {
  const database = new Database(path, { readonly: true });
  const rows = database.prepare('SELECT * FROM block ORDER BY id').all();
  database.close();
  return rows;
}

describe('a session written by another thread', () => {
  it('is the same, byte for byte', () => {
    const options = { events: 200_000, eventsPerObject: 5 };
    const [here, there] = [folder.path('here.refscope'), folder.path('there.refscope')];
    writeSyntheticSession(here, options);
    writeSyntheticSession(there, { ...options, writer: remoteWriter(there) });
    expect(blocks(there).length).toBeGreaterThan(20);
    expect(blocks(there)).toEqual(blocks(here));
  });

  it('has a size after a commit', () => {
    const writer = remoteWriter(folder.path('size.refscope'));
    expect(writer.sizeBytes()).toBe(0);
    writer.commit();
    writer.settle();
    expect(writer.sizeBytes()).toBeGreaterThan(4096);
    writer.finish({});
  });

  it('fails with the sentence of the writer, and leaves a file that was there alone', () => {
    const path = folder.path('taken.refscope');
    writeFileSync(path, 'mine');
    const writer = remoteWriter(path);
    writer.commit();
    const failure = failureOf(() => writer.settle());
    expect(failure.kind).toBe('disk');
    expect(failure.message).toContain('exists already');
    expect(failureOf(() => writer.setFacts({}))).toBe(failure);
    writer.finish({});
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});
