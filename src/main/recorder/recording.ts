// Owns one recording from the first segment to the finished file: when to decode, commit, report and stop. Invariants: the
// engine never waits for ever, whatever fails here: segments are given back even when nothing can be written any more; what
// was published or visible before the end is in the file.

import { Failure } from '../../shared/base/failure.ts';
import type { RunOutcome, RecorderMessage } from '../../shared/model/recorder-messages.ts';
import type { SessionFacts } from '../../shared/model/session.ts';
import type { SessionWriter } from '../../shared/model/session-io.ts';
import type { Decoder } from './decoder.ts';
import type { RingReader } from './ring-reader.ts';
import type { SideTable } from './side-table.ts';

export interface RecordingParts {
  readonly writer: SessionWriter;
  readonly decoder: Decoder;
  readonly ring: RingReader;
  readonly side: SideTable;
  readonly maxEvents: number;
  readonly maxBytes: number;
  send(message: RecorderMessage): void;
  /** Moves the side messages that arrived into the table. */
  receiveSide(): void;
  /** How the run ended, once the app has said so. */
  outcome(): RunOutcome | null;
}

const WAIT_MS = 100;
const QUIET_MS = 150;
const COMMIT_MS = 250;
const PROGRESS_MS = 100;
/** The app's word about the exit status follows the engine's last segment within milliseconds. */
const OUTCOME_MS = 5_000;

const now = (): number => performance.now();

export class Recording {
  readonly #parts: RecordingParts;
  readonly #startedAt = now();
  #progressAt = 0;
  #commitAt = now();
  /** When something was last published. */
  #publishedAt = now();
  #endedAt = 0;
  /** Something was decoded since the last commit. */
  #isDirty = false;
  /** Ends of objects were held back at the last commit. */
  #holdsEnds = false;
  /** Why nothing more is written: the limit, or what failed. */
  #stopped: Extract<RecorderMessage, { kind: 'limit' | 'failed' }> | null = null;

  constructor(parts: RecordingParts) {
    this.#parts = parts;
  }

  get #isQuiet(): boolean {
    return now() - this.#publishedAt >= QUIET_MS;
  }

  /** Returns when the recording is finished. */
  run(): void {
    const { ring } = this.#parts;
    let outcome: RunOutcome | null = null;
    while (!outcome) {
      const wasBusy = this.#takePublished();
      if (!wasBusy) this.#takeVisibleWhenQuiet();
      this.#keepHouse();
      outcome = this.#outcome();
      if (!wasBusy && !outcome) ring.wait(WAIT_MS);
    }
    this.#finish(outcome);
  }

  /** The end, when the app announced it, or when the engine is through and the app has nothing to say. */
  #outcome(): RunOutcome | null {
    const told = this.#parts.outcome();
    if (told) return told;
    if (!this.#parts.ring.isExhausted) return null;
    this.#endedAt ||= now();
    if (now() - this.#endedAt < OUTCOME_MS) return null;
    return { status: 'finished', reason: '', exitStatus: null };
  }

  /** Decodes one published segment; false when there is none. */
  #takePublished(): boolean {
    const { ring } = this.#parts;
    const words = ring.next();
    if (!words) return false;
    this.#publishedAt = now();
    this.#decode(words);
    ring.done();
    return true;
  }

  /** A program that waits or computes without events: what it did so far is decoded without waiting for a full segment. */
  #takeVisibleWhenQuiet(): void {
    if (this.#isQuiet) this.#takeVisible();
  }

  #takeVisible(): void {
    const words = this.#parts.ring.visible();
    if (words) this.#decode(words);
  }

  #decode(words: Uint32Array): void {
    const { decoder, side, maxEvents } = this.#parts;
    this.#parts.receiveSide();
    this.#attempt(() => {
      this.#isDirty = true;
      decoder.segment(words, side);
      if (!decoder.isFull) return;
      throw new Failure(
        'limit',
        `The recording reached its limit of ${maxEvents.toLocaleString('en-US')} events; raise the limit to record more.`,
      );
    });
    if (this.#stopped) side.clear();
  }

  #keepHouse(): void {
    const isNew = this.#isDirty || (this.#holdsEnds && this.#isQuiet);
    if (isNew && now() - this.#commitAt >= COMMIT_MS) {
      this.#commitAt = now();
      this.#commit();
    }
    if (now() - this.#progressAt >= PROGRESS_MS) {
      this.#progressAt = now();
      this.#report();
    }
  }

  #commit(): void {
    const { decoder, writer, maxBytes } = this.#parts;
    this.#attempt(() => {
      this.#isDirty = false;
      this.#holdsEnds = !this.#isQuiet;
      decoder.flush(this.#isQuiet);
      writer.commit();
      if (writer.sizeBytes() < maxBytes) return;
      const megabytes = Math.round(maxBytes / 1e6);
      throw new Failure(
        'limit',
        `The recording reached its size limit of ${megabytes} MB; raise the limit, or free space on the disk, to record more.`,
      );
    });
  }

  #report(): void {
    const { events, steps, objects, phase } = this.#parts.decoder;
    const sizeBytes = this.#parts.writer.sizeBytes();
    this.#parts.send({ kind: 'progress', events, steps, objects, sizeBytes, phase });
  }

  /** Runs what may fail, unless something has failed. After a failure the engine is asked to stop. */
  #attempt(work: () => void): void {
    if (this.#stopped) return;
    try {
      work();
    } catch (error) {
      const isLimit = error instanceof Failure && error.kind === 'limit';
      const stopped = { kind: isLimit ? 'limit' : 'failed', message: sentence(error) } as const;
      this.#stopped = stopped;
      this.#parts.ring.stopEngine();
      this.#parts.send(stopped);
    }
  }

  #finish(outcome: RunOutcome): void {
    const { ring, side, decoder, writer } = this.#parts;
    ring.stopEngine();
    const isWhole = ring.hasEnded;
    while (this.#takePublished());
    this.#takeVisible();
    this.#parts.receiveSide();
    const durationMs = Math.round((this.#endedAt || now()) - this.#startedAt);
    const limit = this.#stopped?.kind === 'limit' ? this.#stopped : null;
    if (limit) this.#stopped = null;
    this.#attempt(() => decoder.clock(side));
    // Memory was read when the engine had ended; a recording that stopped before says nothing about it.
    this.#attempt(() => {
      decoder.finish(isWhole && !limit ? side.survivors : null);
      writer.commit();
      writer.settle();
    });
    const failure = this.#stopped;
    const end = failure
      ? {
          status: 'partial' as const,
          statusReason: failure.message,
          exitStatus: outcome.exitStatus,
        }
      : limit
        ? { status: 'limit' as const, statusReason: limit.message, exitStatus: null }
        : { ...outcome, statusReason: outcome.reason };
    const { status, statusReason, exitStatus } = end;
    this.#close({ status, statusReason, exitStatus, durationMs });
  }

  #close(facts: Pick<SessionFacts, 'status' | 'statusReason' | 'exitStatus' | 'durationMs'>): void {
    const { writer, decoder, send } = this.#parts;
    try {
      writer.finish(facts);
    } catch (error) {
      if (!this.#stopped) send({ kind: 'failed', message: sentence(error) });
    }
    const { events, steps, objects, gaps } = decoder;
    const sizeBytes = writer.sizeBytes();
    send({ kind: 'finished', ...facts, events, steps, objects, gaps, sizeBytes });
  }
}

const sentence = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
