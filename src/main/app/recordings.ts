// Owns the recordings that windows started: handles, events, stop and input; each tells the window that started it. Must not know how
// a program is recorded.
// Invariant: after record.start answered, exactly one of record.finished and record.failed follows.

import { randomUUID } from 'node:crypto';
import type { Parsed, Result } from '../../shared/api/contract.ts';
import type { WrittenFileFacts } from '../../shared/api/project.ts';
import type { AppEvent, RunningRecording } from '../../shared/api/app-results.ts';
import { Failure } from '../../shared/base/failure.ts';
import { RECORD_LIMITS } from '../../shared/model/recorder-messages.ts';
import type { WindowId } from './window-id.ts';
import { titleOf, type Library } from './library.ts';
import { OutputText } from './output-text.ts';
import { programToRecord } from './project/program-to-record.ts';
import type { ProjectParts } from './project/project-parts.ts';
import { unsupportedUses } from './project/unsupported/unsupported.ts';
import type { WrittenFiles } from './project/written-files.ts';
import { startRecording } from './record-program.ts';
import type { Recording } from './recording.ts';
import { RecentOutput } from './running-recording.ts';

interface Running {
  readonly path: string;
  /** The window that it belongs to. */
  readonly window: WindowId;
  readonly programName: string;
  /** Those that are told of it: its own, and others that watch it. */
  readonly told: Set<WindowId>;
  readonly recording: Recording;
  readonly recent: RecentOutput;
  /** The program waits for it. */
  isInputWanted: boolean;
}

/** Programs that run at the same time: each may take a gigabyte of memory. */
const MAX_RUNNING = 4;

/** `prog.py` at 14:03:05 becomes `prog 2026-01-31 14.03.05`. */
export function titleFor(programName: string, now = new Date()): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('.');
  return `${programName.replace(/\.pyw?$/, '')} ${date} ${time}`;
}

interface Surroundings {
  readonly library: Library;
  readonly parts: ProjectParts;
  readonly written: WrittenFiles;
  tellWindow(window: WindowId, event: AppEvent): void;
  tellAll(event: AppEvent): void;
  allow(file: string): void;
  /** The first starts, the last has ended. */
  onBusy(isBusy: boolean): void;
}

type Started = Result<'record.start'>;

export class Recordings {
  readonly #around: Surroundings;
  readonly #running = new Map<string, Running>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Its events go to `window`. */
  async start(params: Parsed<'record.start'>, window: WindowId): Promise<Started> {
    if (this.#running.size >= MAX_RUNNING)
      throw new Failure(
        'limit',
        `${MAX_RUNNING} programs are being recorded; stop one of them first.`,
      );
    const { library, parts, written, allow } = this.#around;
    const told = new Set([window]);
    const tell = (event: AppEvent): void => this.#tell(told, event);
    const program = await programToRecord(parts, params);
    const { project, source, programName } = program;
    const path = await library.newFile(titleFor(programName));
    const id = randomUUID();
    const recent = new RecentOutput();
    const output = new OutputText((stream, text) => {
      recent.add(stream, text);
      tell({ kind: 'record.output', recording: id, stream, text });
    });
    let files: readonly WrittenFileFacts[] = [];
    const recording = startRecording({
      path,
      programName,
      ...(source ? { source } : { project }),
      args: params.args,
      python: params.python,
      ...(params.stdin === undefined ? {} : { stdin: bytesOf(params.stdin) }),
      maxEvents: params.maxEvents ?? RECORD_LIMITS.events,
      maxBytes: params.maxBytes ?? RECORD_LIMITS.bytes,
      maxDurationMs: 1000 * (params.maxSeconds ?? RECORD_LIMITS.seconds),
      onOutput: (stream, bytes) => output.take(stream, bytes),
      onInputWanted: () => {
        output.flush();
        running.isInputWanted = true;
        tell({ kind: 'record.input-wanted', recording: id });
      },
      onProgress: (progress) => tell({ kind: 'record.progress', recording: id, ...progress }),
      onFilesWritten: (made) => {
        const { workingDirectory } = project.launch;
        files = written.keep(id, { title: titleOf(path), workingDirectory, files: made });
      },
    });
    const running: Running = {
      path,
      window,
      programName,
      recording,
      recent,
      told,
      isInputWanted: false,
    };
    this.#running.set(id, running);
    this.#around.onBusy(true);
    allow(path);
    void this.#follow({ id, path, recording, output, tell, written: () => files });
    return { recording: id, path, notes: unsupportedUses(project.files) };
  }

  /** Of a recording that has ended already there is nothing to stop. */
  stop(id: string): void {
    this.#running.get(id)?.recording.stop();
  }

  /** Throws Failure when another window was first. */
  input(id: string, text: string | null): void {
    const running = this.#running.get(id);
    if (!running) return;
    if (!running.isInputWanted)
      throw new Failure('bad-request', 'The program is not waiting for input any more.');
    running.isInputWanted = false;
    if (text !== null) running.recent.add('stdin', text);
    this.#tell(running.told, { kind: 'record.input-given', recording: id, text });
    running.recording.input(text === null ? null : new TextEncoder().encode(text));
  }

  /** All of them, as `window` may be told of them. */
  running(window: WindowId): readonly RunningRecording[] {
    return [...this.#running].map(([recording, one]) => ({
      recording,
      path: one.path,
      isYours: one.window === window,
      programName: one.programName,
      isInputWanted: one.isInputWanted,
      output: one.recent.pieces(),
    }));
  }

  /** From now on `window` is told of a recording that another one started. */
  join(id: string, window: WindowId): void {
    this.#running.get(id)?.told.add(window);
  }

  #tell(told: ReadonlySet<WindowId>, event: AppEvent): void {
    for (const window of told) this.#around.tellWindow(window, event);
  }

  checkNotWriting(path: string): void {
    for (const running of this.#running.values())
      if (running.path === path)
        throw new Failure('bad-request', `${path} is being recorded; stop the recording first.`);
  }

  /** Stops all and waits until their files are complete. */
  stopAll(): Promise<void> {
    return this.#stop([...this.#running.values()]);
  }

  /** Those of one window. */
  stopOf(window: WindowId): Promise<void> {
    return this.#stop([...this.#running.values()].filter((one) => one.window === window));
  }

  async #stop(running: readonly Running[]): Promise<void> {
    for (const { recording } of running) recording.stop();
    await Promise.allSettled(running.map(({ recording }) => recording.finished));
  }

  async #follow({ id, path, recording, output, tell, written }: Followed): Promise<void> {
    try {
      const { facts } = await recording.finished;
      output.flush();
      tell({ kind: 'record.finished', recording: id, path, facts, written: written() });
    } catch (error) {
      output.flush();
      const message = error instanceof Error ? error.message : String(error);
      tell({ kind: 'record.failed', recording: id, message });
    } finally {
      this.#running.delete(id);
      this.#around.library.settle(path);
      if (this.#running.size === 0) this.#around.onBusy(false);
      this.#around.tellAll({ kind: 'library.changed' });
    }
  }
}

interface Followed extends Pick<Running, 'path' | 'recording'> {
  readonly id: string;
  readonly output: OutputText;
  tell(event: AppEvent): void;
  written(): readonly WrittenFileFacts[];
}

const bytesOf = (input: string | Uint8Array): Uint8Array =>
  typeof input === 'string' ? new TextEncoder().encode(input) : input;
