// Every conformance program, recorded on Python 3.14: prints what it prints on the engine that is not rewritten, and no count is
// missing. What native 3.14 prints is not in the corpus; its counts are lower, as locals are borrowed (docs/limits.md).

import { expect } from 'vitest';
import { conformanceSource, testConformance } from '../../harness/conformance.ts';
import { programSpec, runPlain } from '../../harness/plain-engine.ts';

testConformance({ python: '3.14', pythonVersion: '3.14.2' }, async (name) => {
  const plain = await runPlain(programSpec(`${name}.py`, conformanceSource(name)), '3.14');
  expect(plain.failure).toBe('');
  return plain.stdout;
});
