// What the writer does when the disk says no, when the limit is reached, and when its process is killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import { createSessionWriter } from '../../../src/main/session/write/session-writer.ts';
import type { EventColumns } from '../../../src/shared/model/session.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { failureOf } from '../../harness/failure-of.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Events that do not compress. */
function noise(firstSeq: number, count: number): EventColumns {
  const words = (): Uint32Array =>
    Uint32Array.from({ length: count }, () => Math.floor(Math.random() * 0xffffff));
  return {
    firstSeq,
    count,
    object: words(),
    refcount: words(),
    delta: Int32Array.from(words()),
    site: Uint16Array.from(words()),
    instruction: words(),
  };
}

describe('creating a session', () => {
  it.each([
    ['exists', (path: string) => writeFileSync(path, 'mine'), 'exists already'],
    ['is a folder', (path: string) => mkdirSync(path), 'exists already'],
  ])('refuses a path that %s and leaves it alone', (_what, prepare, sentence) => {
    const path = folder.path(`taken-${sentence.length}-${_what}`);
    prepare(path);
    const failure = failureOf(() => createSessionWriter(path));
    expect(failure.kind).toBe('disk');
    expect(failure.message).toContain(sentence);
    expect(statSync(path).size === 4 || statSync(path).isDirectory()).toBe(true);
  });

  it('says so when the folder does not exist', () => {
    const failure = failureOf(() => createSessionWriter(folder.path('no/such/folder.refscope')));
    expect(failure.kind).toBe('disk');
    expect(failure.message).toContain('folder does not exist');
  });

  it('is a recording from the start', () => {
    const path = folder.path('fresh.refscope');
    const writer = createSessionWriter(path);
    const session = openSession(path);
    expect(session.facts().status).toBe('recording');
    session.close();
    writer.finish({ status: 'stopped', statusReason: 'Stopped.' });
    const closed = openSession(path);
    expect(closed.facts()).toMatchObject({
      status: 'stopped',
      statusReason: 'Stopped.',
      events: 0,
    });
    closed.close();
  });
});

describe('a full disk', () => {
  it('is a sentence, and what was committed stays', () => {
    // The limit holds for events; whatever else comes is stopped by the engine itself, 64 MB above it, as by a full disk.
    const path = folder.path('full.refscope');
    const limited = createSessionWriter(path, { sizeLimit: 1000 });
    const columns = noise(1, 65_536);
    const failure = failureOf(() => {
      for (let seq = 1; ; seq += 65_536) {
        limited.addObjects({
          firstId: seq,
          count: 65_536,
          address: columns.object,
          type: columns.refcount,
          bornSeq: Float64Array.from(columns.object, (n) => n * 1e8),
          bornInstruction: columns.instruction,
          flags: new Uint8Array(65_536),
        });
        if (seq === 1) limited.commit();
      }
    });
    expect(failure).toMatchObject({ kind: 'disk' });
    expect(failure.message).toContain('the disk is full');
    expect(failureOf(() => limited.commit())).toBe(failure);
    limited.finish({ status: 'crashed', statusReason: failure.message });
    const session = openSession(path);
    expect(session.facts()).toMatchObject({ status: 'crashed', objects: 65_536 });
    expect(session.objects().count).toBe(65_536);
    session.close();
  });
});

describe('the size limit', () => {
  it('stops events with a sentence, and the session can be finished', () => {
    const path = folder.path('limit.refscope');
    const writer = createSessionWriter(path, { sizeLimit: 200_000 });
    writer.addEvents(noise(1, 65_536));
    const failure = failureOf(() => writer.addEvents(noise(65_537, 10)));
    expect(failure.kind).toBe('limit');
    writer.finish({ status: 'limit', statusReason: failure.message });
    const session = openSession(path);
    expect(session.facts()).toMatchObject({ status: 'limit', events: 65_536 });
    session.close();
  });
});

describe('a growing session', () => {
  it('is read by a second connection while it is written', () => {
    const path = folder.path('growing.refscope');
    const { writer, run } = writeSyntheticSession(path, { events: 5000, finish: false });
    const session = openSession(path);
    expect(session.facts()).toMatchObject({ status: 'recording', events: run.seq });
    const before = session.objects();
    expect(session.refresh()).toBe(false);
    writer.addEvents({ ...noise(run.seq + 1, 3), object: Uint32Array.of(1, 2, 1) });
    expect(session.refresh()).toBe(false);
    writer.commit();
    expect(session.refresh()).toBe(true);
    expect(session.facts()).toMatchObject({ status: 'recording', events: run.seq + 3 });
    expect(session.eventBlocks().at(-1)).toMatchObject({ firstSeq: run.seq + 1, count: 3 });
    expect(session.objects()).toBe(before);
    writer.finish({});
    expect(session.refresh()).toBe(true);
    expect(session.facts().status).toBe('finished');
    session.close();
  });
});

describe('a writer that is killed', () => {
  it('leaves a partial session with everything up to its last commit', async () => {
    const path = folder.path('killed.refscope');
    const script = new URL('../../harness/endless-writer.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    // The pipe stays open until the kill: a closed one would end the child by itself.
    let committed = 0;
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        committed = Number(String(chunk).trim().split('\n').at(-1));
        if (committed > 20_000) resolve();
      });
    });
    const atKill = committed;
    const live = openSession(path);
    expect(live.facts().status).toBe('recording');
    child.kill('SIGKILL');
    await once(child, 'exit');
    live.refresh();
    live.refresh();
    expect(live.facts().status).toBe('partial');
    live.close();
    const session = openSession(path);
    expect(session.facts().status).toBe('partial');
    expect(session.facts().events).toBeGreaterThanOrEqual(atKill);
    const last = session.eventBlocks().at(-1);
    expect((last?.firstSeq ?? 0) + (last?.count ?? 0) - 1).toBe(session.facts().events);
    for (const { index, count } of session.eventBlocks()) {
      expect(session.eventBlock(index).object.length).toBe(count);
      expect(session.blockSummary(index).object.length).toBeGreaterThan(0);
    }
    session.close();
  });
});

describe('an object that is resurrected after its end was written', () => {
  it('counts by its last end', () => {
    const path = folder.path('resurrected.refscope');
    const writer = createSessionWriter(path);
    const end = (cause: number, endSeq: number, finalRefcount: number): void =>
      writer.addEnds({
        count: 1,
        object: Uint32Array.of(1),
        endSeq: Float64Array.of(endSeq),
        endInstruction: Uint32Array.of(0),
        cause: Uint8Array.of(cause),
        peak: Uint32Array.of(1),
        finalRefcount: Uint32Array.of(finalRefcount),
        events: Uint32Array.of(3),
        type: Uint32Array.of(0),
        value: ['[]'],
      });
    const columns = { site: new Uint16Array(3), instruction: new Uint32Array(3) };
    const object = Uint32Array.of(1, 1, 1);
    writer.addObjects({
      firstId: 1,
      count: 1,
      address: Uint32Array.of(4096),
      type: Uint32Array.of(0),
      bornSeq: Float64Array.of(1),
      bornInstruction: Uint32Array.of(0),
      flags: Uint8Array.of(0),
    });
    writer.addEvents({
      ...columns,
      object,
      firstSeq: 1,
      count: 2,
      refcount: Uint32Array.of(1, 0),
      delta: Int32Array.of(1, -1),
    });
    end(1, 2, 0);
    writer.commit();
    const session = openSession(path);
    expect(session.facts().collected).toBe(1);
    writer.addEvents({
      ...columns,
      object,
      firstSeq: 3,
      count: 1,
      refcount: Uint32Array.of(1),
      delta: Int32Array.of(1),
    });
    end(0, 0, 1);
    writer.finish({});
    session.refresh();
    expect(session.facts().collected).toBe(0);
    expect(session.objects()).toMatchObject({ count: 1 });
    expect(session.objects().cause[1]).toBe(0);
    expect(session.objects().finalRefcount[1]).toBe(1);
    expect([...session.lod().liveObjects]).toEqual([0, 1]);
    expect(session.value(1)).toBe('[]');
    session.close();
  });
});
