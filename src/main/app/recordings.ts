// Owns the recordings that windows started: handles, events, stop and input; each tells the window that started it. Must not know how
// a program is recorded.
// Invariant: after record.start answered, exactly one of record.finished and record.failed follows.

import { randomUUID } from 'node:crypto';
import type { Parsed, Result } from '../../shared/api/contract.ts';
import type { WrittenFileFacts } from '../../shared/api/project.ts';
import type { AppEvent } from '../../shared/api/app-results.ts';
import { Failure } from '../../shared/base/failure.ts';
import { RECORD_LIMITS } from '../../shared/model/recorder-messages.ts';
import type { WindowId } from './context.ts';
import { titleOf, type Library } from './library.ts';
import { OutputText } from './output-text.ts';
import { programToRecord } from './project/program-to-record.ts';
import type { ProjectParts } from './project/project-parts.ts';
import { unsupportedUses } from './project/unsupported/unsupported.ts';
import type { WrittenFiles } from './project/written-files.ts';
import { startRecording } from './record-program.ts';
import type { Recording } from './recording.ts';

interface Running {
  readonly path: string;
  /** The window that it belongs to. */
  readonly window: WindowId;
  readonly recording: Recording;
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
    const tell = (event: AppEvent): void => this.#around.tellWindow(window, event);
    const program = await programToRecord(parts, params);
    const { project, source, programName } = program;
    const path = await library.newFile(titleFor(programName));
    const id = randomUUID();
    const output = new OutputText((stream, text) =>
      tell({ kind: 'record.output', recording: id, stream, text }),
    );
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
        tell({ kind: 'record.input-wanted', recording: id });
      },
      onProgress: (progress) => tell({ kind: 'record.progress', recording: id, ...progress }),
      onFilesWritten: (made) => {
        const { workingDirectory } = project.launch;
        files = written.keep(id, { title: titleOf(path), workingDirectory, files: made });
      },
    });
    this.#running.set(id, { path, window, recording });
    this.#around.onBusy(true);
    allow(path);
    void this.#follow({ id, path, window, recording, output, tell, written: () => files });
    return { recording: id, path, notes: unsupportedUses(project.files) };
  }

  /** Of a recording that has ended already there is nothing to stop. */
  stop(id: string): void {
    this.#running.get(id)?.recording.stop();
  }

  input(id: string, text: string | null): void {
    this.#running.get(id)?.recording.input(text === null ? null : new TextEncoder().encode(text));
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
      if (this.#running.size === 0) this.#around.onBusy(false);
      this.#around.tellAll({ kind: 'library.changed' });
    }
  }
}

interface Followed extends Running {
  readonly id: string;
  readonly output: OutputText;
  tell(event: AppEvent): void;
  written(): readonly WrittenFileFacts[];
}

const bytesOf = (input: string | Uint8Array): Uint8Array =>
  typeof input === 'string' ? new TextEncoder().encode(input) : input;
