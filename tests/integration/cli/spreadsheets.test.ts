// What a program chose as a name must not run in the spreadsheet that opens its export.

import { parse } from 'csv-parse/sync';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refscope } from '../../harness/run-command.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

beforeAll(async () => {
  writeFileSync(
    folder.path('prog.py'),
    `evil = type('=HYPERLINK("http://x","y")', (), {})()\nnegative = -(10 ** 12)\ngrown = type('-2+3', (), {})()\n`,
  );
  const { status } = await refscope([
    'record',
    folder.path('prog.py'),
    '-o',
    folder.path('run.refscope'),
  ]);
  expect(status).toBe(0);
});

async function objects(
  ...options: readonly string[]
): Promise<ReadonlyMap<string, Record<string, string>>> {
  const { stdout } = await refscope([
    'export',
    folder.path('run.refscope'),
    '--csv',
    '-',
    '--table',
    'objects',
    ...options,
  ]);
  const rows = parse(stdout, { columns: true }) as Record<string, string>[];
  return new Map(rows.map((row) => [row['names'] ?? '', row]));
}

it('names that look like formulas are made text, numbers stay numbers', async () => {
  const rows = await objects();
  expect(rows.get('evil')?.['type']).toBe(`'=HYPERLINK("http://x","y")`);
  expect(rows.get('grown')?.['type']).toBe(`'-2+3`);
  expect(rows.get('negative')?.['value']).toBe('-1000000000000');
});

it('--raw leaves everything as it was recorded', async () => {
  const rows = await objects('--raw');
  expect(rows.get('evil')?.['type']).toBe('=HYPERLINK("http://x","y")');
  expect(rows.get('grown')?.['type']).toBe('-2+3');
});
