// An export that is cancelled leaves the target as it was, and nothing beside it.

import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ExportJobs } from '../../../src/main/app/export-jobs.ts';
import type { ExportContent } from '../../../src/main/app/query-messages.ts';
import type { AppEvent } from '../../../src/shared/api/index.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';

const folder = temporaryFolder();
const LARGE = folder.path('large.refscope');
beforeAll(() => writeSyntheticSession(LARGE, { events: 1_500_000 }));
afterAll(() => folder.remove());

it.each<[string, ExportContent]>([
  ['out.csv', { format: 'csv', options: { table: 'events', all: true } }],
  ['out.db', { format: 'sqlite', options: { all: true } }],
])('to %s', async (name, content) => {
  const jobs = new ExportJobs();
  const target = folder.path(name);
  writeFileSync(target, 'as it was');
  copyFileSync(LARGE, folder.path('run.refscope'));
  const before = readdirSync(folder.path('.')).sort();
  const events: AppEvent[] = [];
  let told: () => void = () => undefined;
  const next = (): Promise<void> => new Promise((resolve) => (told = resolve));
  const tell = (event: AppEvent): void => {
    events.push(event);
    told();
  };
  const sessionPath = folder.path('run.refscope');
  const first = next();
  const job = await jobs.start({ sessionPath, content, target, downloadUrl: null, tell });
  await first;
  expect(events[0]).toMatchObject({ kind: 'export.progress', job });
  const during = readdirSync(folder.path('.')).filter((one) => !before.includes(one));
  expect(during.join(' ')).toContain(`.${name}.`);
  await jobs.cancel(job);
  while (events.at(-1)?.kind !== 'export.failed') await next();
  expect(events.at(-1)).toEqual({
    kind: 'export.failed',
    job,
    message: 'The export was cancelled; no file was written.',
  });
  expect(readdirSync(folder.path('.')).sort()).toEqual(before);
  expect(readFileSync(target, 'utf8')).toBe('as it was');
  expect(() => jobs.target(job)).toThrow('There is no finished export of that name');
});
