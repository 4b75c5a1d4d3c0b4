// npm run package [-- OPTIONS of electron-builder]: sets up, then packs the app of electron-builder.yml into dist/; without options as
// a folder, with `--linux`, `--mac` or `--win` as what people install. electron-builder is fetched by npx, Electron by it: both need the
// internet.

import { fail, setUpWindow } from './lib/setup.mjs';
import { runNpm } from './lib/run.mjs';

const ELECTRON_BUILDER = 'electron-builder@26.17.0';
const args = process.argv.slice(2);

await setUpWindow().catch(fail);
const { status } = await runNpm([
  'exec',
  '--yes',
  '--',
  ELECTRON_BUILDER,
  ...(args.length > 0 ? args : ['--dir']),
]);
process.exitCode = status;
