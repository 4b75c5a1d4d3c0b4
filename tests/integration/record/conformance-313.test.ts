// Every conformance program, recorded on Python 3.13.2: prints what native 64-bit CPython 3.13.0 prints, and no count is missing.

import { nativeOutput, testConformance } from '../../harness/conformance.ts';

testConformance({ python: '3.13', pythonVersion: '3.13.2' }, (name) =>
  nativeOutput(name, '3.13.0'),
);
