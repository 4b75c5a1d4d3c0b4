// Owns turning ring records into the rows and column blocks of a session. Pure: words in, calls of the sink out; must not know
// threads, files or time. Invariants: one event row per event record, in order; the count of an object's event follows from
// its event before, or there is a gap row; memory does not grow with the number of events or objects.

import { FIRST_ADDRESS, TAG } from '../../shared/model/ring.ts';
import type { SessionWriter } from '../../shared/model/session-io.ts';
import { IMMORTAL, OBJECT_FLAG, type Phase } from '../../shared/model/session.ts';
import type { Site } from '../../shared/model/site.ts';
import type { SourceText } from './code-table.ts';
import { CodeTable } from './code-table.ts';
import { HELD_EVENTS } from './end-queue.ts';
import { EventBlock } from './event-block.ts';
import { CACHE, cacheEntry } from './instruction-map.ts';
import { MarkLog } from './mark-log.ts';
import type { DescribeValue } from './object-log.ts';
import { ObjectLog } from './object-log.ts';
import { Payload, PAYLOAD_RECORD_WORDS, RECORD_WORDS } from './payload.ts';
import type { SideTable } from './side-table.ts';
import { SLOT, STATE } from './slot-table.ts';
import { TraceLog } from './trace-log.ts';
import { TypeTable } from './type-table.ts';

/** Where decoded rows go. */
export type RecordSink = Omit<
  SessionWriter,
  'setOpcodeNames' | 'addSites' | 'commit' | 'finish' | 'sizeBytes'
>;

export interface DecoderOptions {
  readonly sites: readonly Site[];
  readonly immortalRefcount: number;
  readonly describe: DescribeValue;
  /** Texts of the user's files. */
  readonly sources: readonly SourceText[];
  /** Decoding stops after this many events. */
  readonly maxEvents: number;
}

const [MIN_DELTA, MAX_DELTA] = [-0x8000, 0x7fff];

export class Decoder {
  readonly #sink: RecordSink;
  readonly #immortalRefcount: number;
  /** Index = site. */
  readonly #isBirth: Uint8Array;
  readonly #codes: CodeTable;
  readonly #types: TypeTable;
  readonly #objects: ObjectLog;
  readonly #trace: TraceLog;
  readonly #marks: MarkLog;
  readonly #events: EventBlock;
  readonly #payload = new Payload();
  #phaseFacts = '';

  constructor(options: DecoderOptions, sink: RecordSink) {
    const { sites, immortalRefcount, describe } = options;
    this.#sink = sink;
    this.#immortalRefcount = immortalRefcount;
    this.#isBirth = new Uint8Array(0x1_0000);
    sites.forEach((site, i) => (this.#isBirth[i] = site.kind === 'birth' ? 1 : 0));
    const codes = new CodeTable(sink, options.sources);
    const types = new TypeTable(sink);
    const objects = new ObjectLog({ sink, types, codes, immortalRefcount, describe });
    const trace = new TraceLog(sink, codes, objects);
    this.#codes = codes;
    this.#types = types;
    this.#objects = objects;
    this.#trace = trace;
    this.#marks = new MarkLog({ sink, codes, types, objects, trace, immortalRefcount });
    this.#events = new EventBlock(sink, options.maxEvents);
  }

  get events(): number {
    return this.#events.seq;
  }
  get steps(): number {
    return this.#trace.steps;
  }
  get objects(): number {
    return this.#objects.total;
  }
  get gaps(): number {
    return this.#marks.gaps;
  }
  get phase(): Phase {
    if (this.#marks.exitFromSeq !== 0) return 'exit';
    return this.#trace.runFromSeq === 0 ? 'compile' : 'run';
  }
  /** True once `maxEvents` events were decoded: what follows is not looked at. */
  get isFull(): boolean {
    return this.#events.isFull;
  }

  /**
   * Decodes whole items: a segment, or a part of one that starts and ends between two items.
   * @param words the used part
   * @param side the side messages that its marks refer to
   */
  segment(words: Uint32Array, side: SideTable): void {
    const { cache } = this.#codes.instructions;
    const { pages } = this.#objects.slots;
    const events = this.#events;
    const isBirth = this.#isBirth;
    const immortalRefcount = this.#immortalRefcount;
    let slots = this.#objects.slots.words;
    let { room } = events;
    for (let i = 0; i < words.length;) {
      const address = words[i] as number;
      // Tags are below FIRST_ADDRESS, but for a BIND's, whose upper bits are in use: it is odd, addresses are not.
      if (address < FIRST_ADDRESS || (address & 1) !== 0) {
        i = this.#record(words, i, side);
        slots = this.#objects.slots.words;
        continue;
      }
      if (events.count === room) {
        this.#flushEvents();
        room = events.room;
        if (room === 0) return;
      }
      const value = words[i + 1] as number;
      const change = words[i + 2] as number;
      const at = words[i + 3] as number;
      i += RECORD_WORDS;
      const entry = cacheEntry(at);
      if (cache[entry] !== at) this.#codes.instructions.resolve(at);
      const instruction = cache[entry + CACHE.instruction] as number;
      const site = change & 0xffff;
      const row = events.count++;
      events.site[row] = site;
      events.instruction[row] = instruction;
      if (isBirth[site] === 1) {
        const isYours = cache[entry + CACHE.yours] === 1;
        const slot = this.#birth(address, value, instruction, isYours);
        slots = this.#objects.slots.words;
        events.object[row] = slots[slot + SLOT.object] as number;
        events.refcount[row] = 1;
        events.delta[row] = 1;
        continue;
      }
      let delta = change >> 16;
      let slot = (pages[address >>> 16] as Uint32Array)[(address >>> 3) & 8_191] as number;
      if (slot === 0 || slots[slot + SLOT.refcount] === 0) {
        slot = this.#wake(address, slot, value - delta);
        slots = this.#objects.slots.words;
      }
      const before = slots[slot + SLOT.refcount] as number;
      if (((before + delta) | 0) !== (value | 0)) delta = this.#reconcile(slot, delta, value);
      slots[slot + SLOT.refcount] = value;
      slots[slot + SLOT.events] = (slots[slot + SLOT.events] as number) + 1;
      let shown = value;
      if (value >= immortalRefcount) {
        shown = IMMORTAL;
        delta = 0;
        this.#objects.becomeImmortal(slot);
      }
      if (shown > (slots[slot + SLOT.peak] as number)) slots[slot + SLOT.peak] = shown;
      events.object[row] = slots[slot + SLOT.object] as number;
      events.refcount[row] = shown;
      events.delta[row] = delta;
      if (value === 0) {
        this.#reachZero(slot, words, i, instruction);
        i += PAYLOAD_RECORD_WORDS;
      }
    }
  }

  /** Hands everything to the sink, but for the latest ends, unless the program is quiet: then those, too. */
  flush(isQuiet: boolean): void {
    this.#flushEvents();
    if (isQuiet) this.#objects.ends.releaseThrough(this.events);
    this.#objects.flush();
    this.#trace.flush();
    const facts = { runFromSeq: this.#trace.runFromSeq, exitFromSeq: this.#marks.exitFromSeq };
    const text = JSON.stringify(facts);
    if (text !== this.#phaseFacts) this.#sink.setFacts(facts);
    this.#phaseFacts = text;
  }

  /**
   * The recording is over: ends what is open and writes the objects that are alive.
   * @param survivors the first bytes of all objects in memory, exactly as they are after the last event decoded; null when
   *   that is not known
   */
  finish(survivors: SideTable['survivors']): void {
    this.#trace.settle();
    this.#marks.endGcRun(this.events, -1);
    this.flush(true);
    const payloads = new Map(
      survivors?.map(({ address, payload }) => [address as number, payload]),
    );
    const { slots } = this.#objects;
    for (const slot of slots.slots()) {
      if (((slots.words[slot + SLOT.state] as number) & (STATE.ended | STATE.gone)) !== 0) continue;
      const bytes = payloads.get(slots.words[slot + SLOT.address] as number);
      if (bytes) this.#payload.loadBytes(bytes);
      if (bytes) this.#marks.compare(slot, this.#payload.first, this.events);
      this.#objects.survive(slot, bytes ? this.#payload : null);
    }
    this.#objects.flush();
  }

  #birth(address: number, typeAddress: number, instruction: number, isYours: boolean): number {
    const type = this.#types.idAt(typeAddress);
    return this.#objects.birth(address, type, this.#events.seq, instruction, isYours);
  }

  /** The slot of an address at which no live object is known, for an event that is not a birth. */
  #wake(address: number, slot: number, before: number): number {
    const state = this.#objects.slots.words[slot + SLOT.state] as number;
    if (slot === 0 || (state & STATE.gone) !== 0)
      return this.#objects.firstSight(
        address,
        0,
        before >>> 0,
        OBJECT_FLAG.beforeRecording,
        this.#events.seq,
      );
    if ((state & STATE.ended) !== 0) this.#objects.revive(slot);
    // A name showed it first: its count was not known.
    else this.#objects.slots.words[slot + SLOT.refcount] = before;
    return slot;
  }

  /** The change of an event that does not fit the count recorded before: saturated, or a gap. */
  #reconcile(slot: number, delta: number, value: number): number {
    const { words } = this.#objects.slots;
    const before = words[slot + SLOT.refcount] as number;
    const change = value - before;
    if (delta === MAX_DELTA && change > delta) return change;
    if (delta === MIN_DELTA && change < delta) return change;
    this.#marks.addGap(
      this.events,
      words[slot + SLOT.object] as number,
      before,
      (value - delta) >>> 0,
    );
    return delta;
  }

  #reachZero(slot: number, words: Uint32Array, at: number, instruction: number): void {
    const { seq } = this.#events;
    this.#payload.load(words, at);
    const isExit = this.#marks.exitFromSeq !== 0;
    this.#objects.reachZero(slot, seq, instruction, this.#payload, isExit);
    const slots = this.#objects.slots.words;
    const type = slots[slot + SLOT.type] as number;
    if (this.#trace.frames.hasSuspended && this.#types.kind(type) === 'generator')
      this.#trace.generatorDied(slot, seq);
    if (isExit && ((slots[slot + SLOT.state] as number) & STATE.bound) !== 0)
      this.#trace.boundObjectDied(slots[slot + SLOT.object] as number, seq);
  }

  /** A record that is not an event. Returns the index of the next item. */
  #record(words: Uint32Array, i: number, side: SideTable): number {
    const tag = words[i] as number;
    const [a, b, c] = [words[i + 1] as number, words[i + 2] as number, words[i + 3] as number];
    const next = i + RECORD_WORDS;
    const { seq } = this.#events;
    if (tag === TAG.freed) {
      this.#objects.freed(a, seq);
      return next;
    }
    this.#trace.settle();
    if ((tag & 0xff) === TAG.bind) return this.#bind(words, i);
    const record = { frame: a, instruction: b, depth: c };
    if (tag === TAG.line) this.#trace.line(record, seq);
    else if (tag === TAG.enter) this.#trace.enter(record, seq);
    else if (tag === TAG.leave) this.#trace.leave(record, seq);
    else if (tag === TAG.suspend) this.#trace.suspend(record, seq);
    else if (tag === TAG.mark) this.#marks.take({ id: a, a: b, b: c }, seq, side);
    return next;
  }

  #bind(words: Uint32Array, i: number): number {
    const tag = words[i] as number;
    const hasPayload = ((tag >>> 16) & 1) === 1;
    const next = i + RECORD_WORDS;
    if (hasPayload) this.#payload.load(words, next);
    const store = {
      scope: words[i + 1] as number,
      instruction: words[i + 2] as number,
      ordinal: (tag >>> 8) & 0xff,
    };
    const object = this.#bound(words[i + 3] as number, hasPayload ? this.#payload : null);
    this.#trace.bind(store, object, this.#events.seq);
    return hasPayload ? next + PAYLOAD_RECORD_WORDS : next;
  }

  /** The object at an address that a name of the user's refers to now; 0 for none. */
  #bound(address: number, payload: Payload | null): number {
    if (address === 0) return 0;
    let slot = this.#objects.slots.findPresent(address);
    if (slot === 0) slot = this.#firstBound(address, payload);
    this.#objects.claimYours(slot, payload);
    const { words } = this.#objects.slots;
    words[slot + SLOT.state] = (words[slot + SLOT.state] as number) | STATE.bound;
    return words[slot + SLOT.object] as number;
  }

  #firstBound(address: number, payload: Payload | null): number {
    const refcount = payload?.first ?? 0;
    const isImmortal = refcount >= this.#immortalRefcount;
    const type = payload ? this.#types.idAt(payload.typeAddress) : 0;
    const flag = isImmortal ? OBJECT_FLAG.immortal : OBJECT_FLAG.beforeRecording;
    return this.#objects.firstSight(address, type, refcount, flag, this.#events.seq);
  }

  #flushEvents(): void {
    this.#objects.ends.releaseThrough(this.events - HELD_EVENTS);
    this.#events.flush();
  }
}
