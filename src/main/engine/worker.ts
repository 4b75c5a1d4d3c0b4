// The engine's worker thread: boots one interpreter, runs one program, reports. Messages: shared/model/engine-messages.ts.

import {
  isMainThread,
  parentPort,
  receiveMessageOnPort,
  workerData,
  type MessagePort,
} from 'node:worker_threads';
import type { BootSpec, EngineMessage } from '../../shared/model/engine-messages.ts';
import { dropAmbientPowers } from './ambient-powers.ts';
import { Interpreter } from './interpreter.ts';
import { StopRequested } from './ring-feeder.ts';
import { RefusedImport } from './sandbox.ts';

export interface EngineWorkerData {
  readonly spec: BootSpec;
  /** To the recorder; null in a plain run. */
  readonly side: MessagePort | null;
  /** Answers to `input-wanted`; `inputSignal[0]` counts the answers sent. */
  readonly input: MessagePort;
  readonly inputSignal: Int32Array;
}

const PROGRAM_STOPPED = 130;

function createInput(
  { spec, input, inputSignal }: EngineWorkerData,
  send: (message: EngineMessage) => void,
): (length: number) => Uint8Array {
  let pending = spec.program.stdin ?? new Uint8Array();
  let ended = spec.program.stdin !== undefined;
  let answers = 0;
  const ask = (): void => {
    send({ kind: 'input-wanted' });
    Atomics.wait(inputSignal, 0, answers);
    answers = Atomics.load(inputSignal, 0);
    const answer = receiveMessageOnPort(input)?.message as Uint8Array | null | undefined;
    if (answer) pending = answer;
    else ended = true;
  };
  return (length) => {
    if (pending.length === 0 && !ended) ask();
    const bytes = pending.subarray(0, length);
    pending = pending.subarray(bytes.length);
    return bytes;
  };
}

async function main(data: EngineWorkerData): Promise<void> {
  const send = (message: EngineMessage): void => parentPort?.postMessage(message);
  const interpreter = new Interpreter(data.spec, {
    send,
    side: (message) => data.side?.postMessage(message),
    readInput: createInput(data, send),
  });
  try {
    await interpreter.boot();
    dropAmbientPowers();
    send({ kind: 'booted', memory: interpreter.ringMemory });
    const exitStatus = interpreter.run();
    const files = interpreter.writtenFiles();
    if (files.length > 0) send({ kind: 'files-written', files });
    send({ kind: 'exited', exitStatus });
  } catch (error) {
    if (error instanceof StopRequested) send({ kind: 'exited', exitStatus: PROGRAM_STOPPED });
    else send({ kind: 'failed', message: sentence(error) });
  }
}

function sentence(error: unknown): string {
  if (error instanceof RefusedImport) return `The run was ended: ${error.message}.`;
  const text = error instanceof Error ? error.message : String(error);
  if (
    /memory access out of bounds|unreachable|null function|table index|indirect call/i.test(text)
  ) {
    return `The interpreter crashed (${text}); what was recorded until then is kept.`;
  }
  // Recursion in C that its own check does not see (docs/limits.md).
  if (/call stack size/i.test(text))
    return 'The interpreter ran out of stack in C code; what was recorded until then is kept.';
  // emscripten's name for abort(), with advice for those who build it.
  if (text.startsWith('Aborted('))
    return 'The interpreter was aborted, as C code does with abort(); what was recorded until then is kept.';
  return `The interpreter failed: ${text}`;
}

if (!isMainThread) void main(workerData as EngineWorkerData);
