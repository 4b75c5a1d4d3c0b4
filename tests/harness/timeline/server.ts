// Owns a page that shows the timeline alone over a made-up session, for looking at it while working on it:
//   node tests/harness/timeline/server.ts [EVENTS] [PORT]
// Real session file, real queries, real window code; only the bridge is replaced. Must not be shipped or used by a test.

import { mkdtempSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer as createVite } from 'vite';
import { requests } from '../../../src/shared/api/contract.ts';
import { createQueries } from '../../../src/main/session/query/session-queries.ts';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import { writeSyntheticSession } from '../synthetic-session.ts';
import { packed } from './packed.ts';

const [events = '4000', port = '5199', file = ''] = process.argv.slice(2);
const made = join(mkdtempSync(join(tmpdir(), 'timeline-')), 'made-up.refscope');
if (file === '') writeSyntheticSession(made, { events: Number(events), eventsPerObject: 6 });
const queries = createQueries(openSession(file === '' ? made : file));

const { stepwise: _, ...answers } = queries;

// Each handler gets what its schema has parsed; the table is typed loosely because this is a workbench.
type Handler = (params: never) => unknown;
const handlers: Readonly<Record<string, Handler>> = {
  'app.info': () => ({
    version: '0.0.0',
    host: 'browser',
    engines: [{ id: '3.12', pythonVersion: '3.12.1', available: true }],
    libraryDir: '/tmp',
    examples: [],
    startSession: 'made-up',
  }),
  'app.examples': () => [],
  'library.list': () => [],
  'session.close': () => null,
  'session.open': () => ({ session: 's', ...queries['session.summary']({}) }),
  ...answers,
  'session.summary': (p) => ({ session: 's', ...queries['session.summary'](p) }),
};

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { name, params } = JSON.parse(Buffer.concat(chunks).toString()) as {
    name: keyof typeof requests;
    params: unknown;
  };
  const started = performance.now();
  try {
    const parsed = requests[name].schema.parse(params);
    const handler = handlers[name];
    if (!handler) throw new Error(`The harness does not answer ${name}.`);
    response.end(packed({ ok: true, value: handler(parsed as never) }));
  } catch (error) {
    console.error(name, error);
    response.end(packed({ ok: false, kind: 'bad-request', message: String(error) }));
  }
  const took = performance.now() - started;
  if (took > 20) console.log(`${name} ${took.toFixed(0)} ms`);
};

const vite = await createVite({
  root: join(import.meta.dirname, '../../..'),
  configFile: false,
  appType: 'mpa',
  plugins: [react()],
  cacheDir: join(tmpdir(), 'timeline-vite'),
  server: { middlewareMode: true, hmr: false },
});
createHttp((request, response) => {
  if (request.url === '/api') void answer(request, response);
  else vite.middlewares(request, response);
}).listen(Number(port), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${port}/tests/harness/timeline/index.html`),
);
