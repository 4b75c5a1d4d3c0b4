// node scripts/run.mjs FILE.ts ARGS…: sets packages up and runs a TypeScript file on the repository's Node.

import { runNode } from './lib/run.mjs';
import { fail, setUpPackages } from './lib/setup.mjs';

await setUpPackages().catch(fail);
const { status } = await runNode(process.argv.slice(2));
process.exitCode = status;
