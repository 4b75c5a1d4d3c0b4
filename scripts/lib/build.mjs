// Owns the build in out/: made when a source changed since the last one, judged by content.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, packageBin } from './paths.mjs';
import { runNode } from './run.mjs';

const STAMP = inRoot('out', '.built-from');
const INPUTS = ['src', 'electron.vite.config.ts', 'package.json', 'tsconfig.base.json'];

function* filesUnder(name) {
  const full = inRoot(name);
  if (!fs.statSync(full).isDirectory()) return yield name;
  for (const entry of fs.readdirSync(full).sort()) yield* filesUnder(path.join(name, entry));
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const input of INPUTS)
    for (const file of filesUnder(input))
      hash.update(`${file}\0`).update(fs.readFileSync(inRoot(file)));
  return hash.digest('hex');
}

const isFresh = (print) => fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === print;

/** Throws an Error whose message is for the user. */
export async function ensureBuilt(log) {
  const print = fingerprint();
  if (isFresh(print)) return;
  log('building the window');
  const { status, output } = await runNode([packageBin('electron-vite'), 'build'], {
    capture: true,
  });
  if (status !== 0) throw new Error(`the build failed:\n${output}`);
  fs.writeFileSync(STAMP, print);
}
