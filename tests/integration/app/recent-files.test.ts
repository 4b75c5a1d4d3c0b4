// Recordings from outside the library: which are remembered, by real hosts on one library, one after the other.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowserHost } from '../../../src/main/hosts/browser/server.ts';
import { HostClient } from '../../harness/host-client.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
const outside = folder.path('lent/lesson.refscope');
const never = folder.path('lent/never-chosen.refscope');
const inside = folder.path('library/mine.refscope');
const list = folder.path('library/.recent.json');

beforeAll(() => {
  for (const name of ['window', 'library', 'lent']) mkdirSync(folder.path(name));
  writeFileSync(folder.path('window/index.html'), '<title>window</title>');
  for (const file of [outside, never, inside]) writeSyntheticSession(file, { events: 40 });
});
afterAll(() => folder.remove());

/** With a host that was started on `startSession`. */
async function withHost(
  startSession: string | null,
  work: (client: HostClient) => Promise<void>,
): Promise<void> {
  const [windowDir, libraryDir] = [folder.path('window'), folder.path('library')];
  const host = await startBrowserHost({ port: 0, startSession, windowDir, libraryDir });
  const client = await HostClient.connect(host.url);
  try {
    await work(client);
  } finally {
    client.close();
    await host.close();
  }
}

const paths = async (client: HostClient): Promise<readonly string[]> =>
  (await client.value('library.recent', {})).map((entry) => entry.path);

it('what was opened once is listed and opens again; the library and what nobody chose do not get in', async () => {
  await withHost(outside, async (client) => {
    expect(await paths(client)).toEqual([]);
    await client.value('session.open', { path: inside });
    await client.value('session.open', { path: outside });
    await client.value('session.open', { path: outside });
    expect(await paths(client)).toEqual([outside]);
  });
  await withHost(null, async (client) => {
    const [entry] = await client.value('library.recent', {});
    const { facts } = await client.value('session.open', { path: outside });
    expect(entry).toMatchObject({ title: 'lesson', facts, problem: '' });
    await expect(client.value('session.open', { path: never })).rejects.toThrow(/outside/);
    expect((await client.value('library.list', {})).map(({ path }) => path)).toEqual([inside]);
  });
});

it('one that is gone says so, and can be taken off', async () => {
  await withHost(null, async (client) => {
    rmSync(outside);
    expect(await client.value('library.recent', {})).toMatchObject([
      { path: outside, facts: null, problem: expect.stringContaining(path.dirname(outside)) },
    ]);
    await expect(client.value('session.open', { path: outside })).rejects.toThrow(outside);
    await client.value('library.forget', { path: outside });
    expect(await paths(client)).toEqual([]);
    expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual([]);
  });
});

it.each([
  ['no JSON', '{'],
  ['another shape', '[{"path":5}]'],
  ['another encoding', '\u0000\u0001'],
])('a list that is %s counts as empty, and nothing is allowed by it', async (_, text) => {
  writeFileSync(list, text);
  await withHost(null, async (client) => {
    expect(await paths(client)).toEqual([]);
    await expect(client.value('session.open', { path: never })).rejects.toThrow(/outside/);
  });
});
