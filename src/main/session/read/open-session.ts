// Owns an open session: it composes the stores into the SessionFile that everybody reads. Must not decode or check by itself.
// Invariant: refresh() reads one snapshot; between refreshes every answer is about the same moment of the file.

import type { ProgramFile } from '../../../shared/model/engine-messages.ts';
import type {
  CodeRow,
  EventColumns,
  GapRow,
  GcRunRow,
  OutputRow,
  RunStatus,
  SessionFacts,
  SourceRow,
  TypeRow,
  VariableRow,
} from '../../../shared/model/session.ts';
import type { Site } from '../../../shared/model/site.ts';
import { BindStore } from '../tables/bind-store.ts';
import { BlockDirectory } from './block-directory.ts';
import { ByteCache } from './byte-cache.ts';
import { damaged } from '../columns/decode.ts';
import { EventStore } from './event-store.ts';
import { initialFacts, parseFacts, parseOpcodeNames } from '../format/facts.ts';
import { TrackReader } from '../index/track-reader.ts';
import { InstructionIndex } from './instruction-index.ts';
import { labelName } from './label-name.ts';
import { NameFile } from './name-reader.ts';
import { ObjectFile } from './object-reader.ts';
import { ObjectStore } from '../tables/object-store.ts';
import type { NameReader } from './name-reader.ts';
import type { ObjectReader } from './object-reader.ts';
import type { Reading } from './reading.ts';
import { openReading } from './reading.ts';
import type { InputRow } from './row-tables.ts';
import { RowTables } from './row-tables.ts';
import type {
  BindingTable,
  BindTable,
  BlockSummary,
  EventBlockRef,
  InstructionPlace,
  LodTable,
  ObjectTable,
  SessionFile,
  SessionSizes,
  StepTable,
  TrackRows,
} from './session-file.ts';
import type { StepReader } from './step-reader.ts';
import { StepFile } from './step-reader.ts';
import { StepStore } from '../tables/step-store.ts';
import { isWriterAlive } from './writer-alive.ts';

/**
 * Opens a session file, read-only; it may still be growing.
 * @throws Failure 'not-found', 'not-a-session', 'too-new', 'damaged' or 'disk'
 */
export function openSession(path: string): SessionFile {
  const reading = openReading(path);
  try {
    return new FileSession(path, reading);
  } catch (error) {
    reading.close();
    throw error;
  }
}

const INDEX_KINDS = [
  'summary',
  'lod',
  'eventReach',
  'track',
  'lodRun',
  'heat',
  'bindReach',
  'bindTrack',
  'name',
  'open',
  'visit',
  'stepSample',
] as const;
const NO_TRACK: TrackRows = { block: [], events: [], min: [], max: [], last: [] };
/** For decoded rows that are asked for one by one. */
const CACHE_BYTES = 64 * 1024 * 1024;

class FileSession implements SessionFile {
  readonly path: string;
  readonly #reading: Reading;
  readonly #rows = new RowTables();
  readonly #directory: BlockDirectory;
  readonly #events: EventStore;
  readonly #objects: ObjectStore;
  readonly #steps: StepStore;
  readonly #binds: BindStore;
  readonly #tracks: TrackReader;
  readonly #lives: ObjectFile;
  readonly #stepLog: StepFile;
  readonly #nameLog: NameFile;
  #isOpened = false;
  #meta: ReadonlyMap<string, string> = new Map();
  #facts: SessionFacts = initialFacts();
  #opcodeNames: readonly string[] = [];
  #instructions = new InstructionIndex([]);
  #sources: ReadonlyMap<number, SourceRow> = new Map();
  #types: ReadonlyMap<number, TypeRow> = new Map();
  #variables: ReadonlyMap<number, VariableRow> = new Map();

  constructor(path: string, reading: Reading) {
    this.path = path;
    this.#reading = reading;
    this.#directory = new BlockDirectory(reading);
    this.#events = new EventStore(this.#directory);
    this.#objects = new ObjectStore(this.#directory);
    this.#steps = new StepStore(this.#directory);
    this.#binds = new BindStore(this.#directory);
    const cache = new ByteCache(CACHE_BYTES);
    this.#tracks = new TrackReader(this.#directory, cache, this.#events);
    this.#lives = new ObjectFile(this.#directory, cache);
    this.#stepLog = new StepFile(this.#directory, cache);
    this.#nameLog = new NameFile(this.#directory, cache);
    this.refresh();
  }

  refresh(): boolean {
    const statusBefore = this.#facts.status;
    let changed = false;
    this.#reading.snapshot(() => {
      const rowsChanged = this.#rows.refresh(this.#reading);
      if (rowsChanged) this.#indexRows();
      const blocksChanged = this.#directory.refresh();
      const metaChanged = this.#refreshMeta();
      changed = rowsChanged || blocksChanged || metaChanged;
    });
    // A file whose first commit never reached the disk has no facts at all.
    if (this.#facts.status === 'recording' || this.#meta.get('status') === '"recording"')
      this.#setStatus(this.#statusOfUnfinished(changed));
    return changed || this.#facts.status !== statusBefore;
  }

  close(): void {
    this.#reading.close();
  }

  facts(): SessionFacts {
    return this.#facts;
  }
  sizes(): SessionSizes {
    const bytes = this.#directory;
    const eventBytes = bytes.bytes('event');
    const events = bytes.rows('event');
    return {
      fileBytes: this.#reading.fileBytes(),
      eventBytes,
      objectBytes: bytes.bytes('object') + bytes.bytes('end') + bytes.bytes('claim'),
      stepBytes: bytes.bytes('step'),
      bindBytes: bytes.bytes('bind'),
      indexBytes: INDEX_KINDS.reduce((sum, kind) => sum + bytes.bytes(kind), 0),
      bytesPerEvent: events === 0 ? 0 : eventBytes / events,
    };
  }

  sites(): readonly Site[] {
    return this.#rows.sites;
  }
  sources(): readonly SourceRow[] {
    return this.#rows.sources;
  }
  source(id: number): SourceRow | null {
    return this.#sources.get(id) ?? null;
  }
  codes(): readonly CodeRow[] {
    return this.#instructions.codes;
  }
  code(id: number): CodeRow | null {
    return this.#instructions.code(id);
  }
  instruction(id: number): InstructionPlace | null {
    return this.#instructions.place(id);
  }
  opcodeName(opcode: number): string {
    const name = this.#opcodeNames[opcode];
    return name === undefined || name === '' ? `opcode ${opcode}` : name;
  }
  types(): readonly TypeRow[] {
    return this.#rows.types;
  }
  type(id: number): TypeRow | null {
    return this.#types.get(id) ?? null;
  }
  variables(): readonly VariableRow[] {
    return this.#rows.variables;
  }
  variable(id: number): VariableRow | null {
    return this.#variables.get(id) ?? null;
  }
  gcRuns(): readonly GcRunRow[] {
    return this.#rows.gcRuns;
  }
  gaps(): readonly GapRow[] {
    return this.#rows.gaps;
  }
  outputs(): readonly OutputRow[] {
    return this.#rows.outputs;
  }
  inputs(): readonly InputRow[] {
    return this.#rows.inputs;
  }

  programFiles(): readonly ProgramFile[] {
    return this.#rows.readFiles(this.#reading);
  }

  clock(): Float64Array {
    const words: number[] = [];
    this.#directory.entries('clock').forEach((_, index) => {
      const { count, low, high } = this.#directory.block('clock', index);
      for (let i = 0; i < count; i++) words.push(low[i] ?? 0, high[i] ?? 0);
    });
    return new Float64Array(Uint32Array.from(words).buffer);
  }

  eventBlocks(): readonly EventBlockRef[] {
    return this.#events.refs();
  }
  blockOfSeq(seq: number): number {
    return this.#directory.indexOfRow('event', seq);
  }
  eventBlock(index: number): EventColumns {
    return this.#events.block(index);
  }
  blockSummary(index: number): BlockSummary {
    return this.#events.summary(index);
  }
  blocksOfObject(object: number): readonly number[] {
    return this.track(object).block;
  }
  track(object: number): TrackRows {
    return object < 1 || object > this.#lives.count ? NO_TRACK : this.#tracks.rowsOf(object);
  }
  heat(): { readonly blocks: number; readonly events: Float64Array } {
    return this.#events.heat();
  }
  advanceIndex(blocks: number): boolean {
    return this.#tracks.advance(blocks) || this.#nameLog.advance(blocks);
  }
  lod(): LodTable {
    return this.#events.lod();
  }

  lives(): ObjectReader {
    return this.#lives;
  }
  stepLog(): StepReader {
    return this.#stepLog;
  }
  nameLog(): NameReader {
    return this.#nameLog;
  }

  objects(): ObjectTable {
    return this.#objects.table();
  }
  value(object: number): string {
    return this.#lives.value(object);
  }
  names(object: number): readonly string[] {
    const nameOf = (variable: number): string => this.#variables.get(variable)?.name ?? '';
    return [...new Set(this.#nameLog.variablesOf(object).map(nameOf))];
  }
  label(object: number): string {
    const name = labelName(this.names(object));
    if (name !== '') return name;
    const value = this.value(object);
    if (value !== '') return value;
    return `${this.type(this.#lives.type(object))?.name ?? 'object'}#${object}`;
  }
  steps(): StepTable {
    return this.#steps.table();
  }
  stepOfEvent(seq: number): number {
    return this.#stepLog.firstAt(seq) - 1;
  }
  binds(): BindTable {
    return this.#binds.table();
  }
  bindings(): BindingTable {
    return this.#binds.bindings(this.objects().count);
  }

  #indexRows(): void {
    const { codes, sources, types, variables } = this.#rows;
    if (codes.length !== this.#instructions.codes.length)
      this.#instructions = new InstructionIndex(codes);
    this.#sources = new Map(sources.map((row) => [row.id, row]));
    this.#types = new Map(types.map((row) => [row.id, row]));
    this.#variables = new Map(variables.map((row) => [row.id, row]));
  }

  #refreshMeta(): boolean {
    const meta = new Map<string, string>();
    for (const [key, value] of this.#reading.rows('SELECT key, value FROM meta')) {
      if (typeof key === 'string' && typeof value === 'string') meta.set(key, value);
    }
    if (meta.size === this.#meta.size && [...meta].every(([k, v]) => this.#meta.get(k) === v))
      return false;
    this.#meta = meta;
    const facts = parseFacts(meta);
    if (facts === null) throw damaged('the table of facts', 'has impossible values');
    this.#facts = facts;
    this.#opcodeNames = parseOpcodeNames(meta);
    return true;
  }

  /** A file that grew since the last look has a writer; otherwise the writer's lock tells. */
  #statusOfUnfinished(changed: boolean): RunStatus {
    const grew = changed && this.#isOpened;
    this.#isOpened = true;
    return grew || isWriterAlive(this.path) ? 'recording' : 'partial';
  }

  #setStatus(status: RunStatus): void {
    if (this.#facts.status === status) return;
    const reason = 'The recording was cut off; everything up to its last commit is here.';
    const statusReason = status === 'partial' ? reason : '';
    this.#facts = { ...this.#facts, status, statusReason };
  }
}
