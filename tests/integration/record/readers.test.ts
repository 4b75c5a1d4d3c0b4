// What is looked up in real recordings is what every block of them says.

import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { compareReaders } from '../../harness/compare-readers.ts';
import { CONFORMANCE_PROGRAMS } from '../../harness/conformance.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

/** Some of them: each is recorded and read again block by block. */
const EVERY = 16;

test.each(CONFORMANCE_PROGRAMS.filter((_, i) => i % EVERY === 0))('%s', async (name) => {
  const source = readFileSync(new URL(`../../fixtures/conformance/${name}.py`, import.meta.url));
  const recorded = await recordProgram(folder.path('.'), source);
  const file = recorded.open();
  expect(file.lives().count).toBeGreaterThan(1000);
  compareReaders(file);
  file.close();
});
