// Owns which kinds of column blocks a session file holds and the columns of each.
// Must not know how columns become bytes. Invariant: kinds and column names are written to files; they never change meaning.

import { BLOCK_EVENTS } from '../../../shared/model/session.ts';
import type { BlockSchema, DecodedBlock } from '../columns/schema.ts';

export const EVENT_SCHEMA = {
  object: { type: 'u32', transform: 'delta' },
  refcount: { type: 'u32' },
  delta: { type: 'i32' },
  site: { type: 'u16' },
  instruction: { type: 'u32' },
} as const satisfies BlockSchema;

export const OBJECT_SCHEMA = {
  address: { type: 'u32', transform: 'delta' },
  type: { type: 'u32' },
  bornSeq: { type: 'f64' },
  bornInstruction: { type: 'u32' },
  flags: { type: 'u8' },
} as const satisfies BlockSchema;

export const END_SCHEMA = {
  object: { type: 'u32', transform: 'delta' },
  endSeq: { type: 'f64' },
  endInstruction: { type: 'u32' },
  cause: { type: 'u8' },
  peak: { type: 'u32' },
  finalRefcount: { type: 'u32' },
  events: { type: 'u32' },
  type: { type: 'u32' },
  hasValue: { type: 'u8' },
  value: { type: 'str' },
} as const satisfies BlockSchema;

/** Everything of an end but its value, which is decoded when somebody asks for it. */
export const END_COLUMNS = [
  'object',
  'endSeq',
  'endInstruction',
  'cause',
  'peak',
  'finalRefcount',
  'events',
  'type',
  'hasValue',
] as const satisfies readonly (keyof typeof END_SCHEMA)[];

export const CLAIM_SCHEMA = {
  object: { type: 'u32', transform: 'delta' },
  flags: { type: 'u8' },
  hasValue: { type: 'u8' },
  value: { type: 'str' },
} as const satisfies BlockSchema;

export const STEP_SCHEMA = {
  afterSeq: { type: 'f64' },
  instruction: { type: 'u32' },
  depth: { type: 'u16' },
  frame: { type: 'u32', transform: 'delta' },
} as const satisfies BlockSchema;

export const BIND_SCHEMA = {
  afterSeq: { type: 'f64' },
  variable: { type: 'u32' },
  frame: { type: 'u32', transform: 'delta' },
  object: { type: 'u32', transform: 'delta' },
} as const satisfies BlockSchema;

/** Beside each block of the log of names: the last step that had begun when a row was made, 0 before the first. */
export const BIND_STEP_SCHEMA = {
  step: { type: 'u32', transform: 'delta' },
} as const satisfies BlockSchema;

/** Objects of one event block, sorted by id. */
export const SUMMARY_SCHEMA = {
  object: { type: 'u32', transform: 'delta' },
  events: { type: 'u32' },
  min: { type: 'u32' },
  max: { type: 'u32' },
  last: { type: 'u32' },
} as const satisfies BlockSchema;

/** Level-of-detail rows of one event block, see LodTable. */
export const LOD_SCHEMA = {
  toSeq: { type: 'f64' },
  liveObjects: { type: 'f64' },
  liveReferences: { type: 'f64' },
  births: { type: 'u32' },
  collections: { type: 'u32' },
  yoursEvents: { type: 'u32' },
  yoursLiveObjects: { type: 'f64' },
  yoursLiveReferences: { type: 'f64' },
  yoursBirths: { type: 'u32' },
  yoursCollections: { type: 'u32' },
} as const satisfies BlockSchema;

/** Index of event blocks: row n says of the n-th the greatest object that any event up to its end is about. */
export const EVENT_REACH_SCHEMA = {
  object: { type: 'u32', transform: 'delta' },
} as const satisfies BlockSchema;

/** Index of event blocks: rows of their summaries, by object, see index/event-index.ts. */
export const TRACK_SCHEMA = {
  object: { type: 'u32', transform: 'delta' },
  block: { type: 'u32', transform: 'delta' },
  events: { type: 'u32' },
  min: { type: 'u32' },
  max: { type: 'u32' },
  last: { type: 'u32' },
} as const satisfies BlockSchema;

/** Index of event blocks: how many events each instruction made in a portion of the run. */
export const HEAT_SCHEMA = {
  instruction: { type: 'u32', transform: 'delta' },
  events: { type: 'u32' },
} as const satisfies BlockSchema;

/** Index of the log of names: row n says of its n-th block the greatest object that any row up to its end binds. */
export const BIND_REACH_SCHEMA = {
  object: { type: 'u32', transform: 'delta' },
} as const satisfies BlockSchema;

/** Index of the log of names: which blocks bind an object to which variable, see index/bind-index.ts. */
export const BIND_TRACK_SCHEMA = {
  object: { type: 'u32', transform: 'delta' },
  block: { type: 'u32', transform: 'delta' },
  variable: { type: 'u32' },
} as const satisfies BlockSchema;

/** Every pair of an object and a variable that ever referred to it, in order of time; a pair may come again. */
export const NAME_SCHEMA = {
  object: { type: 'u32', transform: 'delta' },
  variable: { type: 'u32' },
} as const satisfies BlockSchema;

/** Checkpoint of the log of names: the rows that are in force at one place of it. */
export const OPEN_SCHEMA = {
  row: { type: 'f64' },
  variable: { type: 'u32' },
  frame: { type: 'u32', transform: 'delta' },
  object: { type: 'u32', transform: 'delta' },
  fromSeq: { type: 'f64' },
} as const satisfies BlockSchema;

/** Index of steps: which instructions are in each of their blocks, and how often. */
export const VISIT_SCHEMA = {
  block: { type: 'u32', transform: 'delta' },
  instruction: { type: 'u32', transform: 'delta' },
  steps: { type: 'u32' },
} as const satisfies BlockSchema;

/** Every STEP_SAMPLE-th step, from step 1 on. */
export const STEP_SAMPLE_SCHEMA = {
  afterSeq: { type: 'f64' },
} as const satisfies BlockSchema;

/** What the program read from its clocks, in order: the bits of each number, little-endian halves. */
export const CLOCK_SCHEMA = {
  low: { type: 'u32' },
  high: { type: 'u32', transform: 'delta' },
} as const satisfies BlockSchema;

export const BLOCK_SCHEMAS = {
  event: EVENT_SCHEMA,
  object: OBJECT_SCHEMA,
  end: END_SCHEMA,
  claim: CLAIM_SCHEMA,
  step: STEP_SCHEMA,
  bind: BIND_SCHEMA,
  summary: SUMMARY_SCHEMA,
  lod: LOD_SCHEMA,
  eventReach: EVENT_REACH_SCHEMA,
  track: TRACK_SCHEMA,
  lodRun: LOD_SCHEMA,
  heat: HEAT_SCHEMA,
  bindReach: BIND_REACH_SCHEMA,
  bindTrack: BIND_TRACK_SCHEMA,
  name: NAME_SCHEMA,
  open: OPEN_SCHEMA,
  visit: VISIT_SCHEMA,
  stepSample: STEP_SAMPLE_SCHEMA,
  clock: CLOCK_SCHEMA,
  bindStep: BIND_STEP_SCHEMA,
} as const;

/** The type of each column of a schema. */
export const columnTypes = <Schema extends BlockSchema>(
  schema: Schema,
): { readonly [Name in keyof Schema]: Schema[Name]['type'] } =>
  Object.fromEntries(Object.entries(schema).map(([name, { type }]) => [name, type])) as {
    readonly [Name in keyof Schema]: Schema[Name]['type'];
  };

export type BlockKind = keyof typeof BLOCK_SCHEMAS;
export type BlockOf<Kind extends BlockKind> = DecodedBlock<(typeof BLOCK_SCHEMAS)[Kind]>;

/** Code of each kind in the column `kind` of table `block`. */
export const BLOCK_KIND_CODES: Readonly<Record<BlockKind, number>> = {
  event: 1,
  object: 2,
  end: 3,
  claim: 4,
  step: 5,
  bind: 6,
  summary: 7,
  lod: 8,
  eventReach: 9,
  track: 10,
  lodRun: 11,
  heat: 12,
  bindReach: 13,
  bindTrack: 14,
  name: 15,
  open: 16,
  visit: 17,
  stepSample: 18,
  clock: 19,
  bindStep: 20,
};

/** Kinds that say nothing new: they are made from the others, so that a reader need not read all of those. */
export type IndexKind =
  | 'eventReach'
  | 'track'
  | 'lodRun'
  | 'heat'
  | 'bindReach'
  | 'bindTrack'
  | 'name'
  | 'open'
  | 'visit'
  | 'stepSample';

/** One of so many steps is in the sample. */
export const STEP_SAMPLE = 256;

/** LOD rows per full event block: one per 1,024 events. */
export const LOD_BUCKETS = 64;
export const BUCKET_EVENTS = BLOCK_EVENTS / LOD_BUCKETS;
