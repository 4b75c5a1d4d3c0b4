// Every conformance program, recorded on Python 3.13.2: prints what native 64-bit CPython 3.13.0 prints, and no count is missing.

import { afterAll, test } from 'vitest';
import {
  CONFORMANCE_PROGRAMS,
  expectConformance,
  nativeOutput,
} from '../../harness/conformance.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test.each(CONFORMANCE_PROGRAMS)('%s', async (name) => {
  await expectConformance(folder.path('.'), name, {
    python: '3.13',
    pythonVersion: '3.13.2',
    expected: nativeOutput(name, '3.13.0'),
  });
});
