// Owns one recording from start to end: the engine's thread runs the program, the recorder's thread writes the file, and this joins
// what both report. Must not know windows or the command line. Invariant: `finished` settles once, after both threads are done with
// the file; whatever ends the run, what was recorded is kept.

import { MessageChannel } from 'node:worker_threads';
import { Failure } from '../../shared/base/failure.ts';
import type { EngineMessage } from '../../shared/model/engine-messages.ts';
import type { RecorderMessage, RunOutcome } from '../../shared/model/recorder-messages.ts';
import { CONTROL, MEMORY } from '../../shared/model/ring.ts';
import { startEngine, type EngineHandle } from '../engine/start-engine.ts';
import { startRecorder, type RecorderHandle } from '../recorder/start-recorder.ts';
import { prepareEngine, type PreparedEngine } from './engine-cache.ts';
import { workerUrl } from './places.ts';
import type { Recording, RecordingEnd, RecordOptions, RecordProgress } from './recording.ts';
import { newEntropySeed, programSpec, recorderSpec } from './record-specs.ts';
import { withSession } from './session-info.ts';

/** A corrupted engine starts for ever. */
const BOOT_DEADLINE_MS = 30_000;
/**
 * A program inside one long C call sees a stop request late or never: then its thread is ended from outside. Short enough to be
 * instant, long enough for a segment of the ring on a busy machine: what ends by itself says what its objects were worth.
 */
const STOP_GRACE_MS = 400;

const STOPPED: RunOutcome = {
  status: 'stopped',
  reason: 'Stopped on request.',
  exitStatus: null,
};

export function startRecording(options: RecordOptions): Recording {
  const run = new RecordingRun(options);
  return {
    stop: () => run.stop(STOPPED),
    input: (bytes) => run.input(bytes),
    finished: run.finished,
  };
}

class RecordingRun {
  readonly finished: Promise<RecordingEnd>;
  readonly #options: RecordOptions;
  readonly #startedMs = performance.now();
  #resolve: (end: RecordingEnd) => void = () => undefined;
  #rejectFinished: (error: unknown) => void = () => undefined;
  #engine: EngineHandle | null = null;
  #recorder: RecorderHandle | null = null;
  #control: Int32Array | null = null;
  /** How the run ends, once that is decided: by the program, by a stop, or by a limit. */
  #outcome: RunOutcome | null = null;
  #isEngineOver = false;
  #counts = { events: 0, steps: 0, objects: 0, sizeBytes: 0 };
  #failure: Failure | null = null;
  #grace: NodeJS.Timeout | undefined;
  #timeLimit: NodeJS.Timeout | undefined;

  constructor(options: RecordOptions) {
    this.#options = options;
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#rejectFinished = reject;
    });
    this.#start().catch((error: unknown) => this.#reject(error));
  }

  /** Asks the program to end with this outcome; a second call changes nothing. */
  stop(outcome: RunOutcome): void {
    if (this.#isEngineOver || this.#outcome) return;
    this.#outcome = outcome;
    this.#expectEnd();
  }

  input(bytes: Uint8Array | null): void {
    this.#engine?.input(bytes);
  }

  async #start(): Promise<void> {
    const options = {
      ...this.#options,
      entropySeed: this.#options.entropySeed ?? newEntropySeed(),
    };
    this.#progress('preparing');
    const engine = await prepareEngine(options.python, {
      sites: options.sites ?? 'guarded',
      onRewrite: () => this.#progress('preparing'),
    });
    if (this.#outcome) throw new Failure('cancelled', 'Stopped before the program started.');
    const { port1: engineSide, port2: recorderSide } = new MessageChannel();
    this.#recorder = startRecorder({
      spec: await recorderSpec(options),
      workerUrl: workerUrl('recorder'),
      side: recorderSide,
      onMessage: (message) => this.#onRecorder(message),
    });
    this.#engine = startEngine({
      spec: {
        engine: options.python,
        packageDir: engine.packageDir,
        module: engine.module,
        program: programSpec(options),
        record: true,
      },
      workerUrl: workerUrl('engine'),
      side: engineSide,
      bootDeadlineMs: BOOT_DEADLINE_MS,
      onMessage: (message) => this.#onEngine(message, engine),
    });
    if (this.#outcome) this.#expectEnd();
  }

  #onEngine(message: EngineMessage, engine: PreparedEngine): void {
    switch (message.kind) {
      case 'booted':
        return this.#begin(message.memory, engine);
      case 'output':
        return this.#options.onOutput(message.stream, message.bytes);
      case 'files-written':
        return this.#options.onFilesWritten?.(message.files);
      case 'input-wanted':
        if (this.#outcome) return this.#engine?.input(null);
        return this.#options.onInputWanted();
      case 'exited':
        return this.#engineOver({
          status: 'finished',
          reason: '',
          exitStatus: message.exitStatus,
        });
      case 'failed':
        if (!this.#control) this.#failure = new Failure('engine', message.message);
        return this.#engineOver({ status: 'crashed', reason: message.message, exitStatus: null });
    }
  }

  #begin(memory: SharedArrayBuffer | null, engine: PreparedEngine): void {
    if (!memory) throw new Error('Internal error: the engine was started without recording');
    this.#control = new Int32Array(memory, MEMORY.control, 1024);
    const { sites } = engine;
    this.#recorder?.begin({ kind: 'ring', memory, sites, engine: this.#options.python });
    if (this.#outcome) this.#expectEnd();
    const { maxDurationMs } = this.#options;
    if (maxDurationMs === undefined) return;
    const reason = `The program ran for ${maxDurationMs / 1000} s, its limit; allow it more time.`;
    this.#timeLimit = setTimeout(
      () => this.stop({ status: 'limit', reason, exitStatus: null }),
      maxDurationMs,
    );
  }

  /** The program was asked to end: wakes it where it waits, and ends its thread if that does not help. */
  #expectEnd(): void {
    if (this.#control) Atomics.store(this.#control, CONTROL.stop, 1);
    this.#engine?.input(null);
    this.#grace ??= setTimeout(() => {
      if (this.#isEngineOver) return;
      void this.#engine?.terminate();
      const asked = this.#outcome ?? STOPPED;
      const reason = `${asked.reason} The program was inside a call that does not stop, and was ended there.`;
      this.#outcome = { ...asked, reason };
      this.#engineOver(this.#outcome);
    }, STOP_GRACE_MS);
  }

  #engineOver(outcome: RunOutcome): void {
    if (this.#isEngineOver) return;
    this.#isEngineOver = true;
    clearTimeout(this.#grace);
    clearTimeout(this.#timeLimit);
    this.#progress('saving');
    this.#recorder?.finish(this.#outcome ?? outcome);
  }

  #onRecorder(message: RecorderMessage): void {
    switch (message.kind) {
      case 'progress':
        return this.#progress(this.#isEngineOver ? 'saving' : 'running', message);
      case 'limit':
        return this.stop({ status: 'limit', reason: message.message, exitStatus: null });
      case 'failed':
        this.#failure = new Failure('disk', message.message);
        return this.stop({ status: 'crashed', reason: message.message, exitStatus: null });
      case 'finished':
        void this.#finish().catch((error: unknown) => this.#reject(error));
    }
  }

  async #finish(): Promise<void> {
    // The recorder ends first when its own thread failed.
    if (!this.#isEngineOver) await this.#engine?.terminate();
    this.#isEngineOver = true;
    const { facts, sizeBytes } = await this.#readBack();
    if (this.#failure && facts.events === 0) throw this.#failure;
    this.#clear();
    this.#resolve({ facts, sizeBytes, failure: this.#failure });
  }

  /** What the file says is what there is, whatever was reported on the way. */
  async #readBack(): Promise<Pick<RecordingEnd, 'facts' | 'sizeBytes'>> {
    try {
      return await withSession(this.#options.path, (session) => ({
        facts: session.facts(),
        sizeBytes: session.sizes().fileBytes,
      }));
    } catch (error) {
      throw this.#failure ?? error;
    }
  }

  #reject(error: unknown): void {
    this.#clear();
    void this.#engine?.terminate();
    this.#rejectFinished(error);
  }

  #clear(): void {
    clearTimeout(this.#grace);
    clearTimeout(this.#timeLimit);
  }

  #progress(
    phase: RecordProgress['phase'],
    counts: Pick<RecordProgress, 'events' | 'steps' | 'objects' | 'sizeBytes'> | null = null,
  ): void {
    const { events, steps, objects, sizeBytes } = counts ?? this.#counts;
    this.#counts = { events, steps, objects, sizeBytes };
    const elapsedMs = Math.round(performance.now() - this.#startedMs);
    this.#options.onProgress({ ...this.#counts, elapsedMs, phase });
  }
}
