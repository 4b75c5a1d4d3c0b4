// Every conformance program, recorded on Python 3.12: prints what native 64-bit CPython 3.12.1 prints, and no count is missing.

import { afterAll, expect, test } from 'vitest';
import {
  CONFORMANCE_PROGRAMS,
  expectConformance,
  nativeOutput,
} from '../../harness/conformance.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test('the corpus is there', () => {
  expect(CONFORMANCE_PROGRAMS).toHaveLength(64);
});

test.each(CONFORMANCE_PROGRAMS)('%s', async (name) => {
  await expectConformance(folder.path('.'), name, {
    python: '3.12',
    pythonVersion: '3.12.1',
    expected: nativeOutput(name, '3.12.1'),
  });
});
