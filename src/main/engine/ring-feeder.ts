// Owns the engine's end of the ring: hands full segments to the recorder and waits while it is behind (back-pressure
// pauses Python, nothing is dropped). Invariant: the engine never writes to a segment that is not consumed.

import {
  CONTROL,
  MEMORY,
  SEGMENT_BYTES,
  SEGMENT_COUNT,
  segmentStart,
} from '../../shared/model/ring.ts';
import type { RuntimeExports } from '../../shared/model/instrumented.ts';

/** Thrown through the program when the app asked it to stop. */
export class StopRequested extends Error {
  constructor() {
    super('stopped on request');
  }
}

/** Where records go: whoever takes them provides the room for the next ones. */
export interface Ring {
  /** Recording starts with the next refcount store. */
  start(): void;
  /** The room is used up. May throw StopRequested. */
  onFull(): void;
  throwIfStopped(): void;
  /** The program is over. */
  finish(): void;
}

export class RingFeeder implements Ring {
  readonly #runtime: RuntimeExports;
  readonly #control: Int32Array;
  #segment = 0;
  /** False between a full segment and the next one: then the next slot still belongs to the recorder. */
  #isWriting = false;

  constructor(runtime: RuntimeExports) {
    this.#runtime = runtime;
    this.#control = new Int32Array(runtime.refscope_memory.buffer, MEMORY.control, 1024);
  }

  /** Recording starts with the next refcount store. */
  start(): void {
    const start = segmentStart(this.#segment);
    this.#isWriting = true;
    this.#runtime.refscope_set_ring(start, start + SEGMENT_BYTES);
    this.#runtime.refscope_publish();
  }

  /** Called by injected code when the segment is full. Throws StopRequested. */
  readonly onFull = (): void => {
    this.#publish();
    while (this.#segment - Atomics.load(this.#control, CONTROL.consumed) >= SEGMENT_COUNT) {
      Atomics.wait(
        this.#control,
        CONTROL.consumed,
        Atomics.load(this.#control, CONTROL.consumed),
        50,
      );
      this.throwIfStopped();
    }
    this.start();
    this.throwIfStopped();
  };

  throwIfStopped(): void {
    if (Atomics.load(this.#control, CONTROL.stop) !== 0) throw new StopRequested();
  }

  /** Publishes what is left, switches recording off and marks the end. */
  finish(): void {
    if (this.#isWriting) this.#publish();
    this.#runtime.refscope_set_ring(0, 0);
    Atomics.store(this.#control, CONTROL.ended, 1);
    Atomics.notify(this.#control, CONTROL.published);
  }

  #publish(): void {
    const start = segmentStart(this.#segment);
    Atomics.store(
      this.#control,
      CONTROL.usedBytes + (this.#segment % SEGMENT_COUNT),
      this.#runtime.refscope_ring_ptr() - start,
    );
    this.#segment++;
    this.#isWriting = false;
    Atomics.add(this.#control, CONTROL.published, 1);
    Atomics.notify(this.#control, CONTROL.published);
  }
}
