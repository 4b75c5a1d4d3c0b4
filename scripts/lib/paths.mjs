// Owns where things of a checkout are. Plain JavaScript for Node 20 and later: it runs before anything is installed.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const inRoot = (...parts) => path.join(root, ...parts);

const isWindows = process.platform === 'win32';

/** The Node that the repository pins; npm's `node` package holds it. */
export const repoNode = () =>
  inRoot('node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');

/** A program of an installed package, to be run by `repoNode()`. */
export function packageBin(packageName, binName = packageName) {
  const folder = inRoot('node_modules', packageName);
  const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[binName]);
}
