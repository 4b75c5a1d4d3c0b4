// Owns the table `events` of the CSV export: a row per refcount event. Must not hold more than one block of events.

import type { EventColumns } from '../../../shared/model/session.ts';
import { eventKind } from '../query/event-kind.ts';
import type { ObjectReader } from '../read/object-reader.ts';
import type { SessionFile } from '../read/session-file.ts';
import type { CsvOutput } from './csv-output.ts';
import type { TextField } from './fields.ts';
import { refcountField } from './fields.ts';
import { Labels } from './labels.ts';
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
/** Of so many objects the blocks are looked up one by one. */
const FEW = 1000;

export class EventsTable {
  readonly #session: SessionFile;
  readonly #selection: Selection;
  readonly #objects: ObjectReader;
  readonly #names: Labels;
  readonly #places: Places;
  readonly #text: TextField;
  /** `type,label` per object. */
  #labels = new Map<number, string>();
  readonly #cFunctions: readonly string[];
  #step: number;
  /** The last seq of that step. */
  #stepThrough = 0;

  constructor(session: SessionFile, selection: Selection, text: TextField) {
    this.#session = session;
    this.#selection = selection;
    this.#objects = session.lives();
    this.#names = new Labels(session);
    this.#places = new Places(session, text);
    this.#text = text;
    this.#cFunctions = session.sites().map((site) => text(site.cFunction));
    this.#step = session.stepOfEvent(selection.fromSeq);
  }

  async write(output: CsvOutput): Promise<void> {
    output.header(EVENT_COLUMNS);
    output.totalRows = this.#estimate();
    const { fromSeq, toSeq } = this.#selection;
    const touched = this.#blocksOfFew();
    for (const { index, firstSeq, count } of this.#session.eventBlocks()) {
      if (firstSeq + count - 1 < fromSeq || firstSeq > toSeq) continue;
      if (touched === null ? !this.#touches(index) : !touched.has(index)) continue;
      await this.#writeBlock(this.#session.eventBlock(index), output);
      await output.pause();
    }
  }

  async #writeBlock(block: EventColumns, output: CsvOutput): Promise<void> {
    const { selected, fromSeq, toSeq } = this.#selection;
    const { firstSeq, object, refcount, delta, site, instruction } = block;
    const columns = { firstSeq, object, refcount, delta, site, instruction };
    const last = Math.min(block.count, toSeq - firstSeq + 1);
    for (let i = Math.max(0, fromSeq - firstSeq); i < last; i++) {
      if (selected[object[i] as number] !== 1) continue;
      if (output.row(this.#row(columns, i))) await output.pause();
    }
  }

  #row(block: Omit<EventColumns, 'count'>, i: number): string {
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
      // Only an event that reaches 0 is told apart by its object's end.
      endSeq: refcount === 0 ? this.#objects.endSeq(object) : 0,
      settled: refcount !== 0 || this.#objects.settled(object),
    });
    const what = `${object},${this.#label(object)},${kind},${delta},${refcountField(refcount)}`;
    const why = `${cause === '' ? kind : cause},${this.#cFunctions[site] ?? ''}`;
    return `${seq},${this.#stepOf(seq)},${place},${opcode},${what},${why}`;
  }

  /** Events come in order, so the step only moves forward. */
  #stepOf(seq: number): number {
    if (seq <= this.#stepThrough) return this.#step;
    const steps = this.#session.stepLog();
    while (this.#step < steps.count && steps.afterSeq(this.#step + 1) < seq) this.#step++;
    this.#stepThrough = this.#step < steps.count ? steps.afterSeq(this.#step + 1) : Infinity;
    return this.#step;
  }

  #label(object: number): string {
    const known = this.#labels.get(object);
    if (known !== undefined) return known;
    if (this.#labels.size >= LABELS_KEPT) this.#labels = new Map();
    const type = this.#session.type(this.#objects.type(object))?.name ?? '';
    const label = `${this.#text(type)},${this.#text(this.#names.label(object))}`;
    this.#labels.set(object, label);
    return label;
  }

  /** The blocks that touch any of a few objects, from their tracks; null for many objects. */
  #blocksOfFew(): ReadonlySet<number> | null {
    const { selected } = this.#selection;
    const few: number[] = [];
    for (let id = selected.indexOf(1); id >= 0; id = selected.indexOf(1, id + 1)) {
      if (few.push(id) > FEW) return null;
    }
    return new Set(few.flatMap((id) => [...this.#session.track(id).block]));
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
    const counts = this.#objects.column('events');
    let known = 0;
    for (let id = 1; id <= this.#objects.count; id++) {
      if (selected[id] !== 1) continue;
      if (counts[id] === 0) return span;
      known += counts[id] as number;
    }
    return Math.min(known, span);
  }
}
