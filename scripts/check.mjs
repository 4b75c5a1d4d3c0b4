// npm run check: format, types, lint, boundaries, unused code, unit and property tests.

import { runChecks } from './lib/checks.mjs';
import { fail, setUpPackages } from './lib/setup.mjs';
import { summarise } from './lib/steps.mjs';

await setUpPackages().catch(fail);
process.exitCode = summarise(await runChecks());
