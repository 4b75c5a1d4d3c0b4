// Owns the engine's end of a ring for tests: publishes hand-written records as segments, shows parts of a segment, waits for
// credit as the real feeder does. Must not know the recorder.

import type { MessagePort } from 'node:worker_threads';
import type { RingReady } from '../../src/shared/model/engine-messages.ts';
import {
  CONTROL,
  MEMORY,
  SECOND_MEMORY_PAGES,
  SEGMENT_COUNT,
  segmentStart,
} from '../../src/shared/model/ring.ts';
import type { RingBuilder } from './ring-builder.ts';
import { SITES } from './ring-builder.ts';

export class ScriptedEngine {
  readonly memory = new SharedArrayBuffer(SECOND_MEMORY_PAGES * 65_536);
  readonly #control = new Int32Array(this.memory, MEMORY.control, 1024);
  readonly #side: MessagePort;
  #segment = 0;
  #writtenBytes = 0;

  constructor(side: MessagePort) {
    this.#side = side;
  }

  get ready(): RingReady {
    return { kind: 'ring', memory: this.memory, sites: SITES, engine: '3.12' };
  }
  get isStopped(): boolean {
    return Atomics.load(this.#control, CONTROL.stop) !== 0;
  }
  /** Segments that the recorder has not given back. */
  get backlog(): number {
    return this.#segment - Atomics.load(this.#control, CONTROL.consumed);
  }

  /** Writes into the current segment; the recorder may not know yet. */
  write(ring: RingBuilder): void {
    for (const message of ring.messages.splice(0)) this.#side.postMessage(message);
    const words = ring.take();
    const at = segmentStart(this.#segment) + this.#writtenBytes;
    new Uint32Array(this.memory, at, words.length).set(words);
    this.#writtenBytes += words.byteLength;
  }

  /** Everything written so far may be read. */
  show(): void {
    const pointer = segmentStart(this.#segment) + this.#writtenBytes;
    Atomics.store(this.#control, CONTROL.visible, pointer);
  }

  /** Hands the segment over and waits until there is a free one; false when asked to stop, or after the deadline. */
  async publish(deadlineMs = 20_000): Promise<boolean> {
    const slot = this.#segment % SEGMENT_COUNT;
    Atomics.store(this.#control, CONTROL.usedBytes + slot, this.#writtenBytes);
    this.#segment++;
    this.#writtenBytes = 0;
    Atomics.add(this.#control, CONTROL.published, 1);
    Atomics.notify(this.#control, CONTROL.published);
    for (let waitedMs = 0; this.backlog >= SEGMENT_COUNT; waitedMs += 5) {
      if (this.isStopped || waitedMs > deadlineMs) return false;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    this.show();
    return !this.isStopped;
  }

  end(): void {
    Atomics.store(this.#control, CONTROL.ended, 1);
    Atomics.notify(this.#control, CONTROL.published);
  }
}
