// Owns node_modules: installs when it is missing or stale, and mends what an npm that skips install scripts leaves out.
// Invariant: after ensureInstalled() the repository's own Node runs and better-sqlite3 loads in it.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, repoNode } from './paths.mjs';
import { run, runNpm } from './run.mjs';

const STAMP = inRoot('node_modules', '.refscope-setup');

/** What the installed packages depend on: the manifest's dependencies and the lockfile. */
function fingerprint() {
  const { dependencies, devDependencies } = JSON.parse(
    fs.readFileSync(inRoot('package.json'), 'utf8'),
  );
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify({
      dependencies,
      devDependencies,
      platform: process.platform,
      arch: process.arch,
    }),
  );
  if (fs.existsSync(inRoot('package-lock.json')))
    hash.update(fs.readFileSync(inRoot('package-lock.json')));
  return hash.digest('hex');
}

const isFresh = () => fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === fingerprint();

/**
 * A lockfile written where the registry showed other platforms' optional packages not at all cannot name this platform's: then
 * npm would leave the native bindings out.
 */
function lockCoversPlatform() {
  if (!fs.existsSync(inRoot('package-lock.json'))) return false;
  const { packages } = JSON.parse(fs.readFileSync(inRoot('package-lock.json'), 'utf8'));
  const names = Object.keys(packages);
  return names.some(
    (name) => name.includes('@esbuild/') && name.includes(`${process.platform}-${process.arch}`),
  );
}

async function nodeWorks() {
  if (!fs.existsSync(repoNode())) return false;
  const { status, output } = await run(repoNode(), ['--version'], { capture: true });
  return status === 0 && output.startsWith('v24.');
}

/** npm may be told to skip install scripts, and newer ones skip them unasked: the `node` package gets its binary in one. */
async function ensureNode(log) {
  if (await nodeWorks()) return;
  log('fetching Node 24, which the repository pins');
  const folder = inRoot('node_modules', 'node');
  await run(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, toStderr: true });
  if (await nodeWorks()) return;
  throw new Error(
    `Node 24 could not be set up in ${folder}: check the connection to the npm registry, delete node_modules and try again.`,
  );
}

async function ensureDatabase() {
  const check = "new (require('better-sqlite3'))(':memory:').close()";
  const { status, output } = await run(repoNode(), ['-e', check], { capture: true });
  if (status === 0) return;
  throw new Error(
    `better-sqlite3 does not load on ${process.platform}-${process.arch} (${output.trim().split('\n')[0]}): delete node_modules and try again.`,
  );
}

/** Returns true when something was installed. Throws an Error whose message is for the user. */
export async function ensureInstalled(log) {
  if (isFresh()) return false;
  log('installing packages with npm (a few minutes the first time)');
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const locked = lockCoversPlatform();
  let result = await runNpm(locked ? args : [...args, '--no-package-lock'], { toStderr: true });
  if (result.status !== 0 && locked) {
    log('npm could not follow the lockfile; trying without it');
    result = await runNpm([...args, '--no-package-lock'], { toStderr: true });
  }
  if (result.status !== 0)
    throw new Error(
      'npm install failed (its message is above): check the connection to the registry and try again.',
    );
  await ensureNode(log);
  await ensureDatabase();
  fs.mkdirSync(path.dirname(STAMP), { recursive: true });
  fs.writeFileSync(STAMP, fingerprint());
  return true;
}
