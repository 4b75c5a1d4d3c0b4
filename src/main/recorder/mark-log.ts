// Owns what the marks say that JavaScript inserted into the ring: code and types, output, input, phases, gc runs, and the
// numbers that sys.getrefcount gave. Must not know events.

import { MARK } from '../../shared/model/ring.ts';
import type { GcRunRow } from '../../shared/model/session.ts';
import type { SessionWriter } from '../../shared/model/session-io.ts';
import type { CodeTable } from './code-table.ts';
import type { ObjectLog, Shutdown } from './object-log.ts';
import type { SideTable } from './side-table.ts';
import { SLOT, STATE } from './slot-table.ts';
import type { TraceLog } from './trace-log.ts';
import type { TypeTable } from './type-table.ts';

export interface MarkLogParts {
  readonly sink: Pick<SessionWriter, 'addOutput' | 'addInput' | 'addGcRun' | 'addGap'>;
  readonly codes: CodeTable;
  readonly types: TypeTable;
  readonly objects: ObjectLog;
  readonly trace: TraceLog;
  readonly immortalRefcount: number;
}

const UNKNOWN = 0xffff_ffff;
/** The oldest generation: a full collection. */
const FULL = 2;
const orMinusOne = (value: number): number => (value === UNKNOWN ? -1 : value);

export class MarkLog {
  /** First seq of phase `exit`, 0 before. */
  exitFromSeq = 0;
  gaps = 0;
  shutdown: Shutdown = 'none';
  /** Calls of sys.getrefcount whose answer was compared. */
  calls = 0;
  readonly #parts: MarkLogParts;
  /** First seq of the collector's run in progress, 0: none. */
  #gcRunFrom = 0;

  constructor(parts: MarkLogParts) {
    this.#parts = parts;
  }

  /** Mark `id` with its words `a` and `b`, after event `seq`. */
  take({ id, a, b }: { id: number; a: number; b: number }, seq: number, side: SideTable): void {
    const { sink, types, trace } = this.#parts;
    if (id === MARK.code) this.#code(side, a);
    else if (id === MARK.type) types.announce(side.take('type', a).type);
    else if (id === MARK.output)
      sink.addOutput({ afterSeq: seq, ...side.take('output', a).output });
    else if (id === MARK.input) sink.addInput(seq, side.take('input', a).bytes);
    else if (id === MARK.getrefcount) this.#compare(a, b, seq);
    else if (id === MARK.gcStart) this.#gcRunFrom = seq + 1;
    else if (id === MARK.gcEnd)
      this.endGcRun(seq, { collected: orMinusOne(a), generation: orMinusOne(b) });
    else if (id === MARK.finalize && this.exitFromSeq === 0) {
      this.exitFromSeq = seq + 1;
      this.shutdown = 'begun';
      trace.finalize(seq);
    }
  }

  /** The cycle collector is done, or the recording is. */
  endGcRun(seq: number, run: Pick<GcRunRow, 'generation' | 'collected'>): void {
    if (this.#gcRunFrom === 0) return;
    const fromSeq = this.#gcRunFrom;
    this.#gcRunFrom = 0;
    // Py_FinalizeEx collects what the program left behind in cycles, then takes the modules down.
    if (this.shutdown === 'begun' && run.generation === FULL) this.shutdown = 'modules';
    this.#parts.sink.addGcRun({ fromSeq, toSeq: Math.max(fromSeq, seq), ...run });
  }

  addGap(seq: number, objectId: number, expected: number, found: number): void {
    this.gaps++;
    this.#parts.sink.addGap({ seq, objectId, expected, found });
  }

  /** Memory holds `found` after event `seq`: compares it with the count last recorded, and goes on with it. */
  compare(slot: number, found: number, seq: number): void {
    const { slots } = this.#parts.objects;
    const { words } = slots;
    const expected = slots.countOf(slot);
    if (expected === found) return;
    const isKnown = words[slot + SLOT.events] !== 0;
    if (isKnown) this.addGap(seq + 1, words[slot + SLOT.object] as number, expected, found);
    words[slot + SLOT.refcount] = found;
  }

  #code(side: SideTable, index: number): void {
    const { codes, objects } = this.#parts;
    const { code } = side.take('code', index);
    codes.add(code);
    objects.expectYours(code.constants);
    const slot = objects.slots.findPresent(code.address);
    if (slot === 0) return;
    const { words } = objects.slots;
    words[slot + SLOT.state] = (words[slot + SLOT.state] as number) | STATE.code;
  }

  /** What sys.getrefcount says must be what was recorded; of immortal objects it prints another number. */
  #compare(address: number, printed: number, seq: number): void {
    const { objects, immortalRefcount } = this.#parts;
    const slot = objects.slots.findPresent(address);
    if (slot === 0 || printed >= immortalRefcount) return;
    this.calls++;
    this.compare(slot, printed, seq);
  }
}
