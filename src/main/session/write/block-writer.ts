// Owns writing column blocks and, for event blocks, their summaries and level-of-detail rows. Must not handle transactions.
// Invariant: blocks of events, objects and steps follow each other without a hole. Indexing an event block waits until the
// commit (or until WAITING_BLOCKS wait), because the objects, claims and ends that belong to it may come after it.

import { assert } from '../../../shared/base/assert.ts';
import type {
  BindColumns,
  ClaimColumns,
  EndColumns,
  EventColumns,
  ObjectColumns,
  SessionFacts,
  StepColumns,
} from '../../../shared/model/session.ts';
import { BLOCK_EVENTS } from '../../../shared/model/session.ts';
import type { EndedObjects } from './block-index.ts';
import { BlockIndex } from './block-index.ts';
import type { BlockKind, IndexKind } from '../format/blocks.ts';
import { BLOCK_KIND_CODES, BLOCK_SCHEMAS } from '../format/blocks.ts';
import type { ColumnsToWrite } from '../columns/encode.ts';
import { encodeColumns } from '../columns/encode.ts';
import type { BlockSchema, ColumnsOf } from '../columns/schema.ts';
import { packTexts, presence } from '../columns/strings.ts';
import type { Connection } from '../format/database.ts';
import { BindIndexer } from '../index/bind-index.ts';
import { EventIndexer } from '../index/event-index.ts';
import type { IndexSink } from '../index/index-sink.ts';
import { StepIndexer } from '../index/step-index.ts';
import { ObjectStates } from './object-states.ts';

const WAITING_BLOCKS = 12;

interface WaitingEvents {
  readonly object: Uint32Array;
  readonly refcount: Uint32Array;
  readonly delta: Int32Array;
  readonly instruction: Uint32Array;
  firstSeq: number;
  count: number;
}
const newWaiting = (): WaitingEvents => ({
  object: new Uint32Array(BLOCK_EVENTS),
  refcount: new Uint32Array(BLOCK_EVENTS),
  delta: new Int32Array(BLOCK_EVENTS),
  instruction: new Uint32Array(BLOCK_EVENTS),
  firstSeq: 0,
  count: 0,
});

/** Rows `first` … `first + count - 1` of a kind, with the seqs they span. */
interface BlockPlace {
  readonly first: number;
  readonly count: number;
  readonly seqFrom: number;
  readonly seqTo: number;
}

export class BlockWriter {
  /** Bytes of all blocks written so far. */
  bytes = 0;
  readonly #insert;
  readonly #index = new BlockIndex(new ObjectStates());
  readonly #waiting: WaitingEvents[] = [];
  #waitingCount = 0;
  #events = 0;
  #objects = 0;
  #steps = 0;
  #ends = 0;
  #claims = 0;
  #binds = 0;
  #clock = 0;
  readonly #indexRows = new Map<IndexKind, number>();
  readonly #eventIndexer: EventIndexer;
  readonly #bindIndexer: BindIndexer;
  readonly #stepIndexer: StepIndexer;

  constructor(connection: Connection) {
    this.#insert = connection.prepare<unknown[]>(
      'INSERT INTO block(kind, first, count, seq_from, seq_to, bytes, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    const sink: IndexSink = {
      put: (kind, count, span, columns) => {
        const before = this.#indexRows.get(kind) ?? 0;
        this.#indexRows.set(kind, before + count);
        this.#write(
          kind,
          { first: before + 1, count, seqFrom: span.from, seqTo: span.to },
          columns,
        );
      },
    };
    this.#eventIndexer = new EventIndexer(sink);
    this.#bindIndexer = new BindIndexer(sink);
    this.#stepIndexer = new StepIndexer(sink);
  }

  counts(): Pick<SessionFacts, 'events' | 'steps' | 'objects' | 'collected' | 'immortal'> {
    return {
      events: this.#events,
      steps: this.#steps,
      objects: this.#objects,
      collected: this.#index.collected,
      immortal: this.#index.immortal,
    };
  }

  addEvents(block: EventColumns): void {
    const { firstSeq, count } = block;
    if (count === 0) return;
    assert(firstSeq === this.#events + 1, `events from ${firstSeq} follow ${this.#events}`);
    assert(count <= BLOCK_EVENTS, `${count} events in one block`);
    const last = firstSeq + count - 1;
    this.#write('event', { first: firstSeq, count, seqFrom: firstSeq, seqTo: last }, block);
    this.#events = last;
    if (this.#waitingCount === WAITING_BLOCKS) this.flushIndex();
    this.#keepForIndex(block);
  }

  addObjects(block: ObjectColumns): void {
    const { firstId, count, bornSeq, flags } = block;
    if (count === 0) return;
    assert(firstId === this.#objects + 1, `objects from ${firstId} follow ${this.#objects}`);
    this.#write('object', { first: firstId, count, ...seqSpan(bornSeq, count) }, block);
    this.#objects += count;
    for (let i = 0; i < count; i++) {
      const bits = flags[i] as number;
      if (bits !== 0) this.#index.addFlags(firstId + i, bits);
    }
  }

  addEnds(block: EndColumns): void {
    const { count, endSeq } = block;
    if (count === 0) return;
    const place = { first: this.#ends + 1, count, ...seqSpan(endSeq, count) };
    const value = packTexts(block.value, count);
    this.#write('end', place, { ...block, value, hasValue: presence(value) });
    this.#ends += count;
    this.#index.addEnds(copyEnds(block));
  }

  addClaims(block: ClaimColumns): void {
    const { count, object, flags } = block;
    if (count === 0) return;
    const place = { first: this.#claims + 1, count, seqFrom: this.#events, seqTo: this.#events };
    const value = packTexts(block.value, count);
    this.#write('claim', place, { ...block, value, hasValue: presence(value) });
    this.#claims += count;
    for (let i = 0; i < count; i++) {
      const bits = flags[i] as number;
      if (bits !== 0) this.#index.addFlags(object[i] as number, bits);
    }
  }

  addSteps(block: StepColumns): void {
    const { firstStep, count, afterSeq } = block;
    if (count === 0) return;
    assert(firstStep === this.#steps + 1, `steps from ${firstStep} follow ${this.#steps}`);
    this.#write('step', { first: firstStep, count, ...risingSpan(afterSeq, count) }, block);
    this.#steps += count;
    this.#stepIndexer.add(block);
  }

  addBinds(block: BindColumns): void {
    const { count, afterSeq, step } = block;
    if (count === 0) return;
    const place = { first: this.#binds + 1, count, ...risingSpan(afterSeq, count) };
    this.#write('bind', place, block);
    if (step) this.#write('bindStep', place, { step });
    this.#binds += count;
    this.#bindIndexer.add(block);
  }

  addClock(readings: Float64Array): void {
    const count = readings.length;
    if (count === 0) return;
    // The bits of a reading: as numbers they are not whole.
    const words = new Uint32Array(readings.buffer, readings.byteOffset, 2 * count);
    const place = { first: this.#clock + 1, count, seqFrom: this.#events, seqTo: this.#events };
    const half = (first: 0 | 1): Uint32Array =>
      Uint32Array.from({ length: count }, (_, i) => words[2 * i + first] ?? 0);
    this.#write('clock', place, { low: half(0), high: half(1) });
    this.#clock += count;
  }

  /** Writes summaries and level of detail of the blocks that wait for them. */
  flushIndex(): void {
    for (let i = 0; i < this.#waitingCount; i++) {
      const events = this.#waiting[i] as WaitingEvents;
      this.#writeIndex(events);
    }
    this.#waitingCount = 0;
  }

  /** Writes what the indexes hold back until a portion is full, see index/. To be called once, at the end. */
  finishIndexes(): void {
    this.flushIndex();
    this.#eventIndexer.flush();
    this.#bindIndexer.flush();
    this.#stepIndexer.flush();
  }

  #writeIndex({ firstSeq, count, object, refcount, delta, instruction }: WaitingEvents): void {
    const { rows, buckets } = this.#index.index(firstSeq, count, object, refcount, delta);
    const span = { first: firstSeq, seqFrom: firstSeq, seqTo: firstSeq + count - 1 };
    this.#write('summary', { ...span, count: rows }, this.#index.summary);
    this.#write('lod', { ...span, count: buckets }, this.#index.lod);
    this.#eventIndexer.addHeat(instruction, count);
    const { summary, lod } = this.#index;
    this.#eventIndexer.add({ rows, summary, buckets, lod });
  }

  #keepForIndex(block: EventColumns): void {
    if (this.#waiting.length === this.#waitingCount) this.#waiting.push(newWaiting());
    const kept = this.#waiting[this.#waitingCount++] as WaitingEvents;
    kept.firstSeq = block.firstSeq;
    kept.count = block.count;
    kept.object.set(block.object.subarray(0, block.count));
    kept.refcount.set(block.refcount.subarray(0, block.count));
    kept.delta.set(block.delta.subarray(0, block.count));
    kept.instruction.set(block.instruction.subarray(0, block.count));
  }

  #write<Kind extends BlockKind>(
    kind: Kind,
    { first, count, seqFrom, seqTo }: BlockPlace,
    columns: ColumnsOf<(typeof BLOCK_SCHEMAS)[Kind]> | ColumnsToWrite<(typeof BLOCK_SCHEMAS)[Kind]>,
  ): void {
    const schema: BlockSchema = BLOCK_SCHEMAS[kind];
    const data = encodeColumns(schema, count, columns as ColumnsToWrite<BlockSchema>);
    this.bytes += data.length;
    this.#insert.run(BLOCK_KIND_CODES[kind], first, count, seqFrom, seqTo, data.length, data);
  }
}

interface SeqSpan {
  readonly seqFrom: number;
  readonly seqTo: number;
}

/** Of a column in order of time. */
const risingSpan = (seqs: Float64Array, count: number): SeqSpan => ({
  seqFrom: seqs[0] as number,
  seqTo: seqs[count - 1] as number,
});

/** Least and greatest seq of a column that need not be sorted. */
function seqSpan(seqs: Float64Array, count: number): SeqSpan {
  let seqFrom = Infinity;
  let seqTo = 0;
  for (let i = 0; i < count; i++) {
    const seq = seqs[i] as number;
    if (seq < seqFrom) seqFrom = seq;
    if (seq > seqTo) seqTo = seq;
  }
  return { seqFrom, seqTo };
}

/** What the index keeps of ends beyond the call; the caller may reuse its columns. */
const copyEnds = ({
  count,
  object,
  endSeq,
  cause,
  finalRefcount,
}: Omit<EndColumns, 'value'>): EndedObjects => ({
  count,
  object: object.slice(0, count),
  endSeq: endSeq.slice(0, count),
  cause: cause.slice(0, count),
  finalRefcount: finalRefcount.slice(0, count),
});
