// Owns the made-up program behind a synthetic session: it keeps a heap of counts, changes them at random (seeded) and hands
// the columns to a session writer. Everything it wrote stays readable for tests. Must not know the file's format.

import type { SessionWriter } from '../../src/shared/model/session-io.ts';
import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../src/shared/model/session.ts';
import type { EndCause } from '../../src/shared/model/session.ts';
import { SITE } from './synthetic-tables.ts';

export interface SyntheticPace {
  readonly blockEvents: number;
  readonly blocksPerCommit: number;
  readonly eventsPerObject: number;
  readonly eventsPerStep: number;
  readonly seed: number;
}

export interface SyntheticObject {
  readonly id: number;
  readonly type: number;
  readonly bornSeq: number;
  readonly bornInstruction: number;
  flags: number;
  refcount: number;
  peak: number;
  events: number;
  endSeq: number;
  endInstruction: number;
  cause: EndCause;
  value: string;
}

const ROOTS = 12;

export class SyntheticRun {
  /** Number of the last event. */
  seq = 0;
  /** Index = object id - 1. */
  readonly objects: SyntheticObject[] = [];
  /** All events, steps and binds as rows of numbers, in order. */
  readonly events = { object: [], refcount: [], delta: [], site: [], instruction: [] } as Record<
    'object' | 'refcount' | 'delta' | 'site' | 'instruction',
    number[]
  >;
  readonly steps: { afterSeq: number; instruction: number; depth: number; frame: number }[] = [];
  readonly binds: { afterSeq: number; variable: number; frame: number; object: number }[] = [];
  readonly #writer: SessionWriter;
  readonly #pace: SyntheticPace;
  readonly #live: SyntheticObject[] = [];
  readonly #ended: SyntheticObject[] = [];
  readonly #claimed: SyntheticObject[] = [];
  #random: number;
  #instruction = 0;
  #frame = 1;
  #inFunction = false;
  #blocks = 0;
  readonly #flushed = { events: 0, objects: 0, steps: 0, binds: 0 };

  constructor(writer: SessionWriter, pace: SyntheticPace) {
    this.#writer = writer;
    this.#pace = pace;
    this.#random = pace.seed >>> 0 || 1;
    for (let i = 0; i < ROOTS; i++) {
      const object = this.#newObject(0, OBJECT_FLAG.beforeRecording);
      object.refcount = 2 + i;
      this.#live.push(object);
    }
  }

  /** Events before the first line. */
  compile(events: number): void {
    this.#instruction = 0;
    for (let i = 0; i < events; i++) this.#act(END_CAUSES[1]);
  }

  /** Line steps with events, binds, a gc run now and then. */
  execute(events: number): void {
    const until = this.seq + events;
    while (this.seq < until) {
      this.#step();
      const actions = this.#below(2 * this.#pace.eventsPerStep);
      for (let i = 0; i < actions; i++) this.#act(END_CAUSES[1]);
      if (this.#below(3) === 0) this.#bind();
      if (this.#below(400) === 0) this.#collectCycle();
    }
  }

  /** Finalization: counts fall to 0, most objects are collected with cause `exit`. */
  exit(events: number): void {
    const until = this.seq + events;
    this.#instruction = 0;
    while (this.seq < until && this.#live.length > ROOTS) this.#decref('exit');
  }

  /** Writes what is left, and the ends of the objects that are still alive. */
  settle(): void {
    for (const object of this.#live) {
      object.cause = 'alive';
      this.#ended.push(object);
    }
    for (const object of this.objects) {
      if (object.refcount === IMMORTAL) {
        object.cause = 'alive';
        this.#ended.push(object);
      }
    }
    this.#flush();
  }

  #act(cause: EndCause): void {
    const roll = this.#below(this.#pace.eventsPerObject * 2);
    if (roll < 2 || this.#live.length < ROOTS) this.#birth();
    else if (roll < this.#pace.eventsPerObject) this.#incref();
    else this.#decref(cause);
  }

  #birth(): void {
    if (this.#instruction !== 0) this.#instruction = this.#anyInstruction();
    const yours = this.#instruction > 0 && this.#instruction <= 120;
    const object = this.#newObject(this.seq + 1, yours ? OBJECT_FLAG.yours : 0);
    this.#live.push(object);
    this.#event(object, 1, SITE.birth);
    if (this.#below(5000) === 0) this.#immortalize(object);
  }

  #immortalize(object: SyntheticObject): void {
    this.#event(object, 0, SITE.immortal);
    object.refcount = IMMORTAL;
    object.peak = IMMORTAL;
    this.events.refcount[this.seq - 1] = IMMORTAL;
    object.flags |= OBJECT_FLAG.immortal;
    this.#claimed.push(object);
    this.#live.splice(this.#live.indexOf(object), 1);
  }

  #incref(): void {
    const object = this.#anyLive();
    if (this.#below(200) === 0) this.#event(object, 3, SITE.add);
    else this.#event(object, 1, SITE.inc);
  }

  #decref(cause: EndCause): void {
    const index = this.#below(this.#live.length);
    const object = this.#live[index];
    if (object === undefined || object.id <= ROOTS) return this.#incref();
    this.#event(object, -1, SITE.dec);
    if (object.refcount > 0) {
      if (cause === 'refcount' && this.#below(3000) === 0) this.#end(index, 'moved');
      return;
    }
    if (this.#below(500) === 0) this.#event(object, 1, SITE.inc);
    else this.#end(index, cause);
  }

  #end(index: number, cause: EndCause): void {
    const object = this.#live[index];
    const last = this.#live.pop();
    if (object === undefined || last === undefined) return;
    if (last !== object) this.#live[index] = last;
    object.cause = cause;
    object.endSeq = this.seq;
    object.endInstruction = this.#instruction;
    this.#ended.push(object);
  }

  #collectCycle(): void {
    const fromSeq = this.seq + 1;
    let collected = 0;
    for (let n = 0; n < 3; n++) {
      const index = this.#below(this.#live.length);
      const object = this.#live[index];
      if (object === undefined || object.id <= ROOTS || object.refcount > 50) continue;
      while (object.refcount > 0) this.#event(object, -1, SITE.dec);
      this.#end(index, 'gc');
      collected++;
    }
    if (collected > 0)
      this.#writer.addGcRun({ fromSeq, toSeq: this.seq, generation: 0, collected });
  }

  #step(): void {
    if (this.#below(10) === 0) {
      this.#inFunction = !this.#inFunction;
      if (this.#inFunction) this.#frame++;
    }
    this.#instruction = this.#inFunction ? 81 + 5 * this.#below(8) : 1 + 5 * this.#below(16);
    this.steps.push({
      afterSeq: this.seq,
      instruction: this.#instruction,
      depth: this.#inFunction ? 2 : 1,
      frame: this.#inFunction ? this.#frame : 1,
    });
  }

  #bind(): void {
    const local = this.#inFunction;
    const object = this.#below(6) === 0 ? null : this.#anyLive();
    if (object !== null) {
      this.#event(object, 1, SITE.inc);
      if ((object.flags & OBJECT_FLAG.yours) === 0) {
        object.flags |= OBJECT_FLAG.yours;
        this.#claimed.push(object);
      }
    }
    this.binds.push({
      afterSeq: this.seq,
      variable: local ? 5 + this.#below(2) : ([1, 2, 3, 4, 7, 8][this.#below(6)] ?? 1),
      frame: local ? this.#frame : 0,
      object: object?.id ?? 0,
    });
  }

  #event(object: SyntheticObject, delta: number, site: number): void {
    this.seq++;
    object.refcount += delta;
    object.events++;
    if (object.refcount > object.peak) object.peak = object.refcount;
    this.events.object.push(object.id);
    this.events.refcount.push(object.refcount);
    this.events.delta.push(delta);
    this.events.site.push(site);
    this.events.instruction.push(this.#instruction);
    // An immortalisation is corrected right after its event, so a block may only be cut before the next one.
    if (this.seq - this.#flushed.events > this.#pace.blockEvents) this.#flush(this.seq - 1);
  }

  #newObject(bornSeq: number, flags: number): SyntheticObject {
    const id = this.objects.length + 1;
    const type = 1 + this.#below(5);
    const object: SyntheticObject = {
      id,
      type,
      bornSeq,
      bornInstruction: bornSeq === 0 ? 0 : this.#instruction,
      flags,
      refcount: 0,
      peak: 0,
      events: 0,
      endSeq: 0,
      endInstruction: 0,
      cause: 'alive',
      value: type === 4 ? '' : type === 2 ? `'text, "${id}"'` : String(id * 7),
    };
    this.objects.push(object);
    return object;
  }

  #anyInstruction(): number {
    return this.#below(3) === 0 ? 121 + this.#below(60) : this.#instruction;
  }

  #anyLive(): SyntheticObject {
    const object = this.#live[this.#below(this.#live.length)];
    if (object === undefined) throw new Error('nothing is alive');
    return object;
  }

  /** A number from 0 to limit - 1 (mulberry32). */
  #below(limit: number): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }

  /** Writes events up to `throughSeq`, and everything else that is known. */
  #flush(throughSeq = this.seq): void {
    const from = this.#flushed.events;
    const slice = (column: number[]): number[] => column.slice(from, throughSeq);
    this.#writer.addEvents({
      firstSeq: from + 1,
      count: throughSeq - from,
      object: Uint32Array.from(slice(this.events.object)),
      refcount: Uint32Array.from(slice(this.events.refcount)),
      delta: Int32Array.from(slice(this.events.delta)),
      site: Uint16Array.from(slice(this.events.site)),
      instruction: Uint32Array.from(slice(this.events.instruction)),
    });
    this.#flushed.events = throughSeq;
    this.#flushObjects();
    this.#flushSteps();
    if (++this.#blocks % this.#pace.blocksPerCommit === 0) this.#writer.commit();
  }

  #flushObjects(): void {
    const fresh = this.objects.slice(this.#flushed.objects);
    this.#writer.addObjects({
      firstId: this.#flushed.objects + 1,
      count: fresh.length,
      address: Uint32Array.from(fresh, (o) => 0x10_0000 + (o.id % 5000) * 16),
      type: Uint32Array.from(fresh, (o) => o.type),
      bornSeq: Float64Array.from(fresh, (o) => o.bornSeq),
      bornInstruction: Uint32Array.from(fresh, (o) => o.bornInstruction),
      flags: Uint8Array.from(fresh, (o) => o.flags),
    });
    this.#flushed.objects = this.objects.length;
    const ended = this.#ended.splice(0);
    this.#writer.addEnds({
      count: ended.length,
      object: Uint32Array.from(ended, (o) => o.id),
      endSeq: Float64Array.from(ended, (o) => o.endSeq),
      endInstruction: Uint32Array.from(ended, (o) => o.endInstruction),
      cause: Uint8Array.from(ended, (o) => END_CAUSES.indexOf(o.cause)),
      peak: Uint32Array.from(ended, (o) => o.peak),
      finalRefcount: Uint32Array.from(ended, (o) => o.refcount),
      events: Uint32Array.from(ended, (o) => o.events),
      type: Uint32Array.from(ended, (o) => o.type),
      value: ended.map((o) => o.value),
    });
    const claimed = this.#claimed.splice(0);
    this.#writer.addClaims({
      count: claimed.length,
      object: Uint32Array.from(claimed, (o) => o.id),
      flags: Uint8Array.from(claimed, (o) => o.flags),
      value: claimed.map((o) => (o.id % 2 === 0 ? o.value : '')),
    });
  }

  #flushSteps(): void {
    const steps = this.steps.slice(this.#flushed.steps);
    this.#writer.addSteps({
      firstStep: this.#flushed.steps + 1,
      count: steps.length,
      afterSeq: Float64Array.from(steps, (s) => s.afterSeq),
      instruction: Uint32Array.from(steps, (s) => s.instruction),
      depth: Uint16Array.from(steps, (s) => s.depth),
      frame: Uint32Array.from(steps, (s) => s.frame),
    });
    this.#flushed.steps = this.steps.length;
    const binds = this.binds.slice(this.#flushed.binds);
    this.#writer.addBinds({
      count: binds.length,
      afterSeq: Float64Array.from(binds, (b) => b.afterSeq),
      variable: Uint32Array.from(binds, (b) => b.variable),
      frame: Uint32Array.from(binds, (b) => b.frame),
      object: Uint32Array.from(binds, (b) => b.object),
    });
    this.#flushed.binds = this.binds.length;
  }
}
