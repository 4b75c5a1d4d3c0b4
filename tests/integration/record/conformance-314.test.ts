// Every conformance program, recorded on Python 3.14: prints what it prints on the engine that is not rewritten, and no count is
// missing. What native 3.14 prints is not in the corpus; its counts are lower, as locals are borrowed (docs/limits.md).

import { afterAll, expect, test } from 'vitest';
import {
  CONFORMANCE_PROGRAMS,
  conformanceSource,
  expectConformance,
} from '../../harness/conformance.ts';
import { programSpec, runPlain } from '../../harness/plain-engine.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

test.each(CONFORMANCE_PROGRAMS)('%s', async (name) => {
  const plain = await runPlain(programSpec(`${name}.py`, conformanceSource(name)), '3.14');
  expect(plain.failure).toBe('');
  await expectConformance(folder.path('.'), name, {
    python: '3.14',
    pythonVersion: '3.14.2',
    expected: plain.stdout,
  });
});
