// Owns the life of the recorder's two threads as the app sees them. Invariants: `finished` is delivered exactly once and last,
// unless the app terminated them; an engine whose recorder is gone is asked to stop, so that it never waits for ever.

import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { RingReady } from '../../shared/model/engine-messages.ts';
import type {
  RecorderCommand,
  RecorderMessage,
  RecorderSpec,
  RunOutcome,
} from '../../shared/model/recorder-messages.ts';
import { CONTROL, MEMORY } from '../../shared/model/ring.ts';
import { newShared } from '../session/write/writer-channel.ts';
import type { RecorderThreadData, RecorderWorkerData, WriterWorkerData } from './worker.ts';

export interface RecorderOptions {
  readonly spec: RecorderSpec;
  /** Where the worker's file is; the app knows how it was built. */
  readonly workerUrl: URL;
  /** The engine's side messages arrive here. It is transferred. */
  readonly side: MessagePort;
  onMessage(message: RecorderMessage): void;
}

export interface RecorderHandle {
  /** The engine is booted: its ring is to be read from now on. */
  begin(ring: RingReady): void;
  /** The run is over, or the engine is gone: finish with what there is. */
  finish(outcome: RunOutcome): void;
  /** Gives the recording up; the file stays as of its last commit. */
  terminate(): Promise<void>;
}

export function startRecorder(options: RecorderOptions): RecorderHandle {
  const { port1: commands, port2: workerCommands } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { spec, side } = options;
  const { port1: toWriter, port2: fromDecoder } = new MessageChannel();
  const shared = newShared();
  const start = (data: RecorderThreadData, transferList: MessagePort[]): Worker =>
    new Worker(options.workerUrl, { workerData: data, transferList, execArgv: [] });
  const writing: WriterWorkerData = {
    role: 'write',
    path: spec.path,
    channel: { port: fromDecoder, shared },
  };
  const decoding: RecorderWorkerData = {
    role: 'decode',
    channel: { port: toWriter, shared },
    spec,
    side,
    commands: workerCommands,
    signal,
  };
  const workers = [
    start(writing, [fromDecoder]),
    start(decoding, [toWriter, workerCommands, side]),
  ] as const;
  const [writer, worker] = workers;
  let control: Int32Array | null = null;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    if (control) Atomics.store(control, CONTROL.stop, 1);
    commands.close();
  };
  const deliver = (message: RecorderMessage): void => {
    if (isOver) return;
    if (message.kind === 'finished') end();
    options.onMessage(message);
  };
  const crash = (reason: string): void => {
    const message = `The recorder crashed: ${reason}; the file holds the run up to its last commit.`;
    deliver({ kind: 'failed', message });
    deliver(crashed(message));
    for (const each of workers) void each.terminate();
  };
  worker.on('message', deliver);
  for (const each of workers)
    each.on('error', (error) => crash(error instanceof Error ? error.message : String(error)));
  // The writer ends when it has finished the file; the decoder says so afterwards.
  writer.on('exit', (code) => {
    if (code !== 0) crash('the thread that writes the file ended');
  });
  worker.on('exit', () => crash('it ended without a result'));
  const command = (message: RecorderCommand): void => {
    if (isOver) return;
    commands.postMessage(message);
    Atomics.add(signal, 0, 1);
    Atomics.notify(signal, 0);
    // It may be asleep waiting for the engine.
    if (control) Atomics.notify(control, CONTROL.published);
  };
  return {
    begin: (ring) => {
      control = new Int32Array(ring.memory, MEMORY.control, 1024);
      if (isOver) Atomics.store(control, CONTROL.stop, 1);
      command({ kind: 'begin', ring });
    },
    finish: (outcome) => command({ kind: 'finish', outcome }),
    terminate: async () => {
      end();
      await Promise.all(workers.map((each) => each.terminate()));
    },
  };
}

const crashed = (statusReason: string): RecorderMessage => ({
  kind: 'finished',
  status: 'partial',
  statusReason,
  exitStatus: null,
  events: 0,
  steps: 0,
  objects: 0,
  gaps: 0,
  durationMs: 0,
  sizeBytes: 0,
});
