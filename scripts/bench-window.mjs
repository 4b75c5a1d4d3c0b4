// npm run bench:window [-- FILE --events N --json]: sets up the window and a Chromium, then measures how smooth the window is.

import { ensureChromium } from './lib/chromium.mjs';
import { inRoot } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';
import { fail, log, setUpWindow } from './lib/setup.mjs';

await setUpWindow().catch(fail);
const chromium = await ensureChromium(log).catch(fail);
const args = [inRoot('benches/window.ts'), ...process.argv.slice(2)];
const { status } = await runNode(args, { env: { REFSCOPE_CHROMIUM: chromium } });
process.exitCode = status;
