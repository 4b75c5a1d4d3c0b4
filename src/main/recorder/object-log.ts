// Owns the lives of objects: first sight, birth, resurrection, end, and what is claimed of them in between. Must not know
// records, frames or names. Invariant: an object has one id from first sight to end; it ends once the next object is born
// at its address, its memory is given back, or its count stays 0.

import { PAYLOAD_BYTES, wordsAfterEnd } from '../../shared/model/ring.ts';
import type { SessionWriter } from '../../shared/model/session-io.ts';
import { END_CAUSES, IMMORTAL, OBJECT_FLAG, type EndCause } from '../../shared/model/session.ts';
import type { ValueKind } from '../../shared/model/engine-messages.ts';
import type { ShortValues } from '../engine/describe-short.ts';
import type { CodeTable } from './code-table.ts';
import { EndQueue } from './end-queue.ts';
import { isCollecting, Payload, TYPE_WORD } from './payload.ts';
import { ClaimBlock, ObjectBlock } from './row-blocks.ts';
import { PEAK_IMMORTAL, SLOT, SlotTable, STATE } from './slot-table.ts';
import type { TypeTable } from './type-table.ts';

/** Preview of a value from the first bytes of the object; '' where the bytes say nothing to a reader. */
export type DescribeValue = (
  kind: ValueKind,
  payload: DataView,
  names: { code(address: number): string | undefined },
) => string;

export interface ObjectLogParts {
  readonly sink: Pick<SessionWriter, 'addObjects' | 'addClaims' | 'addEnds'>;
  readonly types: TypeTable;
  readonly codes: CodeTable;
  readonly immortalRefcount: number;
  readonly describe: DescribeValue;
  /** Values that need no description; null: none. */
  readonly short: ShortValues | null;
}

/** What is known of an object that exists already. */
export interface FirstSight {
  readonly address: number;
  readonly type: number;
  readonly refcount: number;
  readonly flags: number;
}

/** How far the interpreter's shutdown has come: not begun; begun; its modules are being taken down. */
export type Shutdown = 'none' | 'begun' | 'modules';

/** An event to 0. */
export interface ZeroEvent {
  readonly slot: number;
  readonly seq: number;
  readonly instruction: number;
  readonly shutdown: Shutdown;
}

const CAUSE = Object.fromEntries(END_CAUSES.map((cause, i) => [cause, i])) as Record<
  EndCause,
  number
>;

/**
 * Once modules are taken down, the collector is only the means: it takes what was alive until then, such as the globals of a module
 * whose functions refer to them (Python/pylifecycle.c, finalize_modules).
 */
function causeOf(isCollecting: boolean, shutdown: Shutdown): number {
  if (isCollecting && shutdown !== 'modules') return CAUSE.gc;
  return shutdown === 'none' ? CAUSE.refcount : CAUSE.exit;
}

const classText = (name: string | undefined): string =>
  name === undefined ? '' : `<class '${name}'>`;

/** Characters of values of more than PAYLOAD_BYTES that one recording keeps: a program may make a million long strings. */
const MAX_LONG_TEXT = 64 * 2 ** 20;

export class ObjectLog {
  readonly slots = new SlotTable();
  readonly ends: EndQueue;
  readonly #parts: ObjectLogParts;
  readonly #objects: ObjectBlock;
  readonly #claims: ClaimBlock;
  /** Constants of the user's code that no event or name has shown yet. */
  readonly #expectedYours = new Set<number>();
  readonly #payload = new Payload();
  #longText = 0;
  readonly #names = { code: (address: number) => this.#parts.codes.at(address)?.qualname };

  constructor(parts: ObjectLogParts) {
    this.#parts = parts;
    this.#objects = new ObjectBlock(parts.sink);
    this.#claims = new ClaimBlock(parts.sink);
    this.ends = new EndQueue(parts.sink);
  }

  get total(): number {
    return this.#objects.total;
  }

  /** An object is born; whatever was at its address has ended. Returns its slot. */
  birth(address: number, type: number, seq: number, instruction: number, isYours: boolean): number {
    const flags = isYours ? OBJECT_FLAG.yours : 0;
    const slot = this.slots.claim(address);
    if (this.slots.words[slot + SLOT.object] !== 0) this.#leave(slot, seq - 1);
    this.#start(slot, this.#objects.add(address, type, seq, instruction, flags), address, type);
    const { words } = this.slots;
    words[slot + SLOT.refcount] = 1;
    words[slot + SLOT.peak] = 1;
    words[slot + SLOT.events] = 1;
    words[slot + SLOT.state] = flags;
    return slot;
  }

  /** An object that exists already is seen for the first time. Returns its slot. */
  firstSight({ address, type, refcount, flags }: FirstSight, seq: number): number {
    const isYours = this.#expectedYours.delete(address);
    const known = flags | (isYours ? OBJECT_FLAG.yours : 0);
    const slot = this.slots.claim(address);
    if (this.slots.words[slot + SLOT.object] !== 0) this.#leave(slot, seq);
    this.#start(slot, this.#objects.add(address, type, 0, 0, known), address, type);
    const { words } = this.slots;
    words[slot + SLOT.refcount] = refcount;
    words[slot + SLOT.peak] = refcount >= this.#parts.immortalRefcount ? PEAK_IMMORTAL : refcount;
    words[slot + SLOT.events] = 0;
    words[slot + SLOT.state] = known;
    return slot;
  }

  /** An event of an object whose count is 0: it was resurrected. */
  revive(slot: number): void {
    const { words } = this.slots;
    const state = words[slot + SLOT.state] as number;
    words[slot + SLOT.state] = state & ~STATE.ended;
    this.ends.takeBack(words[slot + SLOT.end] as number);
  }

  /**
   * The count of an object reached 0.
   * @param ring the words of a segment
   * @param at where the object's payload starts in them
   */
  reachZero({ slot, seq, instruction, shutdown }: ZeroEvent, ring: Int32Array, at: number): void {
    const { words } = this.slots;
    const { types } = this.#parts;
    const type = types.idAt(ring[at + TYPE_WORD] as number);
    if (type !== 0) words[slot + SLOT.type] = type;
    const state = words[slot + SLOT.state] as number;
    words[slot + SLOT.end] = this.ends.next;
    const row = this.#end(slot, seq, instruction, causeOf(isCollecting(ring, at), shutdown));
    this.#setValue(row, slot, ring, at);
    words[slot + SLOT.state] = state | STATE.ended;
    if ((state & STATE.code) !== 0) this.#parts.codes.remove(words[slot + SLOT.address] as number);
  }

  /** The block of a live object was given back or moved, although its count was not 0. */
  freed(address: number, seq: number): void {
    const slot = this.slots.findPresent(address);
    if (slot === 0) return;
    this.#leave(slot, seq);
    const { words } = this.slots;
    words[slot + SLOT.state] = STATE.gone;
    words[slot + SLOT.refcount] = 0;
  }

  becomeImmortal(slot: number): void {
    this.#claim(slot, OBJECT_FLAG.immortal, '');
  }

  /** The object is the user's, and a payload (if there is one) shows its value. */
  claimYours(slot: number, payload: Payload | null): void {
    const { words } = this.slots;
    const isValued = ((words[slot + SLOT.state] as number) & STATE.valued) !== 0;
    const value = payload && !isValued ? this.#describe(slot, payload, STATE.yours) : '';
    if (value !== '')
      words[slot + SLOT.state] = (words[slot + SLOT.state] as number) | STATE.valued;
    this.#claim(slot, OBJECT_FLAG.yours, value);
  }

  /** Constants of the user's code are the user's, when they show themselves at the latest. */
  expectYours(addresses: readonly number[]): void {
    for (const address of addresses) {
      const slot = this.slots.findPresent(address);
      if (slot !== 0) this.claimYours(slot, null);
      else this.#expectedYours.add(address);
    }
  }

  flush(): void {
    this.#objects.flush();
    this.#claims.flush();
    this.ends.flush();
  }

  /** Writes the row of an object that is alive at the end; without a payload its value is not known. */
  survive(slot: number, payload: Payload | null): void {
    const { words } = this.slots;
    const type = payload ? this.#parts.types.idAt(payload.typeAddress) : 0;
    if (type !== 0) words[slot + SLOT.type] = type;
    const state = words[slot + SLOT.state] as number;
    const row = this.#end(slot, 0, 0, CAUSE.alive);
    if (payload) this.ends.setText(row, this.#describe(slot, payload, state));
    this.ends.releaseThrough(Infinity);
  }

  #start(slot: number, object: number, address: number, type: number): void {
    const { words } = this.slots;
    words[slot + SLOT.object] = object;
    words[slot + SLOT.type] = type;
    words[slot + SLOT.address] = address;
  }

  /** The object in a slot makes room. One whose count never reached 0 was moved. */
  #leave(slot: number, seq: number): void {
    const { words } = this.slots;
    const state = words[slot + SLOT.state] as number;
    if ((state & (STATE.ended | STATE.gone)) !== 0) return;
    this.#end(slot, seq, 0, CAUSE.moved);
    if ((state & STATE.code) !== 0) this.#parts.codes.remove(words[slot + SLOT.address] as number);
  }

  /** Adds a row without a value; returns its place. */
  #end(slot: number, endSeq: number, endInstruction: number, cause: number): number {
    const { words } = this.slots;
    const { columns } = this.ends;
    const row = this.ends.claim();
    const peak = words[slot + SLOT.peak] as number;
    const count = (words[slot + SLOT.refcount] as number) >>> 0;
    columns.object[row] = words[slot + SLOT.object] as number;
    columns.endSeq[row] = endSeq;
    columns.endInstruction[row] = endInstruction;
    columns.cause[row] = cause;
    columns.peak[row] = peak === PEAK_IMMORTAL ? IMMORTAL : peak;
    columns.finalRefcount[row] = count >= this.#parts.immortalRefcount ? IMMORTAL : count;
    columns.events[row] = words[slot + SLOT.events] as number;
    columns.type[row] = words[slot + SLOT.type] as number;
    return row;
  }

  #claim(slot: number, flag: number, value: string): void {
    const { words } = this.slots;
    const state = words[slot + SLOT.state] as number;
    if ((state & flag) !== 0 && value === '') return;
    words[slot + SLOT.state] = state | flag;
    this.#claims.add(words[slot + SLOT.object] as number, flag, value);
  }

  /** The value of a row from the payload in the ring. */
  #setValue(row: number, slot: number, ring: Int32Array, at: number): void {
    const { types, short } = this.#parts;
    const { words } = this.slots;
    const kind = types.kind(words[slot + SLOT.type] as number);
    if (kind === 'object') return;
    if (short?.find(kind, ring, at)) {
      this.ends.setShort(row, short.form, short.amount);
      return;
    }
    this.#payload.load(ring, at, wordsAfterEnd(ring[at] as number));
    const state = words[slot + SLOT.state] as number;
    this.ends.setText(row, this.#describe(slot, this.#payload, state));
  }

  /** What is not yours is described by its start, and so is everything once the long texts have become too many. */
  #describe(slot: number, payload: Payload, state: number): string {
    const isLong = (state & STATE.yours) !== 0 && this.#longText < MAX_LONG_TEXT;
    const view = isLong ? payload.view : payload.start;
    const { types } = this.#parts;
    const { words } = this.slots;
    const kind = types.kind(words[slot + SLOT.type] as number);
    if (kind === 'type') return classText(types.nameAt(words[slot + SLOT.address] as number));
    const text = this.#parts.describe(kind, view, this.#names);
    if (view.byteLength > PAYLOAD_BYTES) this.#longText += text.length;
    return text;
  }
}
