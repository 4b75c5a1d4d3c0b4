// Runs a program on the engine as it comes from npm, not rewritten: the yardstick for what a recording must not change.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { engineDefinition, enginePackageDir } from '../../src/main/engine/catalogue.ts';
import { startEngine } from '../../src/main/engine/start-engine.ts';
import type {
  BootSpec,
  EngineId,
  ProgramSpec,
  WrittenFile,
} from '../../src/shared/model/engine-messages.ts';

export interface PlainRun {
  readonly stdout: string;
  readonly stderr: string;
  /** null when the engine failed; `failure` says how. */
  readonly exitStatus: number | null;
  readonly failure: string;
  /** What it wrote into its working directory, where `collectFiles` asks for that. */
  readonly files?: readonly WrittenFile[];
}

const compiled = new Map<EngineId, WebAssembly.Module>();

export function plainModule(engine: EngineId): WebAssembly.Module {
  const definition = engineDefinition(engine);
  const file = path.join(enginePackageDir(definition), definition.wasmFile);
  const module = compiled.get(engine) ?? new WebAssembly.Module(readFileSync(file));
  compiled.set(engine, module);
  return module;
}

export function programSpec(
  name: string,
  source: string | Uint8Array,
  overrides: Partial<ProgramSpec> = {},
): ProgramSpec {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  return {
    workingDirectory: '/home',
    command: [name],
    files: [{ path: `/home/${name}`, bytes, yours: true }],
    args: [],
    env: {},
    stdin: new Uint8Array(),
    entropySeed: '00112233445566778899aabbccddeeff',
    maxMemoryBytes: 2 ** 30,
    ...overrides,
  };
}

export function runPlain(program: ProgramSpec, engine: EngineId = '3.12'): Promise<PlainRun> {
  const spec: BootSpec = {
    engine,
    packageDir: enginePackageDir(engineDefinition(engine)),
    module: plainModule(engine),
    program,
    record: false,
  };
  const written = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  let files: readonly WrittenFile[] = [];
  const text = (stream: 'stdout' | 'stderr'): string =>
    Buffer.concat(written[stream]).toString('utf8');
  return new Promise((resolve) => {
    const end = (exitStatus: number | null, failure = ''): void =>
      resolve({
        stdout: text('stdout'),
        stderr: text('stderr'),
        exitStatus,
        failure,
        ...(files.length > 0 && { files }),
      });
    startEngine({
      spec,
      workerUrl: new URL('../../src/main/engine/worker.ts', import.meta.url),
      side: null,
      bootDeadlineMs: 60_000,
      onMessage: (message) => {
        if (message.kind === 'output') written[message.stream].push(message.bytes);
        else if (message.kind === 'files-written') files = message.files;
        else if (message.kind === 'exited') end(message.exitStatus);
        else if (message.kind === 'failed') end(null, message.message);
      },
    });
  });
}
