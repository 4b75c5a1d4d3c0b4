// Owns the columns of objects, claims, steps and name changes that were not handed to the sink yet. Must not decide what a
// row says. Invariant: rows leave in the order in which they came, and the sink's caller may flush at any time.

import type { SessionWriter } from '../../shared/model/session-io.ts';

const ROWS = 8_192;

export class ObjectBlock {
  readonly #sink: Pick<SessionWriter, 'addObjects'>;
  readonly #address = new Uint32Array(ROWS);
  readonly #type = new Uint32Array(ROWS);
  readonly #bornSeq = new Float64Array(ROWS);
  readonly #bornInstruction = new Uint32Array(ROWS);
  readonly #flags = new Uint8Array(ROWS);
  #firstId = 1;
  #count = 0;

  constructor(sink: Pick<SessionWriter, 'addObjects'>) {
    this.#sink = sink;
  }

  /** How many objects there were so far. */
  get total(): number {
    return this.#firstId + this.#count - 1;
  }

  /** Returns the id of the object. */
  add(
    address: number,
    type: number,
    bornSeq: number,
    bornInstruction: number,
    flags: number,
  ): number {
    if (this.#count === ROWS) this.flush();
    const row = this.#count++;
    this.#address[row] = address;
    this.#type[row] = type;
    this.#bornSeq[row] = bornSeq;
    this.#bornInstruction[row] = bornInstruction;
    this.#flags[row] = flags;
    return this.#firstId + row;
  }

  flush(): void {
    if (this.#count === 0) return;
    const [firstId, count] = [this.#firstId, this.#count];
    this.#firstId += count;
    this.#count = 0;
    this.#sink.addObjects({
      firstId,
      count,
      address: this.#address,
      type: this.#type,
      bornSeq: this.#bornSeq,
      bornInstruction: this.#bornInstruction,
      flags: this.#flags,
    });
  }
}

export class ClaimBlock {
  readonly #sink: Pick<SessionWriter, 'addClaims'>;
  readonly #object = new Uint32Array(ROWS);
  readonly #flags = new Uint8Array(ROWS);
  #value: string[] = [];

  constructor(sink: Pick<SessionWriter, 'addClaims'>) {
    this.#sink = sink;
  }

  add(object: number, flags: number, value: string): void {
    if (this.#value.length === ROWS) this.flush();
    const row = this.#value.length;
    this.#object[row] = object;
    this.#flags[row] = flags;
    this.#value.push(value);
  }

  flush(): void {
    const value = this.#value;
    if (value.length === 0) return;
    this.#value = [];
    this.#sink.addClaims({ count: value.length, object: this.#object, flags: this.#flags, value });
  }
}

export class StepBlock {
  readonly #sink: Pick<SessionWriter, 'addSteps'>;
  readonly #afterSeq = new Float64Array(ROWS);
  readonly #instruction = new Uint32Array(ROWS);
  readonly #depth = new Uint16Array(ROWS);
  readonly #frame = new Uint32Array(ROWS);
  #firstStep = 1;
  #count = 0;

  constructor(sink: Pick<SessionWriter, 'addSteps'>) {
    this.#sink = sink;
  }

  /** How many steps there were so far. */
  get total(): number {
    return this.#firstStep + this.#count - 1;
  }

  add(afterSeq: number, instruction: number, depth: number, frame: number): void {
    if (this.#count === ROWS) this.flush();
    const row = this.#count++;
    this.#afterSeq[row] = afterSeq;
    this.#instruction[row] = instruction;
    this.#depth[row] = Math.min(depth, 0xffff);
    this.#frame[row] = frame;
  }

  flush(): void {
    if (this.#count === 0) return;
    const [firstStep, count] = [this.#firstStep, this.#count];
    this.#firstStep += count;
    this.#count = 0;
    this.#sink.addSteps({
      firstStep,
      count,
      afterSeq: this.#afterSeq,
      instruction: this.#instruction,
      depth: this.#depth,
      frame: this.#frame,
    });
  }
}

export class BindBlock {
  readonly #sink: Pick<SessionWriter, 'addBinds'>;
  readonly #afterSeq = new Float64Array(ROWS);
  readonly #variable = new Uint32Array(ROWS);
  readonly #frame = new Uint32Array(ROWS);
  readonly #object = new Uint32Array(ROWS);
  readonly #step = new Uint32Array(ROWS);
  #count = 0;

  constructor(sink: Pick<SessionWriter, 'addBinds'>) {
    this.#sink = sink;
  }

  add(afterSeq: number, step: number, variable: number, frame: number, object: number): void {
    if (this.#count === ROWS) this.flush();
    const row = this.#count++;
    this.#afterSeq[row] = afterSeq;
    this.#variable[row] = variable;
    this.#frame[row] = frame;
    this.#object[row] = object;
    this.#step[row] = step;
  }

  flush(): void {
    const count = this.#count;
    if (count === 0) return;
    this.#count = 0;
    this.#sink.addBinds({
      count,
      afterSeq: this.#afterSeq,
      variable: this.#variable,
      frame: this.#frame,
      object: this.#object,
      step: this.#step,
    });
  }
}
