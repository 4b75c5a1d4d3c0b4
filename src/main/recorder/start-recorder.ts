// Owns the life of the recorder's worker as the app sees it. Invariants: `finished` is delivered exactly once and last, unless
// the app terminated the worker; an engine whose recorder is gone is asked to stop, so that it never waits for ever.

import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { RingReady } from '../../shared/model/engine-messages.ts';
import type {
  RecorderCommand,
  RecorderMessage,
  RecorderSpec,
  RunOutcome,
} from '../../shared/model/recorder-messages.ts';
import { CONTROL, MEMORY } from '../../shared/model/ring.ts';
import type { RecorderWorkerData } from './worker.ts';

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
  const data: RecorderWorkerData = { spec, side, commands: workerCommands, signal };
  const worker = new Worker(options.workerUrl, {
    workerData: data,
    transferList: [workerCommands, side],
    execArgv: [],
  });
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
  };
  worker.on('message', deliver);
  worker.on('error', (error) => crash(error instanceof Error ? error.message : String(error)));
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
      await worker.terminate();
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
