// Sessions of windows that went without closing them: a reload, a closed tab, a lost connection.

import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startBrowserHost, type BrowserHost } from '../../../src/main/hosts/browser/server.ts';
import { HostClient } from '../../harness/host-client.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
const file = folder.path('made-up.refscope');
let host: BrowserHost;

const start = async (keepSessionsMs: number): Promise<void> => {
  const [windowDir, libraryDir] = [folder.path('window'), folder.path('library')];
  const options = { port: 0, startSession: file, windowDir, libraryDir, keepSessionsMs };
  host = await startBrowserHost(options);
};

beforeAll(() => {
  mkdirSync(folder.path('window'));
  writeFileSync(folder.path('window/index.html'), '<title>window</title>');
  writeSyntheticSession(file, { events: 200 });
});
afterEach(() => host.close());
afterAll(() => folder.remove());

it('lock nobody out, however many there were', async () => {
  await start(600_000);
  const first = await HostClient.connect(host.url);
  const { session: used } = await first.value('session.open', { path: file });
  const { session: unused } = await first.value('session.open', { path: file });
  for (let reloads = 0; reloads < 20; reloads++) {
    const window = await HostClient.connect(host.url);
    await window.value('session.open', { path: file });
    window.close();
    await first.value('session.summary', { session: used });
  }
  // The one used longest ago had to go.
  await expect(first.value('session.summary', { session: unused })).rejects.toThrow(
    'This session is closed; open it again.',
  );
  first.close();
});

it('are closed when nobody came back for them', async () => {
  await start(0);
  const gone = await HostClient.connect(host.url);
  const { session } = await gone.value('session.open', { path: file });
  gone.close();
  const other = await HostClient.connect(host.url);
  await expect
    .poll(async () => (await other.request('session.summary', { session })).ok)
    .toBe(false);
  other.close();
});

it('stay with the window that uses them over a new connection', async () => {
  await start(300);
  const before = await HostClient.connect(host.url);
  const { session } = await before.value('session.open', { path: file });
  const after = await HostClient.connect(host.url);
  await after.value('session.summary', { session });
  before.close();
  // Longer than what a window that went is given.
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await after.request('session.summary', { session })).ok).toBe(true);
  after.close();
});
