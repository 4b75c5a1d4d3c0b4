// Every conformance program, recorded on Python 3.12: prints what native 64-bit CPython 3.12.1 prints, and no count is missing.

import { nativeOutput, testConformance } from '../../harness/conformance.ts';

testConformance({ python: '3.12', pythonVersion: '3.12.1' }, (name) =>
  nativeOutput(name, '3.12.1'),
);
