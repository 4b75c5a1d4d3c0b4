// Owns the table `objects` of the CSV export: a row per object. Must not decode events: ends and summaries say enough.

import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { ObjectReader } from '../read/object-reader.ts';
import type { SessionFile } from '../read/session-file.ts';
import type { CsvOutput } from './csv-output.ts';
import type { TextField } from './fields.ts';
import { knownNumber, refcountField } from './fields.ts';
import { Labels } from './labels.ts';
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
  readonly #objects: ObjectReader;
  readonly #names: Labels;
  readonly #places: Places;
  readonly #text: TextField;

  constructor(session: SessionFile, selection: Selection, text: TextField) {
    this.#session = session;
    this.#selection = selection;
    this.#objects = session.lives();
    this.#names = new Labels(session);
    this.#places = new Places(session, text);
    this.#text = text;
  }

  async write(output: CsvOutput): Promise<void> {
    output.header(OBJECT_COLUMNS);
    const { selected } = this.#selection;
    for (const mark of selected) output.totalRows += mark;
    for (let id = selected.indexOf(1); id >= 0; id = selected.indexOf(1, id + 1)) {
      if (!this.#isWanted(id)) output.totalRows--;
      else if (output.row(this.#row(id))) await output.pause();
    }
  }

  /** With a span: the objects that lived in it. */
  #isWanted(id: number): boolean {
    const { fromSeq, toSeq } = this.#selection;
    if (this.#objects.bornSeq(id) > toSeq) return false;
    const end = this.#objects.endSeq(id);
    return end === 0 || end >= fromSeq;
  }

  #row(id: number): string {
    const objects = this.#objects;
    const text = this.#text;
    const causeName = END_CAUSES[objects.cause(id)] ?? 'alive';
    const isCollected = causeName !== 'alive' && causeName !== 'moved';
    const counts = this.#counts(id);
    const isImmortal = (objects.flags(id) & OBJECT_FLAG.immortal) !== 0 || counts.last === IMMORTAL;
    const refcount = (value: number): string => (isImmortal ? 'immortal' : refcountField(value));
    const fields = [
      String(id),
      text(this.#session.type(objects.type(id))?.name ?? ''),
      text(objects.value(id)),
      text(this.#names.names(id).join(NAME_SEPARATOR)),
      String(objects.bornSeq(id)),
      this.#places.at(objects.bornInstruction(id)).line,
      isCollected ? knownNumber(objects.endSeq(id)) : '',
      isCollected ? this.#places.at(objects.endInstruction(id)).line : '',
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
    const objects = this.#objects;
    if (objects.settled(id))
      return {
        peak: objects.peak(id),
        last: objects.finalRefcount(id),
        events: objects.events(id),
      };
    return this.#countsFromSummaries(id);
  }

  #countsFromSummaries(id: number): Counts {
    const { events, max, last } = this.#session.track(id);
    return {
      peak: max.reduce((greatest, count) => Math.max(greatest, count), 0),
      last: last.at(-1) ?? 0,
      events: events.reduce((sum, count) => sum + count, 0),
    };
  }
}
