// The thread that rewrites one engine's binary and puts it into the cache. Answers null, or the sentence why it failed.

import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { engineDefinition } from '../engine/catalogue.ts';
import { instrument } from '../instrument/instrument.ts';
import type { CachedFacts, RewriteTask } from './engine-cache.ts';
import { sha256, writeAtomically } from './files.ts';

async function rewrite({ engine, sites: mode, wasmFile, target }: RewriteTask): Promise<void> {
  const options = { ...engineDefinition(engine).instrument, mode };
  const { wasm, sites } = instrument(await readFile(wasmFile), options);
  if (!WebAssembly.validate(wasm))
    throw new Error(`the rewritten engine for Python ${engine} is not valid WebAssembly`);
  const facts: CachedFacts = { sha256: sha256(wasm), sites };
  await writeAtomically(`${target}.wasm`, wasm);
  await writeAtomically(`${target}.json`, JSON.stringify(facts));
}

rewrite(workerData as RewriteTask).then(
  () => parentPort?.postMessage(null),
  (error: unknown) =>
    parentPort?.postMessage(error instanceof Error ? error.message : String(error)),
);
