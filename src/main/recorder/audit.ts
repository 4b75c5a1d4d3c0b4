// Owns the comparison of memory, as it is at two moments of a run, with what was recorded of each object: when the program's last
// line is done, and after the last event. Must not repair. Invariant: every object with events is looked at, also those that should
// be gone.

import type { AuditFacts } from '../../shared/model/session.ts';
import type { MarkLog } from './mark-log.ts';
import { SLOT, STATE, type SlotTable } from './slot-table.ts';

export class Audit {
  readonly #slots: SlotTable;
  readonly #marks: Pick<MarkLog, 'addGap'>;
  /** Objects up to this id were counted by an audit before. */
  #countedThrough = 0;
  #objects = 0;
  #mismatches = 0;
  #isDone = false;

  constructor(slots: SlotTable, marks: Pick<MarkLog, 'addGap'>) {
    this.#slots = slots;
    this.#marks = marks;
  }

  /**
   * @param countAt count of the live object at an address in memory after event `seq`, 0 when none lives there
   * @param total number of objects that the recording knows by then
   */
  compare(countAt: (address: number) => number, seq: number, total: number): void {
    const { words } = this.#slots;
    for (const slot of this.#slots.slots())
      if (words[slot + SLOT.events] !== 0)
        this.#compareOne(slot, countAt(words[slot + SLOT.address] as number), seq);
    this.#countedThrough = total;
    this.#isDone = true;
  }

  #compareOne(slot: number, found: number, seq: number): void {
    const { words } = this.#slots;
    const object = words[slot + SLOT.object] as number;
    const isOver = ((words[slot + SLOT.state] as number) & (STATE.ended | STATE.gone)) !== 0;
    if (!isOver && object > this.#countedThrough) this.#objects++;
    const expected = isOver ? 0 : this.#slots.countOf(slot);
    if (expected === found) return;
    this.#mismatches++;
    this.#marks.addGap(seq + 1, object, expected, found);
    if (!isOver) words[slot + SLOT.refcount] = found;
  }

  /** null: memory was never compared. */
  get result(): Pick<AuditFacts, 'objects' | 'mismatches'> | null {
    return this.#isDone ? { objects: this.#objects, mismatches: this.#mismatches } : null;
  }
}
