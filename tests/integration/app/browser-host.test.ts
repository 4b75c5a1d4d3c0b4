// The browser host with the real app behind it: who is let in, and a recording from the first request to the CSV file.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startBrowserHost, type BrowserHost } from '../../../src/main/hosts/browser/server.ts';
import { HostClient } from '../../harness/host-client.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
let host: BrowserHost;
let client: HostClient;

beforeAll(async () => {
  mkdirSync(folder.path('window'));
  writeFileSync(folder.path('window/index.html'), '<title>window</title>');
  writeFileSync(folder.path('secret.html'), 'not of the window');
  const [windowDir, libraryDir] = [folder.path('window'), folder.path('library')];
  host = await startBrowserHost({ port: 0, startSession: null, windowDir, libraryDir });
  client = await HostClient.connect(host.url);
});
afterAll(async () => {
  client.close();
  await host.close();
  folder.remove();
});

/** Status of a GET with these headers. */
const get = async (pathname: string, headers: Record<string, string> = {}): Promise<number> =>
  (await fetch(client.origin + pathname, { headers, redirect: 'manual' })).status;

const refusedSocket = (headers: Record<string, string>, pathname = '/ws'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = new WebSocket(client.origin.replace('http', 'ws') + pathname, { headers });
    socket
      .on('error', () => resolve(true))
      .on('open', () => {
        socket.close();
        resolve(false);
      });
  });

describe('who is let in', () => {
  it('only who has the token', async () => {
    expect(await get('/')).toBe(403);
    expect(await get('/?token=wrong')).toBe(403);
    expect(await get('/', { cookie: client.cookie })).toBe(200);
    expect(await refusedSocket({})).toBe(true);
    expect(await refusedSocket({ cookie: client.cookie })).toBe(false);
  });

  it('only this page', async () => {
    const { cookie } = client;
    expect(await get('/', { cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await refusedSocket({ cookie, origin: 'http://evil.example' })).toBe(true);
    expect(await refusedSocket({ cookie, host: 'evil.example' })).toBe(true);
    expect(await refusedSocket({ cookie }, '/elsewhere')).toBe(true);
  });

  it('and gives them nothing but the window', async () => {
    const { cookie } = client;
    for (const pathname of [
      '/../secret.html',
      '/%2e%2e/secret.html',
      '/..%2fsecret.html',
      '/package.json',
    ])
      expect(await get(pathname, { cookie })).toBe(404);
    const page = await fetch(client.origin, { headers: { cookie } });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('window');
    expect((await fetch(client.origin, { method: 'DELETE', headers: { cookie } })).status).toBe(
      405,
    );
  });
});

describe('requests', () => {
  it('are refused with a sentence when unknown or wrong', async () => {
    const ask = client.request.bind(client) as (name: string, params: unknown) => Promise<unknown>;
    const refused = { ok: false, kind: 'bad-request' };
    expect(await ask('no.such', {})).toMatchObject(refused);
    expect(await ask('toString', {})).toMatchObject(refused);
    expect(await ask('session.moment', { session: 'x', seq: -1 })).toMatchObject(refused);
    expect(await ask('session.moment', { session: 'x', seq: 1 })).toMatchObject(refused);
    expect(await ask('session.open', null)).toMatchObject(refused);
  });

  it('open nothing that the user did not choose', async () => {
    const outside = folder.path('outside.refscope');
    writeSyntheticSession(outside, { events: 100 });
    expect(await client.request('session.open', { path: outside })).toMatchObject({ ok: false });
    expect(await client.request('session.open', { path: '/etc/passwd' })).toMatchObject({
      ok: false,
    });
  });
});

describe('a recording', () => {
  it('runs, asks for input, is opened, exported, renamed, deleted and restored', async () => {
    const { recording, path: file } = await client.value('record.start', {
      name: 'prog.py',
      source: 'score = [10]\na_score = score\nprint(input("name? "))\n',
    });
    await client.event('record.input-wanted');
    await client.value('record.input', { recording, text: 'Ada\n' });
    const finished = await client.event('record.finished');
    expect(finished).toMatchObject({
      recording,
      path: file,
      facts: { status: 'finished', gaps: 0 },
    });
    const output = client.events.flatMap((event) =>
      event.kind === 'record.output' ? [event.text] : [],
    );
    expect(output.join('')).toBe('name? Ada\n');

    const summary = await client.value('session.open', { path: file });
    const { session } = summary;
    expect(summary.facts.events).toBe(finished.facts.events);
    const page = await client.value('session.objects', {
      session,
      scope: 'named',
      offset: 0,
      limit: 50,
    });
    const score = page.rows.find(({ names }) => names.includes('a_score'));
    expect(score).toMatchObject({ type: 'list', names: ['score', 'a_score'] });
    const span = { session, axis: 'step', from: 0, to: 5, buckets: 100 } as const;
    const { lanes } = await client.value('session.lanes', { ...span, objects: [score?.id ?? 0] });
    expect(lanes[0]?.shape.kind).toBe('exact');

    await client.value('export.csv', { session, names: ['score'] });
    const exported = await client.event('export.finished');
    const csv = await fetch(client.origin + exported.downloadUrl, {
      headers: { cookie: client.cookie },
    });
    expect(csv.headers.get('content-disposition')).toContain('attachment');
    expect((await csv.text()).split('\r\n')[0]).toContain('seq,step,file');

    const { job } = (await client.value('export.sqlite', { session, names: ['score'] })) ?? {};
    const database = await client.eventOf('export.finished', (event) => event.job === job);
    expect(database.rows).toBeGreaterThan(3);
    const fetched = await fetch(client.origin + database.downloadUrl, {
      headers: { cookie: client.cookie },
    });
    expect(fetched.headers.get('content-type')).toBe('application/vnd.sqlite3');
    expect(fetched.headers.get('content-disposition')).toMatch(
      /filename\*=UTF-8''prog%20[^/]+\.db$/,
    );
    expect(Buffer.from(await fetched.arrayBuffer()).toString('latin1', 0, 15)).toBe(
      'SQLite format 3',
    );
    expect(await client.request('export.reveal', { job: job ?? '' })).toMatchObject({
      ok: false,
      kind: 'bad-request',
    });
    await client.value('session.close', { session });

    const renamed = await client.value('library.rename', { path: file, title: 'My run' });
    expect(path.basename(renamed.path)).toBe('My run.refscope');
    const { trashed } = await client.value('library.delete', { path: renamed.path });
    expect(await client.value('library.list', {})).toEqual([]);
    await client.value('library.restore', { trashed });
    const listed = await client.value('library.list', {});
    expect(listed.map(({ title }) => title)).toEqual(['My run']);
  });

  it('of an endless loop stops and is kept', async () => {
    const { recording, path: file } = await client.value('record.start', {
      name: 'loop.py',
      source: 'x = 0\nwhile True:\n    x = x + 1\n',
    });
    for (;;) {
      const last = client.events.findLast(
        (event) => event.kind === 'record.progress' && event.recording === recording,
      );
      if (last?.kind === 'record.progress' && last.events > 50_000) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await client.value('record.stop', { recording });
    for (;;) {
      const end = client.events.find(
        (event) => event.kind === 'record.finished' && event.recording === recording,
      );
      if (end?.kind === 'record.finished') {
        expect(end.facts).toMatchObject({ status: 'stopped', gaps: 0 });
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { session, facts } = await client.value('session.open', { path: file });
    expect(facts.events).toBeGreaterThan(50_000);
    expect(await client.value('session.verify', { session })).toMatchObject({ gaps: 0 });
  });
});

describe('an upload', () => {
  const upload = (name: string, body: Buffer, origin = client.origin): Promise<Response> =>
    fetch(`${client.origin}/upload?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { cookie: client.cookie, origin },
      body: new Uint8Array(body),
    });

  it('goes to a new file of the library', async () => {
    const source = folder.path('mine.refscope');
    writeSyntheticSession(source, { events: 300 });
    const answer = (await (await upload('../mine.refscope', readFileSync(source))).json()) as {
      path: string;
    };
    expect(path.dirname(answer.path)).toBe(folder.path('library'));
    expect(await client.value('session.open', { path: answer.path })).toMatchObject({
      title: 'mine',
    });
  });

  it('is refused when it is no session, or comes from elsewhere', async () => {
    expect((await upload('x.refscope', Buffer.from('hello'))).status).toBe(400);
    expect((await upload('x.refscope', Buffer.alloc(0))).status).toBe(400);
    expect((await upload('x.refscope', Buffer.from('hello'), 'http://evil.example')).status).toBe(
      403,
    );
    const titles = (await client.value('library.list', {})).map(({ title }) => title);
    expect(titles).not.toContain('x');
  });
});
