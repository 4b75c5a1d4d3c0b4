// Owns the life of the engine's worker as the app sees it: start under a deadline, messages, input, stop.
// Invariant: after `exited`, `failed` or terminate() no message comes any more, and exactly one of the first two comes
// unless the app terminated it.

import v8 from 'node:v8';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { BootSpec, EngineMessage } from '../../shared/model/engine-messages.ts';
import type { EngineWorkerData } from './worker.ts';

export interface EngineOptions {
  readonly spec: BootSpec;
  /** Where the worker's file is; the app knows how it was built. */
  readonly workerUrl: URL;
  /** The recorder's side channel; null in a plain run. It is transferred. */
  readonly side: MessagePort | null;
  readonly bootDeadlineMs: number;
  onMessage(message: EngineMessage): void;
}

export interface EngineHandle {
  /** Answers `input-wanted`; null is the end of the input. */
  input(bytes: Uint8Array | null): void;
  terminate(): Promise<void>;
}

/**
 * V8 replaces its generic wrapper for a call from wasm to JavaScript by a special one after 1,000 calls, and keeps those in a
 * cache that all threads of a process share. Freeing from it has crashed the process ("jit_page_->allocations_.erase",
 * Node 24.9, once in about a hundred recordings), so calls stay generic; a loop of C calls takes about 14 % longer.
 */
v8.setFlagsFromString('--wasm-wrapper-tiering-budget=2000000000');

/** CPython recurses on the native stack; its own limit must be hit before this one. */
const STACK_MB = 48;
/**
 * Where recursion in C passes that limit by (docs/limits.md), the native stack ends the run. It holds more frames or fewer as V8 and
 * the rewrite make them, so a run that is executed again has room to get as far as the first one did, whatever they are.
 */
export const AGAIN_STACK_MB = 128;

export function startEngine(options: EngineOptions): EngineHandle {
  const { port1: input, port2: workerInput } = new MessageChannel();
  const inputSignal = new Int32Array(new SharedArrayBuffer(4));
  const data: EngineWorkerData = {
    spec: options.spec,
    side: options.side,
    input: workerInput,
    inputSignal,
  };
  const worker = new Worker(options.workerUrl, {
    workerData: data,
    transferList: options.side ? [workerInput, options.side] : [workerInput],
    env: {},
    execArgv: [],
    resourceLimits: { stackSizeMb: options.spec.program.clock ? AGAIN_STACK_MB : STACK_MB },
    stdin: false,
    stdout: true,
    stderr: true,
  });
  let over = false;
  const deliver = (message: EngineMessage): void => {
    if (over) return;
    over = message.kind === 'exited' || message.kind === 'failed';
    if (message.kind === 'booted' || over) clearTimeout(deadline);
    options.onMessage(message);
    if (over) void worker.terminate();
  };
  const deadline = setTimeout(() => {
    deliver({
      kind: 'failed',
      message: `The Python engine did not start within ${Math.round(options.bootDeadlineMs / 1000)} s; delete Refscope's engine cache and try again.`,
    });
  }, options.bootDeadlineMs);
  worker.on('message', (message: EngineMessage) => deliver(message));
  worker.on('error', (error) =>
    deliver({
      kind: 'failed',
      message: `The interpreter crashed: ${error instanceof Error ? error.message : String(error)}`,
    }),
  );
  worker.on('exit', () =>
    deliver({ kind: 'failed', message: 'The interpreter ended without a result.' }),
  );
  return {
    input: (bytes) => {
      input.postMessage(bytes);
      Atomics.add(inputSignal, 0, 1);
      Atomics.notify(inputSignal, 0);
    },
    terminate: async () => {
      over = true;
      clearTimeout(deadline);
      input.close();
      await worker.terminate();
    },
  };
}
