// Owns the table `events` of the CSV export: a row per refcount event. Must not hold more than one block of events.

import type { EventColumns } from '../../../shared/model/session.ts';
import { eventKind } from '../query/event-kind.ts';
import type { ObjectTable, SessionFile } from '../session-file.ts';
import type { CsvOutput } from './csv-output.ts';
import type { TextField } from './fields.ts';
import { refcountField } from './fields.ts';
import { Places } from './places.ts';
import type { Selection } from './selection.ts';

export const EVENT_COLUMNS = [
  'seq',
  'step',
  'file',
  'line',
  'function',
  'opcode',
  'object_id',
  'type',
  'label',
  'kind',
  'delta',
  'refcount',
  'cause',
  'c_function',
] as const;

const LABELS_KEPT = 50_000;

export class EventsTable {
  readonly #session: SessionFile;
  readonly #selection: Selection;
  readonly #objects: ObjectTable;
  readonly #places: Places;
  readonly #text: TextField;
  /** `type,label` per object. */
  readonly #labels = new Map<number, string>();
  readonly #cFunctions: readonly string[];
  #step: number;

  constructor(session: SessionFile, selection: Selection, text: TextField) {
    this.#session = session;
    this.#selection = selection;
    this.#objects = session.objects();
    this.#places = new Places(session, text);
    this.#text = text;
    this.#cFunctions = session.sites().map((site) => text(site.cFunction));
    this.#step = session.stepOfEvent(selection.fromSeq);
  }

  async write(output: CsvOutput): Promise<void> {
    output.header(EVENT_COLUMNS);
    output.totalRows = this.#estimate();
    const { fromSeq, toSeq } = this.#selection;
    for (const { index, firstSeq, count } of this.#session.eventBlocks()) {
      if (firstSeq + count - 1 < fromSeq || firstSeq > toSeq || !this.#touches(index)) continue;
      await this.#writeBlock(this.#session.eventBlock(index), output);
      await output.pause();
    }
  }

  async #writeBlock(block: EventColumns, output: CsvOutput): Promise<void> {
    const { selected, fromSeq, toSeq } = this.#selection;
    const last = Math.min(block.count, toSeq - block.firstSeq + 1);
    for (let i = Math.max(0, fromSeq - block.firstSeq); i < last; i++) {
      if (selected[block.object[i] as number] !== 1) continue;
      if (output.row(this.#row(block, i))) await output.pause();
    }
  }

  #row(block: EventColumns, i: number): string {
    const seq = block.firstSeq + i;
    const object = block.object[i] as number;
    const refcount = block.refcount[i] as number;
    const delta = block.delta[i] as number;
    const site = block.site[i] as number;
    const { place, opcode, cause } = this.#places.at(block.instruction[i] as number);
    const kind = eventKind({
      seq,
      siteKind: this.#session.sites()[site]?.kind,
      delta,
      refcount,
      endSeq: this.#objects.endSeq[object] ?? 0,
      settled: this.#objects.settled[object] === 1,
    });
    const what = `${object},${this.#label(object)},${kind},${delta},${refcountField(refcount)}`;
    const why = `${cause === '' ? kind : cause},${this.#cFunctions[site] ?? ''}`;
    return `${seq},${this.#stepOf(seq)},${place},${opcode},${what},${why}`;
  }

  /** Events come in order, so the step only moves forward. */
  #stepOf(seq: number): number {
    const { afterSeq, count } = this.#session.steps();
    while (this.#step < count && (afterSeq[this.#step + 1] as number) < seq) this.#step++;
    return this.#step;
  }

  #label(object: number): string {
    const known = this.#labels.get(object);
    if (known !== undefined) return known;
    if (this.#labels.size >= LABELS_KEPT) this.#labels.clear();
    const type = this.#session.type(this.#objects.type[object] ?? 0)?.name ?? '';
    const label = `${this.#text(type)},${this.#text(this.#session.label(object))}`;
    this.#labels.set(object, label);
    return label;
  }

  #touches(index: number): boolean {
    const { selected } = this.#selection;
    return this.#session.blockSummary(index).object.some((object) => selected[object] === 1);
  }

  /** Events of the selected objects, but no more than the span has. */
  #estimate(): number {
    const { selected, fromSeq, toSeq } = this.#selection;
    const events = this.#session.facts().events;
    const span = Math.max(0, Math.min(events, toSeq) - Math.max(1, fromSeq) + 1);
    let known = 0;
    for (let id = 1; id <= this.#objects.count; id++) {
      if (selected[id] !== 1) continue;
      if (this.#objects.settled[id] !== 1) return span;
      known += this.#objects.events[id] as number;
    }
    return Math.min(known, span);
  }
}
