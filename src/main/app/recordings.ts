// Owns the recordings that windows started: handles, events, stop and input. Must not know how a program is recorded.
// Invariant: after record.start answered, exactly one of record.finished and record.failed follows.

import { randomUUID } from 'node:crypto';
import type { Parsed } from '../../shared/api/contract.ts';
import type { AppEvent } from '../../shared/api/app-results.ts';
import { Failure } from '../../shared/base/failure.ts';
import { RECORD_LIMITS } from '../../shared/model/recorder-messages.ts';
import type { Library } from './library.ts';
import { OutputText } from './output-text.ts';
import { startRecording } from './record-program.ts';
import type { Recording } from './recording.ts';

interface Running {
  readonly path: string;
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

export class Recordings {
  readonly #library: Library;
  readonly #emit: (event: AppEvent) => void;
  readonly #allow: (file: string) => void;
  readonly #running = new Map<string, Running>();

  constructor(library: Library, emit: (event: AppEvent) => void, allow: (file: string) => void) {
    this.#library = library;
    this.#emit = emit;
    this.#allow = allow;
  }

  async start(params: Parsed<'record.start'>): Promise<{ recording: string; path: string }> {
    if (this.#running.size >= MAX_RUNNING)
      throw new Failure(
        'limit',
        `${MAX_RUNNING} programs are being recorded; stop one of them first.`,
      );
    const path = await this.#library.newFile(titleFor(params.name));
    const id = randomUUID();
    const output = new OutputText((stream, text) =>
      this.#emit({ kind: 'record.output', recording: id, stream, text }),
    );
    const recording = startRecording({
      path,
      programName: params.name,
      source: new TextEncoder().encode(params.source),
      args: params.args,
      python: params.python,
      ...(params.stdin === undefined ? {} : { stdin: new TextEncoder().encode(params.stdin) }),
      maxEvents: params.maxEvents ?? RECORD_LIMITS.events,
      maxDurationMs: 1000 * (params.maxSeconds ?? RECORD_LIMITS.seconds),
      onOutput: (stream, bytes) => output.take(stream, bytes),
      onInputWanted: () => {
        output.flush();
        this.#emit({ kind: 'record.input-wanted', recording: id });
      },
      onProgress: (progress) => this.#emit({ kind: 'record.progress', recording: id, ...progress }),
    });
    this.#running.set(id, { path, recording });
    this.#allow(path);
    void this.#follow(id, path, recording, output);
    return { recording: id, path };
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
  async stopAll(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { recording } of running) recording.stop();
    await Promise.allSettled(running.map(({ recording }) => recording.finished));
  }

  async #follow(id: string, path: string, recording: Recording, output: OutputText): Promise<void> {
    try {
      const { facts } = await recording.finished;
      output.flush();
      this.#emit({ kind: 'record.finished', recording: id, path, facts });
    } catch (error) {
      output.flush();
      const message = error instanceof Error ? error.message : String(error);
      this.#emit({ kind: 'record.failed', recording: id, message });
    } finally {
      this.#running.delete(id);
      this.#emit({ kind: 'library.changed' });
    }
  }
}
