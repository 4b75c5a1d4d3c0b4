// Owns where everything is: the project's own files, worker entries, caches, the library. The one place that knows that a checkout
// runs from src with type stripping while Electron and an installed command run the bundle in out/main.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { unpackedPath } from '../../shared/base/unpacked-path.ts';

const here = fileURLToPath(import.meta.url);

function findRoot(): string {
  let folder = path.dirname(here);
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('Internal error: no package.json above the program');
    folder = parent;
  }
  return folder;
}

/** The folder of package.json: a checkout, an installed package, or Electron's archive. */
export const projectRoot = findRoot();
const runsFromSource = here.endsWith('.ts');

const WORKERS = {
  engine: ['src/main/engine/worker.ts', 'out/main/engine-worker.js'],
  recorder: ['src/main/recorder/worker.ts', 'out/main/recorder-worker.js'],
  replay: ['src/main/replay/worker.ts', 'out/main/replay-worker.js'],
  'replay-process': ['src/main/app/replay/replay-process.ts', 'out/main/replay-process.js'],
  query: ['src/main/app/query-worker.ts', 'out/main/query-worker.js'],
  memoryWatch: ['src/main/app/query-process/memory-watch.ts', 'out/main/memory-watch.js'],
  rewrite: ['src/main/app/rewrite-worker.ts', 'out/main/rewrite-worker.js'],
} as const;

/** Where the file of a worker thread or process is, as `new Worker()` takes it. */
export function workerUrl(name: keyof typeof WORKERS): URL {
  const [source, bundled] = WORKERS[name];
  return pathToFileURL(unpackedPath(path.join(projectRoot, runsFromSource ? source : bundled)));
}

/** The icon of the window; on macOS the package holds it. */
export const iconFile = path.join(projectRoot, 'resources', 'icon.png');
/** The built window. */
export const rendererDir = path.join(projectRoot, 'out', 'renderer');
export const lessonsDir = path.join(projectRoot, 'resources', 'lessons');
export const examplesDir = path.join(projectRoot, 'resources', 'examples');

const { env, platform } = process;

/** The user's folder of a kind, by the conventions of the system. */
function userDir(kind: 'data' | 'cache'): string {
  const home = homedir();
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Refscope');
  if (platform === 'darwin')
    return path.join(
      home,
      'Library',
      kind === 'data' ? 'Application Support' : 'Caches',
      'Refscope',
    );
  const [variable, fallback] =
    kind === 'data' ? ['XDG_DATA_HOME', '.local/share'] : ['XDG_CACHE_HOME', '.cache'];
  return path.join(env[variable] || path.join(home, fallback), 'refscope');
}

/** What can be made again: rewritten engines, the example recording. REFSCOPE_CACHE overrides. */
export function cacheDir(): string {
  if (env['REFSCOPE_CACHE']) return path.resolve(env['REFSCOPE_CACHE']);
  const modules = path.join(projectRoot, 'node_modules');
  return runsFromSource && existsSync(modules)
    ? path.join(modules, '.cache', 'refscope')
    : userDir('cache');
}

/** Where recordings are kept unless the user says otherwise. REFSCOPE_LIBRARY overrides. */
export const defaultLibraryDir = (): string =>
  env['REFSCOPE_LIBRARY']
    ? path.resolve(env['REFSCOPE_LIBRARY'])
    : path.join(userDir('data'), 'library');
