// Owns what can be told of a program before it runs: modules it imports that need what the sandbox does not have. Must not refuse
// anything: an import alone works, and many programs never use what they import.

import type { ProgramFile } from '../../../shared/model/engine-messages.ts';

const MISSING: readonly (readonly [modules: readonly string[], what: string])[] = [
  [['threading', '_thread', 'concurrent.futures'], 'threads'],
  [['multiprocessing', 'subprocess'], 'processes'],
  [
    [
      'socket',
      'socketserver',
      'ssl',
      'http.client',
      'http.server',
      'urllib.request',
      'smtplib',
      'ftplib',
    ],
    'network',
  ],
  [['requests', 'httpx', 'aiohttp', 'urllib3'], 'network'],
  [['numpy', 'pandas', 'scipy', 'torch', 'tensorflow', 'matplotlib'], 'native modules'],
  [['tkinter', 'curses'], 'screen'],
];

const IMPORT = /^[ \t]*(?:import[ \t]+([\w., \t]+)|from[ \t]+([\w.]+)[ \t]+import\b)/gm;

/** One sentence per file and kind of thing that is missing. */
export function unsupportedImports(files: readonly ProgramFile[]): string[] {
  return files.flatMap(({ path, bytes, yours }) => {
    if (!yours || !path.endsWith('.py')) return [];
    const imported = importedModules(Buffer.from(bytes).toString('utf8'));
    return MISSING.flatMap(([modules, what]) => {
      const found = modules.filter((module) => imported.has(module));
      if (found.length === 0) return [];
      return [
        `${path} imports ${found.join(', ')}: the sandbox has no ${what}, so using one is an error there`,
      ];
    });
  });
}

function importedModules(source: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, plain, from] of source.matchAll(IMPORT)) {
    const names = from === undefined ? (plain ?? '').split(',') : [from];
    for (const name of names) {
      const module = name.trim().split(/\s+/)[0] ?? '';
      const parts = module.split('.');
      parts.forEach((_, i) => found.add(parts.slice(0, i + 1).join('.')));
    }
  }
  return found;
}
