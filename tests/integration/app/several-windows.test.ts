// Two windows of one app, as real clients of the browser host: each is told of its own recordings, and what they do to one session
// adds up.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowserHost, type BrowserHost } from '../../../src/main/hosts/browser/server.ts';
import { HostClient } from '../../harness/host-client.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
const file = path.join(folder.path('library'), 'shared.refscope');
let host: BrowserHost;
let one: HostClient;
let other: HostClient;

beforeAll(async () => {
  mkdirSync(folder.path('window'));
  mkdirSync(folder.path('library'));
  writeFileSync(folder.path('window/index.html'), '<title>window</title>');
  writeSyntheticSession(file, { events: 200 });
  const [windowDir, libraryDir] = [folder.path('window'), folder.path('library')];
  host = await startBrowserHost({ port: 0, startSession: null, windowDir, libraryDir });
});
afterAll(async () => {
  await host.close();
  folder.remove();
});
beforeEach(async () => {
  one = await HostClient.connect(host.url);
  other = await HostClient.connect(host.url);
});
afterEach(() => {
  one.close();
  other.close();
});

describe('bookmarks of one session in two windows', () => {
  const opened = async (client: HostClient): Promise<string> =>
    (await client.value('session.open', { path: file })).session;

  it('are edited in both, and nothing is lost', async () => {
    const [mine, theirs] = [await opened(one), await opened(other)];
    const edits = Array.from({ length: 30 }, (_, i) => i);
    await Promise.all([
      ...edits.map((i) =>
        one.value('session.editBookmark', {
          session: mine,
          edit: { kind: 'note', seq: 2 * i, note: `one ${i}` },
        }),
      ),
      ...edits.map((i) =>
        other.value('session.editBookmark', {
          session: theirs,
          edit: { kind: 'note', seq: 2 * i + 1, note: `other ${i}` },
        }),
      ),
    ]);
    const wanted = edits.flatMap((i) => [
      { seq: 2 * i, note: `one ${i}` },
      { seq: 2 * i + 1, note: `other ${i}` },
    ]);
    expect(await one.value('session.bookmarks', { session: mine })).toEqual(wanted);
    expect(JSON.parse(readFileSync(`${file}.notes.json`, 'utf8'))).toEqual(wanted);
    // Each window was told of every edit of the other, by the handle that it has itself, and in the end of all.
    const told = await other.eventOf('session.bookmarks', ({ bookmarks }) =>
      edits.every((i) => bookmarks.some(({ note }) => note === `one ${i}`)),
    );
    expect(told.session).toBe(theirs);
    expect(one.events.filter((event) => event.kind === 'session.bookmarks')).toHaveLength(30);
    for (const { seq } of wanted)
      await one.value('session.editBookmark', { session: mine, edit: { kind: 'remove', seq } });
    expect(await other.value('session.bookmarks', { session: theirs })).toEqual([]);
  });

  it('stay beside the recording when it is renamed, deleted and brought back while it is open', async () => {
    const [mine, theirs] = [await opened(one), await opened(other)];
    const add = (session: string, client: HostClient, seq: number) =>
      client.value('session.editBookmark', {
        session,
        edit: { kind: 'note', seq, note: `${seq}` },
      });
    await add(mine, one, 1);
    const renamed = await one.value('library.rename', { path: file, title: 'another name' });
    await add(theirs, other, 2);
    const { trashed } = await other.value('library.delete', { path: renamed.path });
    await add(mine, one, 3);
    const restored = await one.value('library.restore', { trashed });
    const { session } = await one.value('session.open', { path: restored.path });
    const kept = await one.value('session.bookmarks', { session });
    expect(kept.map(({ note }) => note)).toEqual(['1', '2', '3']);
    await one.value('library.rename', { path: restored.path, title: 'shared' });
    for (const { seq } of kept)
      await one.value('session.editBookmark', { session, edit: { kind: 'remove', seq } });
  });
});

describe('recordings in two windows', () => {
  const isOf = (recording: string) => (event: { recording: string }) =>
    event.recording === recording;

  it('are told to the window that started them, and end with neither', async () => {
    const first = await one.value('record.start', { name: 'a.py', source: 'print(input())\n' });
    const second = await other.value('record.start', { name: 'a.py', source: 'print(input())\n' });
    expect(second.path).not.toBe(first.path);
    await one.event('record.input-wanted');
    await other.event('record.input-wanted');
    other.close();
    await one.value('record.input', { recording: first.recording, text: 'Ada\n' });
    await one.eventOf('record.finished', isOf(first.recording));
    const handles = one.events.flatMap((event) => ('recording' in event ? event.recording : []));
    expect(new Set(handles)).toEqual(new Set([first.recording]));
    const unfinished = (await one.value('library.list', {})).find(
      (entry) => entry.path === second.path,
    );
    expect(unfinished?.facts?.status).toBe('recording');
    await one.value('record.stop', { recording: second.recording });
  });

  it('go on being told to a window that was reloaded', async () => {
    const before = await HostClient.connect(host.url, 'my-window');
    const started = await before.value('record.start', {
      name: 'b.py',
      source: 'print(input())\n',
    });
    await before.event('record.input-wanted');
    before.close();
    const after = await HostClient.connect(host.url, 'my-window');
    await after.value('record.input', { recording: started.recording, text: 'Ada\n' });
    const finished = await after.event('record.finished');
    expect(finished).toMatchObject({ recording: started.recording, path: started.path });
    expect(one.events.filter((event) => 'recording' in event)).toEqual([]);
    after.close();
  });
});
