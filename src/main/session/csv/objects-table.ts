// Owns the table `objects` of the CSV export: a row per object. Must not decode events: ends and summaries say enough.

import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { ObjectTable, SessionFile } from '../session-file.ts';
import type { CsvOutput } from './csv-output.ts';
import type { TextField } from './fields.ts';
import { knownNumber, refcountField } from './fields.ts';
import { Places } from './places.ts';
import type { Selection } from './selection.ts';

export const OBJECT_COLUMNS = [
  'object_id',
  'type',
  'value',
  'names',
  'born_seq',
  'born_line',
  'collected_seq',
  'collected_line',
  'collection_cause',
  'peak_refcount',
  'final_refcount',
  'event_count',
  'immortal',
] as const;

/** Between the names of one object; no Python name contains it. */
const NAME_SEPARATOR = ';';

interface Counts {
  readonly peak: number;
  readonly last: number;
  readonly events: number;
}

export class ObjectsTable {
  readonly #session: SessionFile;
  readonly #selection: Selection;
  readonly #objects: ObjectTable;
  readonly #places: Places;
  readonly #text: TextField;

  constructor(session: SessionFile, selection: Selection, text: TextField) {
    this.#session = session;
    this.#selection = selection;
    this.#objects = session.objects();
    this.#places = new Places(session, text);
    this.#text = text;
  }

  async write(output: CsvOutput): Promise<void> {
    output.header(OBJECT_COLUMNS);
    const ids: number[] = [];
    for (let id = 1; id <= this.#objects.count; id++) if (this.#isWanted(id)) ids.push(id);
    output.totalRows = ids.length;
    for (const id of ids) if (output.row(this.#row(id))) await output.pause();
  }

  /** With a span: the objects that lived in it. */
  #isWanted(id: number): boolean {
    const { selected, fromSeq, toSeq } = this.#selection;
    if (selected[id] !== 1 || (this.#objects.bornSeq[id] as number) > toSeq) return false;
    const end = this.#objects.endSeq[id] as number;
    return end === 0 || end >= fromSeq;
  }

  #row(id: number): string {
    const { type, bornSeq, bornInstruction, endSeq, endInstruction, cause, flags } = this.#objects;
    const text = this.#text;
    const causeName = END_CAUSES[cause[id] as number] ?? 'alive';
    const isCollected = causeName !== 'alive' && causeName !== 'moved';
    const counts = this.#counts(id);
    const isImmortal =
      ((flags[id] as number) & OBJECT_FLAG.immortal) !== 0 || counts.last === IMMORTAL;
    const refcount = (value: number): string => (isImmortal ? 'immortal' : refcountField(value));
    const fields = [
      String(id),
      text(this.#session.type(type[id] as number)?.name ?? ''),
      text(this.#session.value(id)),
      text(this.#session.names(id).join(NAME_SEPARATOR)),
      String(bornSeq[id]),
      this.#places.at(bornInstruction[id] as number).line,
      isCollected ? knownNumber(endSeq[id] as number) : '',
      isCollected ? this.#places.at(endInstruction[id] as number).line : '',
      isCollected ? causeName : '',
      refcount(counts.peak),
      refcount(counts.last),
      String(counts.events),
      String(isImmortal),
    ];
    return fields.join(',');
  }

  /** Without an end on record (a recording that was cut off) the summaries tell. */
  #counts(id: number): Counts {
    const { settled, peak, finalRefcount, events } = this.#objects;
    if (settled[id] === 1)
      return {
        peak: peak[id] as number,
        last: finalRefcount[id] as number,
        events: events[id] as number,
      };
    return this.#countsFromSummaries(id);
  }

  #countsFromSummaries(id: number): Counts {
    let counts: Counts = { peak: 0, last: 0, events: 0 };
    for (const index of this.#session.blocksOfObject(id)) {
      const summary = this.#session.blockSummary(index);
      const row = summary.object.indexOf(id);
      counts = {
        peak: Math.max(counts.peak, summary.max[row] ?? 0),
        last: summary.last[row] ?? 0,
        events: counts.events + (summary.events[row] ?? 0),
      };
    }
    return counts;
  }
}
