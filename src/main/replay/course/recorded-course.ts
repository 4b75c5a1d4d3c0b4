// Owns what a recording says must come next when its program runs again, and the comparison: code objects with their opcodes, lines,
// and events with their site, address, count and instruction. Must not run anything.
// Invariant: the first thing that differs is a Failure; nothing that was recorded is passed over.

import { Failure } from '../../../shared/base/failure.ts';
import type { CodeDescription } from '../../../shared/model/engine-messages.ts';
import { IMMORTAL, type CodeRow, type EventColumns } from '../../../shared/model/session.ts';
import type { Site } from '../../../shared/model/site.ts';
import type { Restore } from '../../engine/rewind/savable.ts';
import type { StepReader } from '../../session/read/step-reader.ts';
import type { SessionFile } from '../../session/read/session-file.ts';
import type { CoursePosition } from './known-chunks.ts';
import { LiveIds } from './live-ids.ts';

const UNIT_BYTES = 2;

/** Of a column of which nothing was read yet. */
const NONE = new Uint32Array();

export class RecordedCourse {
  /** Events that came again. */
  seq = 0;
  /** 1 for each site that makes objects; index = site. */
  readonly births: Uint8Array;
  #ids: LiveIds;
  /** As they were at the last checkpoint. */
  #lastIds: LiveIds | null = null;
  readonly #session: SessionFile;
  readonly #immortalRefcount: number;
  readonly #sites: readonly Site[];
  readonly #addresses: Uint32Array;
  readonly #codes: readonly CodeRow[];
  readonly #steps: StepReader;
  /** Index = instruction id: where it is now; 0: its code has not come again. */
  #instructions = new Uint32Array(1 << 16);
  #codesAgain = 0;
  #nextStep = 1;
  /** afterSeq of #nextStep, Infinity behind the last. */
  #nextStepAfter: number;
  /** The highest id of an object that had an event. */
  #object = 0;
  /** The block of events that is compared: seqs from #first to below #end, and its columns. */
  #first = 1;
  #end = 1;
  #objects: Uint32Array = NONE;
  #refcounts: Uint32Array = NONE;
  #siteIds: Uint16Array | Uint32Array = NONE;
  #instructionIds: Uint32Array = NONE;

  /** @param addresses of all objects of the session, by id */
  constructor(session: SessionFile, immortalRefcount: number, addresses: Uint32Array) {
    this.#session = session;
    this.#immortalRefcount = immortalRefcount;
    this.#ids = LiveIds.before(session.lives());
    this.#sites = session.sites();
    this.births = Uint8Array.from(this.#sites, (site) => (site.kind === 'birth' ? 1 : 0));
    this.#addresses = addresses;
    this.#codes = session.codes();
    this.#steps = session.stepLog();
    this.#nextStepAfter = this.#afterSeqOf(1);
  }

  /** Which recorded object stands where now. */
  get ids(): LiveIds {
    this.#ids.advance(this.#object, this.#addresses);
    return this.#ids;
  }

  get position(): CoursePosition {
    return { seq: this.seq, step: this.#nextStep, object: this.#object };
  }

  /** What lies between is known to be the recorded course. */
  skipTo({ seq, step, object }: CoursePosition): void {
    this.seq = seq;
    this.#object = object;
    this.#nextStep = step;
    this.#nextStepAfter = this.#afterSeqOf(step);
  }

  /** What the last save keeps in memory. */
  get savedPages(): readonly Uint32Array[] {
    return this.#lastIds?.pages ?? [];
  }

  save(): Restore {
    const ids = this.ids.copy(this.#lastIds);
    this.#lastIds = ids;
    const { position } = this;
    const codesAgain = this.#codesAgain;
    return () => {
      this.#ids = ids.own();
      this.#lastIds = ids;
      this.#codesAgain = codesAgain;
      this.skipTo(position);
    };
  }

  /** Code objects come in the order in which they were recorded, those behind the end of a recording excepted. */
  code({ qualname, opcodes, args, firstUnit, unitCount }: CodeDescription): void {
    const row = this.#codes[this.#codesAgain++];
    if (!row) return;
    const isSame =
      row.qualname === qualname &&
      Buffer.compare(row.opcodes, opcodes) === 0 &&
      row.args.every((argument, unit) => argument === args[unit]);
    if (!isSame)
      throw diverges(
        `code object ${row.id} was \`${row.qualname}\`, and now \`${qualname}\` has other instructions`,
      );
    while (this.#instructions.length <= row.firstInstruction + unitCount) {
      const grown = new Uint32Array(2 * this.#instructions.length);
      grown.set(this.#instructions);
      this.#instructions = grown;
    }
    for (let unit = 0; unit < unitCount; unit++)
      this.#instructions[row.firstInstruction + unit] = firstUnit + UNIT_BYTES * unit;
  }

  /** An arrival at the start of a line; the recorder left out those that go on within their line. */
  line(instruction: number): void {
    if (this.#nextStepAfter !== this.seq) return;
    const recorded = this.#steps.instruction(this.#nextStep);
    if (this.#instructions[recorded] !== instruction) return;
    this.#nextStep++;
    this.#nextStepAfter = this.#afterSeqOf(this.#nextStep);
  }

  /**
   * A store to a count. Throws Failure at the first event that is not the recorded one.
   * @param value count after it
   * @param at address of the instruction that ran
   * @param isRise the change was too large for the record: a count became immortal
   */
  event(address: number, value: number, site: number, at: number, isRise: boolean): void {
    const seq = this.seq + 1;
    if (this.#nextStepAfter < this.seq) throw this.#missesStep();
    if (seq >= this.#end || seq < this.#first) this.#read(seq);
    const i = seq - this.#first;
    const object = this.#objects[i] as number;
    const isSame = this.#siteIds[i] === site && this.#addresses[object] === address;
    if (value >= this.#immortalRefcount) {
      // Immortal before and after: the recorder leaves that out, too. A rise that is not recorded is one between such counts.
      if (!isRise || !isSame || this.#refcounts[i] !== IMMORTAL) return;
    } else if (!isSame || this.#refcounts[i] !== value) {
      throw this.#otherEvent(i, address, value, site);
    }
    const recorded = this.#instructionIds[i] as number;
    if (recorded !== 0 && this.#instructions[recorded] !== at)
      this.#checkInstruction(seq, recorded, at);
    if (object > this.#object) this.#object = object;
    this.seq = seq;
  }

  /** A frame that was pushed but has run nothing stands one unit before its first, and is recorded as there. */
  #checkInstruction(seq: number, recorded: number, now: number): void {
    const expected = this.#instructions[recorded] ?? 0;
    const place = this.#session.instruction(recorded);
    if (place?.unit === 0 && now === expected - UNIT_BYTES) return;
    const opcode = place && this.#session.opcodeName(place.code.opcodes[place.unit] ?? 0);
    throw diverges(
      `event ${seq} was made by ${opcode ?? 'an instruction'} of \`${place?.code.qualname ?? '?'}\`, and now by another instruction`,
    );
  }

  #read(seq: number): void {
    const index = this.#session.blockOfSeq(seq);
    if (index < 0) throw diverges(`it was over after event ${seq - 1}, and now it goes on`);
    const block: EventColumns = this.#session.eventBlock(index);
    this.#first = block.firstSeq;
    this.#end = block.firstSeq + block.count;
    this.#objects = block.object;
    this.#refcounts = block.refcount;
    this.#siteIds = block.site;
    this.#instructionIds = block.instruction;
  }

  #afterSeqOf(step: number): number {
    return step <= this.#steps.count ? this.#steps.afterSeq(step) : Infinity;
  }

  #missesStep(): Failure {
    const place = this.#session.instruction(this.#steps.instruction(this.#nextStep));
    const line = place?.code.lines[place.unit] ?? 0;
    return diverges(
      `step ${this.#nextStep} came to line ${line} after event ${this.#nextStepAfter}, and now it does not`,
    );
  }

  #otherEvent(i: number, address: number, value: number, site: number): Failure {
    const object = this.#objects[i] ?? 0;
    const functionOf = (id: number): string => this.#sites[id]?.cFunction ?? '?';
    const was = `object ${object} to ${this.#refcounts[i]} in ${functionOf(this.#siteIds[i] ?? 0)}`;
    const isSameObject = this.#addresses[object] === address;
    const is = `${isSameObject ? `object ${object}` : 'another object'} to ${value} in ${functionOf(site)}`;
    return diverges(`event ${this.#first + i} set ${was}, and now ${is}`);
  }
}

/** A Failure that says how a run left its recorded course. */
export const diverges = (what: string): Failure =>
  new Failure(
    'engine',
    `The run did not take its recorded course again: ${what}; record the program anew with this version of Refscope.`,
  );
