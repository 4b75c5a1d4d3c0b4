// Processes of the app that are killed, stopped and continued while they record, read and export: real ones, with SIGKILL. What was committed
// is there at the next start, no process is left over, and what goes on says what happened.

import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostClient } from '../../harness/host-client.ts';
import { startApp, type RunningApp } from '../../harness/start-app.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const LARGE = folder.path('large.refscope');
beforeAll(() => {
  writeSyntheticSession(LARGE, { events: 1_000_000 });
});
const ENDLESS = 'x = 0\nwhile True:\n    x = [x, 1.5]\n    x = len(x)\n';

/** Numbers of the processes that a process started; on Linux, where these tests run. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]) === pid
        ? [Number(name)]
        : [];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

const isAlive = (pid: number): boolean => {
  try {
    // A zombie has been killed; whoever started it has only not asked yet.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
};

const untilEvents = (client: HostClient, recording: string, least: number): Promise<void> =>
  expect
    .poll(() => lastProgress(client, recording), { timeout: 60_000, interval: 20 })
    .toBeGreaterThan(least);

const lastProgress = (client: HostClient, recording: string): number => {
  const last = client.events.findLast(
    (event) => event.kind === 'record.progress' && event.recording === recording,
  );
  return last?.kind === 'record.progress' ? last.events : 0;
};

async function withApp(
  name: string,
  work: (app: RunningApp, client: HostClient) => Promise<void>,
): Promise<void> {
  const app = await startApp([], { library: folder.path(name), env: { TMPDIR: folder.path('.') } });
  const client = await HostClient.connect(app.url);
  try {
    await work(app, client);
  } finally {
    client.close();
    if (isAlive(app.pid)) await app.stop();
  }
}

describe.runIf(process.platform === 'linux')('SIGKILL', () => {
  it('of the host while it records, has a session open and exports: the next start has all that was committed', async () => {
    let path = '';
    await withApp('one', async (app, client) => {
      const large = `${folder.path('one')}/large.refscope`;
      const started = await client.value('record.start', { name: 'loop.py', source: ENDLESS });
      path = started.path;
      copyFileSync(LARGE, large);
      await untilEvents(client, started.recording, 300_000);
      const { session } = await client.value('session.open', { path: large });
      await client.value('export.csv', { session, all: true });
      await client.event('export.progress');
      const children = childrenOf(app.pid);
      expect(children.length).toBeGreaterThanOrEqual(2);
      await app.kill();
      await expect.poll(() => children.filter(isAlive), { timeout: 15_000 }).toEqual([]);
    });
    await withApp('one', async (_app, client) => {
      const listed = await client.value('library.list', {});
      expect(listed.map(({ facts, problem }) => [facts?.status, problem])).toEqual(
        expect.arrayContaining([
          ['finished', ''],
          ['partial', ''],
        ]),
      );
      const { session, facts } = await client.value('session.open', { path });
      expect(facts.events).toBeGreaterThan(50_000);
      expect(facts.statusReason).toBe(
        'The recording was cut off; everything up to its last commit is here.',
      );
      const verified = await client.value('session.verify', { session });
      expect([verified.gaps, verified.events]).toEqual([0, facts.events]);
    });
    // What the killed export had written was no file of the user's, and the next start took it away.
    const left = readdirSync(folder.path('.')).filter((name) => name.includes('downloads'));
    expect(left).toEqual([]);
  });

  it('of the process that reads an open session, and of one that exports: a sentence, and the app goes on', async () => {
    await withApp('two', async (app, client) => {
      const file = `${folder.path('two')}/some.refscope`;
      mkdirSync(folder.path('two'), { recursive: true });
      copyFileSync(LARGE, file);
      const { session } = await client.value('session.open', { path: file });
      const [reader = 0] = childrenOf(app.pid);
      await client.value('export.csv', { session, all: true });
      await client.event('export.progress');
      const [exporter = 0] = childrenOf(app.pid).filter((pid) => pid !== reader);
      process.kill(exporter, 'SIGKILL');
      const { message } = await client.event('export.failed');
      expect(message).toMatch(/^Reading .* failed and was given up; open the session again\.$/);
      expect((await client.request('session.moment', { session, seq: 9 })).ok).toBe(true);
      process.kill(reader, 'SIGKILL');
      await expect(client.value('session.moment', { session, seq: 5 })).rejects.toThrow(
        'failed and was given up; open the session again.',
      );
      const again = await client.value('session.open', { path: file });
      expect((await client.request('session.moment', { session: again.session, seq: 5 })).ok).toBe(
        true,
      );
    });
  });
});

describe.runIf(process.platform === 'linux')('a machine that sleeps', () => {
  it('goes on with the recording, the window and its open session', async () => {
    await withApp('three', async (app, client) => {
      const { recording, path } = await client.value('record.start', {
        name: 'loop.py',
        source: ENDLESS,
      });
      await untilEvents(client, recording, 100_000);
      const { session } = await client.value('session.open', { path });
      const all = [app.pid, ...childrenOf(app.pid)];
      for (const pid of all) process.kill(pid, 'SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      for (const pid of all) process.kill(pid, 'SIGCONT');
      await untilEvents(client, recording, lastProgress(client, recording) + 100_000);
      expect((await client.request('session.moment', { session, seq: 50 })).ok).toBe(true);
      await client.value('record.stop', { recording });
      const { facts } = await client.event('record.finished');
      expect([facts.status, facts.gaps]).toEqual(['stopped', 0]);
    });
  });
});

type Change = (file: string, other: HostClient) => Promise<void> | void;

/** Whether a window that has it open goes on as if nothing had happened: the file is still there for it, without a name. */
const CHANGES: readonly (readonly [what: string, isWhole: boolean, change: Change])[] = [
  [
    'deleted',
    true,
    async (file, other) => void (await other.value('library.delete', { path: file })),
  ],
  ['removed', true, (file) => rmSync(file)],
  ['cut', false, (file) => truncateSync(file, Math.floor(statSync(file).size / 16_384) * 8192)],
  ['overwritten', false, (file) => writeFileSync(file, Buffer.alloc(statSync(file).size, 7))],
  ['emptied', false, (file) => writeFileSync(file, '')],
];

it('sessions that are deleted, cut, emptied or written over under two windows: answers or sentences, and both go on', async () => {
  await withApp('four', async (app, client) => {
    const other = await HostClient.connect(app.url);
    const sound = `${folder.path('four')}/sound.refscope`;
    for (const [what, isWhole, change] of CHANGES) {
      const file = `${folder.path('four')}/${what}.refscope`;
      mkdirSync(folder.path('four'), { recursive: true });
      writeSyntheticSession(file, { events: 20_000, blockEvents: 2000 });
      const { session, facts } = await client.value('session.open', { path: file });
      const second = await other.value('session.open', { path: file });
      await change(file, other);
      for (const seq of [1, facts.events >> 1, facts.events]) {
        const replies = [
          await client.request('session.moment', { session, seq }),
          await other.request('session.moment', { session: second.session, seq }),
        ];
        for (const reply of replies) {
          if (isWhole) expect([what, reply.ok]).toEqual([what, true]);
          else if (!reply.ok)
            expect([what, reply.message]).toEqual([what, expect.stringMatching(/\.$/)]);
        }
      }
      expect(await client.request('session.open', { path: file })).toMatchObject({ ok: false });
    }
    writeSyntheticSession(sound, { events: 1000 });
    for (const window of [client, other]) {
      const { session } = await window.value('session.open', { path: sound });
      expect((await window.request('session.moment', { session, seq: 5 })).ok).toBe(true);
    }
    other.close();
  });
});
