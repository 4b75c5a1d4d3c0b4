// Owns turning ring records into the rows and column blocks of a session. Pure: words in, calls of the sink out; must not know
// threads, files or time. Invariants: one event row per event record, in order; the count of an object's event follows from
// its event before, or there is a gap row; memory does not grow with the number of events or objects.

import type { SideMessage } from '../../shared/model/engine-messages.ts';
import { MARK, TAG, wordsAfterBind } from '../../shared/model/ring.ts';
import type { SessionWriter } from '../../shared/model/session-io.ts';
import { OBJECT_FLAG, type Phase } from '../../shared/model/session.ts';
import type { Site } from '../../shared/model/site.ts';
import type { ShortValues } from '../engine/describe-short.ts';
import type { SourceText } from './code-table.ts';
import { Audit } from './audit.ts';
import { CodeTable } from './code-table.ts';
import { EventBlock } from './event-block.ts';
import { EventLog } from './event-log.ts';
import { MarkLog } from './mark-log.ts';
import type { DescribeValue } from './object-log.ts';
import { ObjectLog } from './object-log.ts';
import { Payload, RECORD_WORDS } from './payload.ts';
import { SideTable } from './side-table.ts';
import { SLOT, STATE } from './slot-table.ts';
import { TraceLog } from './trace-log.ts';
import { TypeTable } from './type-table.ts';

/** Where decoded rows go. */
export type RecordSink = Omit<
  SessionWriter,
  'setOpcodeNames' | 'addSites' | 'addFile' | 'commit' | 'settle' | 'finish' | 'sizeBytes'
>;

export interface DecoderOptions {
  readonly sites: readonly Site[];
  readonly immortalRefcount: number;
  readonly describe: DescribeValue;
  /** Values that need no description; null: none. */
  readonly short?: ShortValues | null;
  /** Texts of the user's files. */
  readonly sources: readonly SourceText[];
  /** Decoding stops after this many events. */
  readonly maxEvents: number;
}

type NameMessage = Extract<SideMessage, { readonly kind: 'name' }>;

const BOUND_BEFORE = STATE.yours | STATE.valued | STATE.bound;

export class Decoder {
  readonly #sink: RecordSink;
  readonly #audit: Audit;
  readonly #immortalRefcount: number;
  readonly #types: TypeTable;
  readonly #objects: ObjectLog;
  readonly #trace: TraceLog;
  readonly #marks: MarkLog;
  readonly #block: EventBlock;
  readonly #events: EventLog;
  readonly #payload = new Payload();
  /** The messages that the marks at hand refer to. */
  #side = new SideTable();
  #phaseFacts = '';

  constructor(options: DecoderOptions, sink: RecordSink) {
    const { sites, immortalRefcount, describe, short = null } = options;
    this.#sink = sink;
    this.#immortalRefcount = immortalRefcount;
    const codes = new CodeTable(sink, options.sources);
    const types = new TypeTable(sink);
    const objects = new ObjectLog({ sink, types, codes, immortalRefcount, describe, short });
    const trace = new TraceLog(sink, codes, objects);
    this.#types = types;
    this.#objects = objects;
    this.#trace = trace;
    this.#marks = new MarkLog({ sink, codes, types, objects, trace, immortalRefcount });
    this.#audit = new Audit(objects.slots, this.#marks);
    this.#block = new EventBlock(sink, options.maxEvents);
    this.#events = new EventLog({
      sites,
      immortalRefcount,
      objects,
      types,
      block: this.#block,
      instructions: codes.instructions,
      onRecord: (words, i) => this.#record(words, i),
      onGap: (seq, object, expected, found) => this.#marks.addGap(seq, object, expected, found),
      onZero: (slot, seq) => this.#onZero(slot, seq),
      shutdown: () => this.#marks.shutdown,
    });
  }

  get events(): number {
    return this.#block.seq;
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
    return this.#block.isFull;
  }

  /**
   * Decodes whole items: a segment, or a part of one that starts and ends between two items.
   * @param words the used part
   * @param side the side messages that its marks refer to
   */
  segment(words: Uint32Array, side: SideTable): void {
    this.clock(side);
    this.#side = side;
    // Signed: addresses are below 2 GiB, and V8 keeps signed words in registers wherever they go.
    this.#events.take(new Int32Array(words.buffer, words.byteOffset, words.length));
  }

  /** Hands on what the program read from its clocks. */
  clock(side: SideTable): void {
    for (const readings of side.takeClock()) this.#sink.addClock(readings);
  }

  /** Hands everything to the sink, but for the latest ends, unless the program is quiet: then those, too. */
  flush(isQuiet: boolean): void {
    this.#events.flush();
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
    this.#marks.endGcRun(this.events, { generation: -1, collected: -1 });
    this.flush(true);
    const payloads = new Map<number, Uint8Array>(
      survivors?.map(({ address, payload }) => [address, payload]),
    );
    const { slots } = this.#objects;
    const countAt = (address: number): number => {
      const bytes = payloads.get(address);
      if (bytes) this.#payload.loadBytes(bytes);
      return bytes ? this.#payload.first : 0;
    };
    if (survivors) this.#audit.compare(countAt, this.events, this.objects);
    for (const slot of slots.slots()) {
      if (((slots.words[slot + SLOT.state] as number) & (STATE.ended | STATE.gone)) !== 0) continue;
      const bytes = payloads.get(slots.words[slot + SLOT.address] as number);
      if (bytes) this.#payload.loadBytes(bytes);
      this.#objects.survive(slot, bytes ? this.#payload : null);
    }
    this.#objects.flush();
    const result = survivors && this.#audit.result;
    this.#sink.setFacts({ audit: result && { ...result, calls: this.#marks.calls } });
  }

  #onZero(slot: number, seq: number): void {
    const { words } = this.#objects.slots;
    const type = words[slot + SLOT.type] as number;
    if (this.#trace.frames.hasSuspended && this.#types.kind(type) === 'generator')
      this.#trace.generatorDied(slot, seq);
    const isBound = ((words[slot + SLOT.state] as number) & STATE.bound) !== 0;
    if (isBound && this.#marks.exitFromSeq !== 0)
      this.#trace.boundObjectDied(words[slot + SLOT.object] as number, seq);
  }

  /** A record that is not an event. Returns the index of the next item. */
  #record(words: Int32Array, i: number): number {
    const tag = words[i] as number;
    const a = words[i + 1] as number;
    const b = words[i + 2] as number;
    const c = words[i + 3] as number;
    const next = i + RECORD_WORDS;
    const { seq } = this.#block;
    if (tag === TAG.freed) {
      this.#objects.freed(a, seq);
      return next;
    }
    this.#trace.settle();
    if (tag === TAG.line) this.#trace.line(a, b, c, seq);
    else if ((tag & 0xff) === TAG.bind) return this.#bind(words, i);
    else if ((tag & 0xff) === TAG.cell)
      this.#trace.cell({ scope: a, instruction: b, ordinal: tag >>> 8 }, c);
    else if (tag === TAG.enter) this.#trace.enter(a, b, c, seq);
    else if (tag === TAG.leave) this.#trace.leave(a, b, c, seq);
    else if (tag === TAG.suspend) this.#trace.suspend(a, b, c, seq);
    else if (tag === TAG.mark) this.#mark(a, b, c);
    return next;
  }

  #mark(id: number, a: number, b: number): void {
    const { seq } = this.#block;
    const side = this.#side;
    if (id === MARK.audit) {
      const { addresses, counts } = side.take('counts', a);
      const found = new Map([...addresses].map((address, n) => [address, counts[n] ?? 0]));
      this.#audit.compare((address) => found.get(address) ?? 0, seq, this.objects);
    } else if (id === MARK.name) this.#named(side.take('name', a));
    else this.#marks.take({ id, a: a >>> 0, b: b >>> 0 }, seq, side);
  }

  #bind(words: Int32Array, i: number): number {
    const tag = words[i] as number;
    const payloadWords = wordsAfterBind(tag);
    const next = i + RECORD_WORDS;
    const address = words[i + 3] as number;
    let object = this.#knownBound(address);
    if (object === 0) {
      if (payloadWords !== 0) this.#payload.load(words, next, payloadWords);
      object = this.#bound(address, payloadWords === 0 ? null : this.#payload);
    }
    this.#trace.bind(
      {
        scope: words[i + 1] as number,
        instruction: words[i + 2] as number,
        ordinal: (tag >>> 8) & 0xff,
      },
      object,
      this.#block.seq,
    );
    return next + payloadWords;
  }

  /** A name that changes without a hooked store. */
  #named({ place, name, value, payload }: NameMessage): void {
    const { seq } = this.#block;
    if (name === null) return this.#trace.dropNames(place, seq);
    if (payload) this.#payload.loadBytes(payload);
    const object = this.#knownBound(value) || this.#bound(value, payload ? this.#payload : null);
    this.#trace.bindNamed(place, name, object, seq);
  }

  /** The same where nothing is to be learned of it any more: most names refer to what another name did before; else 0. */
  #knownBound(address: number): number {
    const { slots } = this.#objects;
    const slot = slots.findPresent(address);
    if (slot === 0) return 0;
    const isKnown = ((slots.words[slot + SLOT.state] as number) & BOUND_BEFORE) === BOUND_BEFORE;
    return isKnown ? (slots.words[slot + SLOT.object] as number) : 0;
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
    const flags = isImmortal ? OBJECT_FLAG.immortal : OBJECT_FLAG.beforeRecording;
    return this.#objects.firstSight({ address, type, refcount, flags }, this.events);
  }
}
