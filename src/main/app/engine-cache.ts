// Owns the rewritten engines: each is made once per content of the binary and version of the rewriter, kept on disk and, compiled, in
// memory. Invariant: what comes out of the cache is what was put in (its hash is checked), and was validated before it was kept.

import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../shared/base/failure.ts';
import type { EngineId } from '../../shared/model/engine-messages.ts';
import type { InstrumentOptions } from '../../shared/model/instrumented.ts';
import type { Site } from '../../shared/model/site.ts';
import { engineDefinition, enginePackageDir } from '../engine/catalogue.ts';
import type { EngineDefinition } from '../engine/engine-definition.ts';
import { INSTRUMENTER_VERSION } from '../instrument/instrument.ts';
import { isFile, readWholeFile, sha256 } from './files.ts';
import { cacheDir, workerUrl } from './places.ts';

export interface PreparedEngine {
  readonly definition: EngineDefinition;
  readonly packageDir: string;
  readonly module: WebAssembly.Module;
  readonly sites: readonly Site[];
}

/** What lies beside the rewritten binary. */
export interface CachedFacts {
  readonly sha256: string;
  readonly sites: readonly Site[];
}

export interface RewriteTask {
  readonly engine: EngineId;
  readonly sites: InstrumentOptions['mode'];
  readonly wasmFile: string;
  /** Path without ending of the two files to write. */
  readonly target: string;
}

type SiteMode = InstrumentOptions['mode'];

export interface PrepareOptions {
  readonly sites?: SiteMode;
  /** Called when the engine has to be made first (1 to 3 s). */
  readonly onRewrite?: () => void;
}

const compiled = new Map<string, Promise<PreparedEngine>>();

/** The instrumented engine, ready to boot. Throws Failure. */
export function prepareEngine(
  id: EngineId,
  { sites = 'guarded', onRewrite = () => undefined }: PrepareOptions = {},
): Promise<PreparedEngine> {
  const name = `${id} ${sites}`;
  const known = compiled.get(name);
  if (known) return known;
  const preparing = prepare(id, sites, onRewrite);
  compiled.set(name, preparing);
  preparing.catch(() => compiled.delete(name));
  return preparing;
}

async function prepare(
  id: EngineId,
  sites: SiteMode,
  onRewrite: () => void,
): Promise<PreparedEngine> {
  const definition = engineDefinition(id);
  const packageDir = enginePackageDir(definition);
  const wasmFile = path.join(packageDir, definition.wasmFile);
  const key = sha256(
    JSON.stringify([
      sha256(await readWholeFile(wasmFile)),
      INSTRUMENTER_VERSION,
      { ...definition.instrument, mode: sites },
    ]),
  );
  const target = path.join(cacheDir(), 'engines', `${id}-${key.slice(0, 32)}`);
  let cached = await load(target);
  if (!cached) {
    onRewrite();
    await rewrite({ engine: id, sites, wasmFile, target });
    cached = await load(target);
  }
  if (!cached)
    throw new Failure(
      'engine',
      `The engine for Python ${id} could not be read back from ${target}.wasm; delete the folder and try again.`,
    );
  const { bytes, facts } = cached;
  const module = await WebAssembly.compile(bytes);
  return { definition, packageDir, module, sites: facts.sites };
}

/** null when it is not there, or not as it was written. */
async function load(
  target: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; facts: CachedFacts } | null> {
  if (!(await isFile(`${target}.json`)) || !(await isFile(`${target}.wasm`))) return null;
  try {
    const facts = JSON.parse(
      (await readWholeFile(`${target}.json`)).toString('utf8'),
    ) as CachedFacts;
    const bytes = await readWholeFile(`${target}.wasm`);
    return sha256(bytes) === facts.sha256 ? { bytes, facts } : null;
  } catch {
    return null;
  }
}

/** In a thread of its own: it keeps a processor busy for a second or more. */
function rewrite(task: RewriteTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl('rewrite'), { workerData: task, execArgv: [] });
    worker.on('message', (problem: string | null) => {
      if (problem === null) resolve();
      else reject(new Failure('engine', problem));
    });
    worker.on('error', (error) =>
      reject(new Failure('engine', `Rewriting the engine failed: ${String(error)}.`)),
    );
    worker.on('exit', () =>
      reject(new Failure('engine', 'Rewriting the engine ended without a result.')),
    );
  });
}
