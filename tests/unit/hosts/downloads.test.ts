// What the browser host gives out as a download: what was offered, and nothing beside it.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Downloads } from '../../../src/main/hosts/browser/downloads.ts';

const downloads = new Downloads();
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    void downloads.send(request.url ?? '', response).then((isSent) => {
      if (!isSent) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await downloads.removeAll();
});

it('keeps a file under a name of its own, and sends it under the one that was offered', async () => {
  const name = '../../ a\r\nX-Evil: 1 "ü".db';
  const { target, downloadUrl } = downloads.offer(name);
  expect(path.basename(target)).toMatch(/^[0-9a-f-]{36}\.db$/);
  expect((await fetch(origin + downloadUrl)).status).toBe(404);
  writeFileSync(target, 'rows');
  const answer = await fetch(origin + downloadUrl);
  expect(await answer.text()).toBe('rows');
  expect(answer.headers.get('content-type')).toBe('application/vnd.sqlite3');
  expect(answer.headers.get('x-evil')).toBeNull();
  const disposition = answer.headers.get('content-disposition') ?? '';
  expect(disposition).toMatch(/^attachment; filename\*=UTF-8''[\w.%*!'()~-]+$/);
});

it('sends nothing that lies beside it', async () => {
  const { target } = downloads.offer('run.csv');
  writeFileSync(path.join(path.dirname(target), 'beside.csv'), 'secret');
  const id = path.basename(target, '.csv');
  for (const way of [
    'beside.csv',
    `${id}/../beside.csv`,
    `..%2f${path.basename(path.dirname(target))}%2fbeside.csv`,
    encodeURIComponent(path.join(path.dirname(target), 'beside.csv')),
    '..%2f..%2fetc%2fpasswd',
    '__proto__',
    '',
  ])
    expect((await fetch(`${origin}/download/${way}`)).status, way).toBe(404);
});
