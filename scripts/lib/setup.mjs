// Owns the order of setting a checkout up. Whatever is done already costs milliseconds.

import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';

/** What set-up does goes to stderr: stdout belongs to whoever asked. */
export const log = (sentence) => process.stderr.write(`refscope set-up: ${sentence}\n`);

/** Says the message of a failed step in one line and ends the process. */
export function fail(error) {
  process.stderr.write(
    `refscope set-up: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}

/** Packages only: enough for the command line, the checks and the tests without a window. */
export const setUpPackages = () => ensureInstalled(log);

/** Everything that a window needs: packages, the build, the engine rewritten and cached, the example recording. */
export async function setUpWindow() {
  await ensureInstalled(log);
  await ensureBuilt(log);
  const { status } = await runNode([inRoot('scripts', 'prepare.ts')], { toStderr: true });
  if (status !== 0) throw new Error('the engine could not be prepared (its message is above).');
}
