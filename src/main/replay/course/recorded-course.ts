// Owns what a recording says must come next when its program runs again, and the comparison: code objects with their opcodes, lines,
// and events with their site, address, count and instruction. Must not run anything.
// Invariant: the first thing that differs is a Failure; nothing that was recorded is passed over.

import { Failure } from '../../../shared/base/failure.ts';
import type { CodeDescription } from '../../../shared/model/engine-messages.ts';
import { IMMORTAL, type CodeRow, type EventColumns } from '../../../shared/model/session.ts';
import type { Site } from '../../../shared/model/site.ts';
import type { StepReader } from '../../session/read/step-reader.ts';
import type { SessionFile } from '../../session/read/session-file.ts';
import { LiveIds } from './live-ids.ts';

/** A store to a count, as the ring has it. */
export interface Store {
  readonly address: number;
  /** Count after it. */
  readonly value: number;
  readonly site: number;
  /** Address of the instruction that ran. */
  readonly instruction: number;
  /** The change was too large for the record: a count became immortal. */
  readonly isRise: boolean;
}

const UNIT_BYTES = 2;

export class RecordedCourse {
  /** Events that came again. */
  seq = 0;
  readonly ids: LiveIds;
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
  #block: EventColumns | null = null;

  constructor(session: SessionFile, immortalRefcount: number) {
    this.#session = session;
    this.#immortalRefcount = immortalRefcount;
    this.ids = LiveIds.before(session.lives());
    this.#sites = session.sites();
    this.#addresses = session.lives().column('address') as Uint32Array;
    this.#codes = session.codes();
    this.#steps = session.stepLog();
    this.#nextStepAfter = this.#afterSeqOf(1);
  }

  isBirth(site: number): boolean {
    return this.#sites[site]?.kind === 'birth';
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

  /** Throws Failure at the first event that is not the recorded one. */
  event(store: Store): void {
    const seq = this.seq + 1;
    if (this.#nextStepAfter < this.seq) throw this.#missesStep();
    const { block, i } = this.#recorded(seq);
    const { address, value, site } = store;
    const object = block.object[i] ?? 0;
    const isSame = block.site[i] === site && this.#addresses[object] === address;
    if (value >= this.#immortalRefcount) {
      // Immortal before and after: the recorder leaves that out, too. A rise that is not recorded is one between such counts.
      if (!store.isRise || !isSame || block.refcount[i] !== IMMORTAL) return;
    } else if (!isSame || block.refcount[i] !== value) {
      throw this.#otherEvent(seq, store);
    }
    const recorded = block.instruction[i] ?? 0;
    if (recorded !== 0 && this.#instructions[recorded] !== store.instruction)
      this.#checkInstruction(seq, recorded, store.instruction);
    this.ids.note(address, object);
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

  #recorded(seq: number): { block: EventColumns; i: number } {
    let block = this.#block;
    if (!block || seq >= block.firstSeq + block.count) {
      const index = this.#session.blockOfSeq(seq);
      if (index < 0) throw diverges(`it was over after event ${seq - 1}, and now it goes on`);
      block = this.#session.eventBlock(index);
      this.#block = block;
    }
    return { block, i: seq - block.firstSeq };
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

  #otherEvent(seq: number, again: Store): Failure {
    const { block, i } = this.#recorded(seq);
    const object = block.object[i] ?? 0;
    const functionOf = (site: number): string => this.#sites[site]?.cFunction ?? '?';
    const was = `object ${object} to ${block.refcount[i]} in ${functionOf(block.site[i] ?? 0)}`;
    const isSameObject = this.#addresses[object] === again.address;
    const is = `${isSameObject ? `object ${object}` : 'another object'} to ${again.value} in ${functionOf(again.site)}`;
    return diverges(`event ${seq} set ${was}, and now ${is}`);
  }
}

const diverges = (what: string): Failure =>
  new Failure(
    'engine',
    `The run did not take its recorded course again: ${what}; record the program anew with this version of Refscope.`,
  );
