import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecorderHandle } from '../../../src/main/recorder/start-recorder.ts';
import { startRecorder } from '../../../src/main/recorder/start-recorder.ts';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import type {
  RecorderMessage,
  RecorderSpec,
  RunOutcome,
} from '../../../src/shared/model/recorder-messages.ts';
import { MARK } from '../../../src/shared/model/ring.ts';
import { RingBuilder } from '../../harness/ring-builder.ts';
import { ScriptedEngine } from '../../harness/scripted-engine.ts';

const A = 0x10_0000;
const NORMAL: RunOutcome = { status: 'finished', reason: '', exitStatus: 0 };
type Kind = RecorderMessage['kind'];
type MessageOf<K extends Kind> = Extract<RecorderMessage, { kind: K }>;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'recorder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

class Run {
  readonly path = path.join(folder, 'run.refscope');
  readonly ring = new RingBuilder();
  readonly engine: ScriptedEngine;
  readonly recorder: RecorderHandle;
  readonly messages: RecorderMessage[] = [];
  #waiting: (() => void)[] = [];

  constructor(spec: Partial<RecorderSpec> = {}) {
    const { port1, port2 } = new MessageChannel();
    this.engine = new ScriptedEngine(port1);
    this.recorder = startRecorder({
      spec: {
        path: this.path,
        facts: { programName: 'prog.py' },
        sources: [{ path: '/home/prog.py', text: 'a = 1\n' }],
        files: [],
        maxEvents: null,
        maxBytes: null,
        ...spec,
      },
      workerUrl: new URL('../../../src/main/recorder/worker.ts', import.meta.url),
      side: port2,
      onMessage: (message) => {
        this.messages.push(message);
        for (const wake of this.#waiting.splice(0)) wake();
      },
    });
  }

  begin(): this {
    this.recorder.begin(this.engine.ready);
    return this;
  }

  /** The first message of a kind that fits. */
  async message<K extends Kind>(
    kind: K,
    fits: (message: MessageOf<K>) => boolean = () => true,
  ): Promise<MessageOf<K>> {
    for (;;) {
      const found = this.messages.find(
        (message): message is MessageOf<K> =>
          message.kind === kind && fits(message as MessageOf<K>),
      );
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async finish(outcome: RunOutcome = NORMAL): Promise<MessageOf<'finished'>> {
    this.recorder.finish(outcome);
    return this.message('finished');
  }
}

/** A segment's worth of one object going up and down; it ends with count 1. */
function busy(ring: RingBuilder, pairs = 30_000): void {
  for (let i = 0; i < pairs; i++) ring.incref(A, 2).decref(A, 1);
}

describe('a recording', () => {
  it('holds all segments, code, output and facts, in a file that is finished', async () => {
    const run = new Run().begin();
    run.ring.code({ address: 0x5000, firstUnit: 0x5080, unitCount: 4 }).birth(A);
    run.ring.line(0x9000, 0x5080, 1).output('stdout', 'hi\n');
    for (let i = 0; i < 20; i++) {
      busy(run.ring);
      run.engine.write(run.ring);
      expect(await run.engine.publish()).toBe(true);
    }
    run.engine.end();
    const finished = await run.finish({ ...NORMAL, exitStatus: 3 });
    expect(finished).toMatchObject({
      status: 'finished',
      exitStatus: 3,
      events: 1_200_001,
      steps: 1,
      objects: 1,
      gaps: 0,
    });
    const session = openSession(run.path);
    expect(session.facts()).toMatchObject({
      status: 'finished',
      exitStatus: 3,
      programName: 'prog.py',
      engine: '3.12',
      pythonVersion: '3.12.1',
      events: 1_200_001,
      steps: 1,
      objects: 1,
      gaps: 0,
      runFromSeq: 2,
    });
    expect(session.sources()).toMatchObject([{ path: '/home/prog.py', text: 'a = 1\n' }]);
    expect(session.sites()).toHaveLength(6);
    expect(session.objects().events[1]).toBe(1_200_001);
    session.close();
    expect(run.messages.at(-1)).toBe(finished);
    expect(run.messages.filter(({ kind }) => kind === 'finished')).toHaveLength(1);
  });

  it('shows what a quiet program did, before a segment is full, and no record twice', async () => {
    const run = new Run().begin();
    run.ring.birth(A).incref(A, 2);
    run.engine.write(run.ring);
    run.engine.show();
    await run.message('progress', ({ events }) => events === 2);
    run.ring.incref(A, 3);
    run.engine.write(run.ring);
    run.engine.show();
    await run.message('progress', ({ events }) => events === 3);
    run.ring.decref(A, 2).decref(A, 1);
    run.engine.write(run.ring);
    await run.engine.publish();
    run.engine.end();
    expect(await run.finish()).toMatchObject({ events: 5, gaps: 0 });
  });

  it('shows the end of an object once the program is quiet', async () => {
    const run = new Run().begin();
    run.ring.birth(A).decref(A, 0);
    run.engine.write(run.ring);
    await run.engine.publish();
    await run.message('progress', ({ events }) => events === 2);
    // By now a commit is due with the next segment, at once, when its ends are still unsure.
    await new Promise((resolve) => setTimeout(resolve, 800));
    run.ring.birth(A).decref(A, 0);
    run.engine.write(run.ring);
    await run.engine.publish();
    const session = openSession(run.path);
    for (let waits = 0; waits < 100 && session.objects().settled[2] !== 1; waits++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      session.refresh();
    }
    expect(session.objects().endSeq[2]).toBe(4);
    expect(session.facts().status).toBe('recording');
    session.close();
    await run.finish();
  });

  it('of an engine that was killed keeps what was visible', async () => {
    const run = new Run().begin();
    run.ring.birth(A).incref(A, 2);
    run.engine.write(run.ring);
    await run.engine.publish();
    run.ring.incref(A, 3);
    run.engine.write(run.ring);
    run.engine.show();
    run.ring.incref(A, 4);
    run.engine.write(run.ring);
    const outcome = {
      status: 'crashed',
      reason: 'The interpreter crashed.',
      exitStatus: null,
    } as const;
    expect(await run.finish(outcome)).toMatchObject({ status: 'crashed', events: 3 });
    const session = openSession(run.path);
    expect(session.facts()).toMatchObject({
      status: 'crashed',
      statusReason: outcome.reason,
      events: 3,
    });
    session.close();
    expect(run.engine.isStopped).toBe(true);
  });

  it('ends at exactly the limit of events, stops the engine and never makes it wait', async () => {
    const run = new Run({ maxEvents: 100_000 }).begin();
    run.ring.birth(A);
    let published = 0;
    for (let more = true; more && published < 50; published++) {
      busy(run.ring);
      run.engine.write(run.ring);
      more = await run.engine.publish();
    }
    const { message } = await run.message('limit');
    expect(message).toContain('100,000 events');
    expect(run.engine.isStopped).toBe(true);
    run.engine.end();
    const finished = await run.finish({ status: 'stopped', reason: 'Stopped.', exitStatus: 130 });
    expect(finished).toMatchObject({ status: 'limit', statusReason: message, events: 100_000 });
    const session = openSession(run.path);
    expect(session.facts()).toMatchObject({ status: 'limit', events: 100_000, gaps: 0 });
    expect(session.objects().finalRefcount[1]).toBe(2);
    session.close();
  });

  it('ends when the file has reached its size limit', async () => {
    const run = new Run({ maxBytes: 1 }).begin();
    run.ring.birth(A);
    run.engine.write(run.ring);
    run.engine.show();
    await run.message('limit');
    expect(run.engine.isStopped).toBe(true);
    expect(await run.finish()).toMatchObject({ status: 'limit', events: 1 });
  });

  it('of a program that never started is a finished file without events', async () => {
    const run = new Run();
    const outcome = {
      status: 'crashed',
      reason: 'The engine did not start.',
      exitStatus: null,
    } as const;
    expect(await run.finish(outcome)).toMatchObject({ status: 'crashed', events: 0 });
    const session = openSession(run.path);
    expect(session.facts()).toMatchObject({ status: 'crashed', statusReason: outcome.reason });
    session.close();
  });

  it('that cannot be written fails with a sentence and stops the engine', async () => {
    const existing = path.join(folder, 'there.refscope');
    writeFileSync(existing, 'something else');
    const run = new Run({ path: existing });
    const { message } = await run.message('failed');
    expect(message).toContain('there.refscope');
    await run.message('finished');
    run.begin();
    expect(run.engine.isStopped).toBe(true);
  });

  it('that hits a defect still gives every segment back and keeps the file', async () => {
    const run = new Run().begin();
    run.ring.birth(A);
    run.engine.write(run.ring);
    await run.engine.publish();
    // A mark whose side message never comes.
    run.ring.mark(MARK.output, 99);
    for (let i = 0; i < 20; i++) {
      busy(run.ring, 1);
      run.engine.write(run.ring);
      await run.engine.publish();
    }
    expect((await run.message('failed')).message).toContain('side message output 99');
    run.engine.end();
    expect(await run.finish()).toMatchObject({ status: 'partial' });
    expect(run.engine.backlog).toBe(0);
    const session = openSession(run.path);
    expect(session.facts().status).toBe('partial');
    session.close();
  });

  it('can be given up', async () => {
    const run = new Run();
    await run.recorder.terminate();
    expect(run.messages).toEqual([]);
  });
});
