// Owns running one program plain or recorded and saying how long it took. Wall time from "Python is up" to the end of the
// run; for a recording, to the end of the file, so nothing is left out.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startRecording } from '../src/main/app/record-program.ts';
import { engineDefinition, enginePackageDir } from '../src/main/engine/catalogue.ts';
import { startEngine } from '../src/main/engine/start-engine.ts';
import type { SessionFacts } from '../src/shared/model/session.ts';
import { plainModule, programSpec } from '../tests/harness/plain-engine.ts';

const ENGINE = '3.12';

export interface RecordedRun {
  readonly ms: number;
  /** On the processor, all threads, from the call to the end: other programs disturb it less than wall time. */
  readonly cpuMs: number;
  readonly facts: SessionFacts;
  readonly path: string;
  readonly sizeBytes: number;
  /** From the call to the first progress report that counts an event. */
  readonly firstEventMs: number;
  readonly peakRssMb: number;
}

/** Milliseconds of the program alone on the engine as it comes from npm. */
export function timePlain(source: string): Promise<number> {
  const definition = engineDefinition(ENGINE);
  let started = 0;
  return new Promise((resolve, reject) => {
    startEngine({
      spec: {
        engine: ENGINE,
        packageDir: enginePackageDir(definition),
        module: plainModule(ENGINE),
        program: programSpec('bench.py', source),
        record: false,
      },
      workerUrl: new URL('../src/main/engine/worker.ts', import.meta.url),
      side: null,
      bootDeadlineMs: 60_000,
      onMessage: (message) => {
        if (message.kind === 'booted') started = performance.now();
        else if (message.kind === 'exited') resolve(performance.now() - started);
        else if (message.kind === 'failed') reject(new Error(message.message));
      },
    });
  });
}

const directory = mkdtempSync(path.join(os.tmpdir(), 'refscope-bench-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
let runs = 0;

export async function timeRecorded(source: string): Promise<RecordedRun> {
  const file = path.join(directory, `bench-${++runs}.refscope`);
  const called = performance.now();
  const cpuBefore = process.cpuUsage();
  let running = 0;
  let firstEvent = 0;
  let peakRss = process.memoryUsage.rss();
  const watch = setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage.rss())), 20);
  const recording = startRecording({
    path: file,
    programName: 'bench.py',
    source: new TextEncoder().encode(source),
    args: [],
    python: ENGINE,
    stdin: new Uint8Array(),
    onOutput: () => undefined,
    onInputWanted: () => undefined,
    onProgress: (progress) => {
      if (progress.phase === 'running' && running === 0) running = performance.now();
      if (progress.events > 0 && firstEvent === 0) firstEvent = performance.now();
    },
  });
  const { facts, sizeBytes, failure } = await recording.finished;
  clearInterval(watch);
  if (failure) throw failure;
  const ended = performance.now();
  const cpu = process.cpuUsage(cpuBefore);
  return {
    ms: ended - running,
    cpuMs: (cpu.user + cpu.system) / 1000,
    facts,
    path: file,
    sizeBytes: sizeBytes || statSync(file).size,
    firstEventMs: firstEvent - called,
    peakRssMb: peakRss / 2 ** 20,
  };
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
};
