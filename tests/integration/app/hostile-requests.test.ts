// The browser host among requests that no window sends: malformed, oversized, slow, towards files. It answers or hangs up, and goes on.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startBrowserHost, type BrowserHost } from '../../../src/main/hosts/browser/server.ts';
import { encodeFrame } from '../../../src/shared/api/wire.ts';
import { HostClient } from '../../harness/host-client.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
const PATIENCE_MS = 400;
let host: BrowserHost;
let client: HostClient;
let port = 0;

beforeAll(async () => {
  mkdirSync(folder.path('window'));
  writeFileSync(folder.path('window/index.html'), '<title>window</title>');
  writeFileSync(folder.path('secret.html'), 'not of the window');
  const [windowDir, libraryDir] = [folder.path('window'), folder.path('library')];
  host = await startBrowserHost({
    port: 0,
    startSession: null,
    windowDir,
    libraryDir,
    patienceMs: PATIENCE_MS,
  });
  client = await HostClient.connect(host.url);
  port = Number(new URL(client.origin).port);
});
afterAll(async () => {
  client.close();
  await host.close();
  folder.remove();
});

/** What comes back until the host hangs up, byte for byte as it was sent. */
function raw(text: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('latin1').on('data', (part: string) => (answer += part));
    socket.on('error', () => undefined).on('close', () => resolve(answer));
  });
}

const head = (line: string, ...more: readonly string[]): string =>
  [line, `Host: 127.0.0.1:${port}`, 'Connection: close', ...more, '', ''].join('\r\n');
const cookie = (): string => `Cookie: ${client.cookie}`;
const statusOf = (answer: string): string => answer.slice(9, 12);

const goesOn = async (): Promise<void> => {
  expect(await client.value('library.list', {})).toEqual([]);
};

it('paths lead nowhere else', async () => {
  for (const path of [
    '/../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret.html',
    '/..\\secret.html',
    '//secret.html',
    '/window/../../secret.html',
    '/./../secret.html',
    '/%00',
    '/index.html%00',
    '/download/../../secret.html',
    '/download/',
    '/upload',
    '/constructor',
    '/__proto__',
  ])
    expect([path, statusOf(await raw(head(`GET ${path} HTTP/1.1`, cookie())))]).toEqual([
      path,
      '404',
    ]);
  await goesOn();
});

it.each([
  ['no path', 'GET // HTTP/1.1'],
  ['another host in the line', 'GET http://evil.example/ HTTP/1.1'],
  ['a star', 'OPTIONS * HTTP/1.1'],
  ['brackets', 'GET //[ HTTP/1.1'],
  ['a percent sign', 'GET /% HTTP/1.1'],
  ['a token that is another', 'GET /?token=%ff%fe HTTP/1.1'],
])('a first line with %s is refused without the token', async (_what, line) => {
  expect(statusOf(await raw(head(line)))).toBe('403');
  const upgrade = head(line, 'Upgrade: websocket', 'Sec-WebSocket-Key: x').replace(
    'close',
    'Upgrade',
  );
  expect(await raw(upgrade)).not.toContain('101');
  await goesOn();
});

it('what is no HTTP is answered with 400 or not at all', async () => {
  for (const text of ['\0\0\0\0\r\n\r\n', 'HELLO\r\n\r\n', Buffer.alloc(4096, 0xff)])
    expect(await raw(text)).toMatch(/^(?:HTTP\/1\.1 400|$)/);
  await goesOn();
});

/** The code with which the host ends a window that sends this. */
const endOf = (data: Buffer | string): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${client.origin.replace('http', 'ws')}/ws`, {
      origin: client.origin,
      headers: { cookie: client.cookie },
    });
    socket.on('open', () => socket.send(data));
    socket.on('error', reject).on('close', resolve);
  });

it('messages that are none end their connection, not the host', async () => {
  const frame = Buffer.from(encodeFrame({ id: 1, name: 'app.info', params: {} }));
  const longer = Buffer.from(frame);
  longer.writeUInt32LE(0xffff_fff0, 0);
  const outside = Buffer.from(
    encodeFrame({ id: 1, name: 'x', params: { $array: [0, 2 ** 31, 9] } }),
  );
  const messages = {
    nothing: Buffer.alloc(0),
    text: 'app.info',
    zeros: Buffer.alloc(64),
    'half a frame': frame.subarray(0, frame.length >> 1),
    'a length beyond it': longer,
    'an array outside': outside,
    'no id': Buffer.from(encodeFrame({ name: 'app.info', params: {} })),
    'an id that is text': Buffer.from(encodeFrame({ id: '1', name: 'app.info' })),
    'a long name': Buffer.from(encodeFrame({ id: 1, name: 'x'.repeat(101), params: {} })),
    'a list': Buffer.from(encodeFrame([1, 2, 3])),
  };
  for (const [what, message] of Object.entries(messages))
    expect([what, await endOf(message)]).toEqual([what, 1003]);
  await goesOn();
});

it('what is too large is refused as soon as that shows', async () => {
  expect(statusOf(await raw(head('GET / HTTP/1.1', `X: ${'x'.repeat(20_000)}`)))).toBe('431');
  expect(await endOf(Buffer.alloc(120_000_001))).toBe(1009);
  // A program beyond its limit: the message is taken, the request is not.
  expect(
    await client.request('record.start', { name: 'x.py', source: 'x'.repeat(10_000_001) }),
  ).toMatchObject({ ok: false, kind: 'bad-request' });
  await goesOn();
});

it('requests that stop on the way are ended, and leave nothing', async () => {
  expect(await raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: `)).toMatch(
    /^HTTP\/1\.1 408|^$/,
  );
  const upload = head(
    'POST /upload?name=slow.refscope HTTP/1.1',
    cookie(),
    `Origin: ${client.origin}`,
    'Content-Length: 1000000',
  );
  expect(await raw(`${upload}SQLite format 3\0`)).toBe('');
  await expect.poll(() => readdirSync(folder.path('library'))).toEqual([]);
  await goesOn();
});

it('a name that is no Unicode does not end the host', async () => {
  const { recording, path } = await client.value('record.start', {
    name: 'a.py',
    source: 'a = 1\n',
  });
  expect((await client.event('record.finished')).recording).toBe(recording);
  const renamed = await client.value('library.rename', { path, title: 'odd \ud800 name' });
  const { session } = await client.value('session.open', { path: renamed.path });
  await client.value('export.csv', { session });
  const { downloadUrl } = await client.event('export.finished');
  const answer = await fetch(client.origin + String(downloadUrl), {
    headers: { cookie: client.cookie },
  });
  expect(answer.status).toBe(200);
});
