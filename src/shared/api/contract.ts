// Owns THE contract between window and main process: every request with the schema of its parameters and the type of its
// result. The preload script and both hosts derive from it; nothing else crosses. Invariant: a request that is not in
// `requests`, or whose parameters do not parse, is refused before any handler sees it.

import { z } from 'zod';
import type {
  AppInfo,
  ExampleProgram,
  LibraryEntry,
  RunningRecording,
  VerifyResult,
} from './app-results.ts';
import type { CyclesAnswer, GraphAnswer, PathAnswer } from '../model/heap-questions.ts';
import type { HoldersAnswer } from '../model/holders.ts';
import { RECORD_LIMIT_BOUNDS, type RecordLimits } from '../model/recorder-messages.ts';
import type { Bytecode } from './bytecode.ts';
import type { Certificate } from './certificate.ts';
import { landmark, subject, type LandmarkPlace, type Lesson } from './lessons.ts';
import { objectGroup } from './object-groups.ts';
import type { NameChange, NameTrack, VariablePage } from './name-tracks.ts';
import type { ObjectNames } from './object-names.ts';
import { bookmarkEdit, type Bookmark } from './bookmarks.ts';
import {
  givenPart,
  partKind,
  projectChoice,
  standardInput,
  type ProjectPart,
  type SavedFiles,
} from './project.ts';
import type {
  HistoryPage,
  LanesResult,
  Moment,
  ObjectMoment,
  ObjectPage,
  OutputText,
  Overview,
  RangeStats,
  SessionSummary,
} from './results.ts';

const session = z.string().min(1).max(64);
const seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const variable = z.number().int().min(0).max(0xffff_ffff);
const objectId = z.number().int().min(1).max(0xffff_ffff);
/**
 * Which step, where several follow event `seq` (`id = 5` changes no count: the lines behind it share a seq). `event`: the one that
 * event `seq` happened in, none of those behind it. Absent, or not a step right after `seq`: the last of them.
 */
const step = z.union([z.number().int().min(0), z.literal('event')]).optional();
/** Only changes that outlast the visit of the line that made them. */
const lasting = z.boolean().optional();
const path = z.string().min(1).max(4096);
const axis = z.enum(['step', 'event']);
const span = {
  axis,
  from: z.number().finite(),
  to: z.number().finite(),
  buckets: z.number().int().min(1).max(8192),
};
const heapObject = { session, object: objectId, seq };
const scope = z.enum(['named', 'yours', 'all']);
export const objectSort = z.enum([
  'born',
  'ended',
  'name',
  'type',
  'line',
  'peak',
  'events',
  'lifetime',
]);

/** A page of the objects list. `text` matches label, names, type and value, case-insensitively. */
const objectQuery = {
  session,
  scope,
  text: z.string().max(200).default(''),
  sort: objectSort.default('born'),
  descending: z.boolean().default(false),
  /** Rows come group by group, in the order of the groups' labels, and sorted as above inside each. */
  group: objectGroup.optional(),
  /** Objects that the user has hidden. */
  without: z.array(objectId).max(1000).optional(),
  /** A long search may answer with what it found so far; the same question again goes on with it. */
  partial: z.boolean().optional(),
};

const limit = (which: keyof RecordLimits) =>
  z.number().int().min(RECORD_LIMIT_BOUNDS[which].least).max(RECORD_LIMIT_BOUNDS[which].most);

const recordStart = z.object({
  name: z.string().min(1).max(200),
  source: z.string().max(10_000_000),
  args: z.array(z.string().max(10_000)).max(1000).default([]),
  python: z.enum(['3.12', '3.13', '3.14']).default('3.12'),
  /** Given: `source` is one of its files, or nothing. */
  project: projectChoice.optional(),
  /** Whole standard input; absent: the window is asked. */
  stdin: standardInput.optional(),
  /** Absent: RECORD_LIMITS. */
  maxEvents: limit('events').optional(),
  maxSeconds: limit('seconds').optional(),
  maxBytes: limit('bytes').optional(),
});

/** Which objects and which part of the run an export is about. */
const exportFilter = z.object({
  session,
  objects: z.array(objectId).max(100_000).default([]),
  names: z.array(z.string().max(200)).max(1000).default([]),
  fromSeq: seq.default(0),
  toSeq: seq.optional(),
  all: z.boolean().default(false),
});
const csvExport = exportFilter.extend({
  table: z.enum(['events', 'objects', 'steps']).default('events'),
});

interface Request<Schema extends z.ZodType, Result> {
  readonly schema: Schema;
  /** Never set: carries the result's type. */
  readonly result?: Result;
}
const request =
  <Result>() =>
  <Schema extends z.ZodType>(schema: Schema): Request<Schema, Result> => ({ schema });
const none = z.object({});

export const requests = {
  'app.info': request<AppInfo>()(none),
  'app.examples': request<readonly ExampleProgram[]>()(none),
  'app.lessons': request<readonly Lesson[]>()(none),

  'library.list': request<readonly LibraryEntry[]>()(none),
  'library.rename': request<{ path: string }>()(
    z.object({ path, title: z.string().min(1).max(120) }),
  ),
  /** Moves to the library's trash folder; library.restore undoes it. */
  'library.delete': request<{ trashed: string }>()(z.object({ path })),
  'library.restore': request<{ path: string }>()(z.object({ trashed: path })),
  /** Recordings from outside the library that a user opened, newest first. */
  'library.recent': request<readonly LibraryEntry[]>()(none),
  /** The file itself stays. */
  'library.forget': request<null>()(z.object({ path })),
  'library.reveal': request<null>()(z.object({ path })),

  /** `notes`: what the program uses that the sandbox does not have, a sentence each. */
  'record.start': request<{ recording: string; path: string; notes: readonly string[] }>()(
    recordStart,
  ),
  /** Recordings in progress, for a window that was reloaded or is a second one. */
  'record.running': request<readonly RunningRecording[]>()(none),
  /** The window is told of a recording that another one started, as that one is. */
  'record.join': request<null>()(z.object({ recording: session })),
  'record.stop': request<null>()(z.object({ recording: session })),
  /** Answers record.input-wanted: a line (with its newline), or null for end of file. The first answer counts. */
  'record.input': request<null>()(
    z.object({ recording: session, text: z.string().max(1_000_000).nullable() }),
  ),

  /** What the program wrote: into a folder that the user chooses, or as a download; null when they changed their mind. */
  'record.saveFiles': request<SavedFiles | null>()(z.object({ recording: session })),

  /** The host's own dialog; where it has none (`native` is false) the window gives what its user chose. */
  'project.choose': request<{ native: boolean; part: ProjectPart | null }>()(
    z.object({ kind: partKind }),
  ),
  'project.give': request<ProjectPart>()(givenPart),
  /** As record.start's `notes`, before it. */
  'project.notes': request<readonly string[]>()(
    recordStart.pick({ name: true, source: true, project: true }),
  ),

  /** Opens another window on the same library, where that is the host's affair (in a browser it is the window's). */
  'window.new': request<null>()(none),

  /** The host's own file dialog (Electron); null in the browser, where the window uploads (see browser host) or picks from the library. */
  'dialog.openSession': request<{ path: string | null; native: boolean }>()(none),
  'dialog.openProgram': request<{ name: string; source: string } | null>()(none),

  'session.open': request<SessionSummary>()(z.object({ path })),
  'session.close': request<null>()(z.object({ session })),
  /** Fresh facts of a growing session. */
  'session.summary': request<SessionSummary>()(z.object({ session })),
  'session.overview': request<Overview>()(
    z.object({ session, ...span, yours: z.boolean().default(false) }),
  ),
  'session.objects': request<ObjectPage>()(
    z.object({
      ...objectQuery,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
      /** Whether the answer says what groups there are: once is enough for all pages of a list. */
      withGroups: z.boolean().optional(),
    }),
  ),
  /** Position of an object in that list, -1 when the filter hides it. */
  'session.objectIndex': request<number>()(z.object({ ...objectQuery, object: objectId })),
  'session.lanes': request<LanesResult>()(
    z.object({ session, ...span, objects: z.array(objectId).max(500) }),
  ),
  'session.moment': request<Moment>()(z.object({ session, seq, step })),
  'session.object': request<ObjectMoment>()(
    z.object({ session, object: objectId, seq, step, lasting }),
  ),
  /** The instructions of the line at a moment; null where no line is. */
  'session.bytecode': request<Bytecode | null>()(z.object({ session, seq, step })),
  /** The names that referred to it over its life. */
  'session.names': request<ObjectNames>()(z.object({ session, object: objectId })),
  /** The names that `text` is part of, those of your code first; exact ones first of all. */
  'session.variables': request<VariablePage>()(
    z.object({ session, text: z.string().max(200), limit: z.number().int().min(1).max(500) }),
  ),
  /** Which objects a name referred to, over a span. Fails with `bad-request` for a number that is no variable's. */
  'session.nameTrack': request<NameTrack>()(z.object({ session, ...span, variable })),
  /** The nearest moment at which that changed, strictly before or after a place; null where there is none. */
  'session.nameChange': request<NameChange | null>()(
    z.object({ session, variable, seq, step, direction: z.enum(['next', 'previous']) }),
  ),
  /** When and why it was collected, and what kept it until then. */
  'session.certificate': request<Certificate>()(z.object({ session, object: objectId })),
  'session.history': request<HistoryPage>()(
    z.object({
      session,
      object: objectId,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
      lasting,
    }),
  ),
  'session.output': request<OutputText>()(z.object({ session })),
  /** Seq of the nearest event or step in a direction, strictly beyond `seq`; null at the end. `line` needs `sourceId` and `line`. */
  'session.neighbor': request<number | null>()(
    z.object({
      session,
      seq,
      direction: z.enum(['next', 'previous']),
      of: z.enum(['event', 'yours', 'step', 'object', 'line']),
      object: objectId.optional(),
      sourceId: z.number().int().optional(),
      line: z.number().int().optional(),
    }),
  ),
  /** The nearest step (visit of a line, when `line` and `sourceId` are given), also among steps that share a seq; null at the end. */
  'session.neighborStep': request<{ seq: number; step: number; x: number } | null>()(
    z.object({
      session,
      seq,
      step,
      direction: z.enum(['next', 'previous']),
      sourceId: z.number().int().optional(),
      line: z.number().int().optional(),
    }),
  ),
  /** Seq at an axis coordinate and the step there, and the coordinate of a seq. */
  'session.seqAt': request<{ seq: number; step: number }>()(
    z.object({ session, axis, x: z.number().finite() }),
  ),
  'session.xOf': request<{ step: number; event: number }>()(z.object({ session, seq })),
  /** Source lines of steps first … last (at most 256); 0 where a step has none. */
  'session.stepLines': request<readonly number[]>()(
    z.object({ session, first: z.number().int().min(1), last: z.number().int() }),
  ),
  /** Where a moment of a lesson is in this recording. Fails with `not-found` where the recording has no such moment. */
  'session.landmark': request<LandmarkPlace>()(
    z.object({ session, at: landmark, subject: subject.nullable() }),
  ),
  'session.rangeStats': request<RangeStats>()(z.object({ session, fromSeq: seq, toSeq: seq })),
  /** Moments with notes; kept beside the session's file. */
  'session.bookmarks': request<readonly Bookmark[]>()(z.object({ session })),
  /** Answers with the list as it is then; other windows that have the file open get it as session.bookmarks. */
  'session.editBookmark': request<readonly Bookmark[]>()(z.object({ session, edit: bookmarkEdit })),
  'session.verify': request<VerifyResult>()(z.object({ session })),

  /**
   * These run the program again up to the event, and answer from its memory there (event replay.progress tells how far it has come).
   * Who holds an object, the shortest way to it from what is alive by itself, the objects around it, and the cycles that there are.
   */
  'session.holders': request<HoldersAnswer>()(z.object(heapObject)),
  'session.path': request<PathAnswer>()(z.object(heapObject)),
  'session.graph': request<GraphAnswer>()(z.object(heapObject)),
  /** Why an object's count rose by event `seq`, with where the reference was stored; null where that is nowhere that lasts. */
  'session.storedReason': request<string | null>()(z.object(heapObject)),
  'session.cycles': request<CyclesAnswer>()(z.object({ session, seq })),
  /** Those of the above that are under way are refused with `cancelled`. */
  'session.cancelReplay': request<null>()(z.object({ session })),

  /** Streams to a file: one the host asks for (Electron), or one that the browser downloads. Progress comes as events. */
  'export.csv': request<{ job: string } | null>()(csvExport),
  /** The same as an ordinary SQLite database with all tables. */
  'export.sqlite': request<{ job: string } | null>()(exportFilter),
  'export.cancel': request<null>()(z.object({ job: session })),
  /** Shows the file of a finished export in the system's file manager, where the host has one. */
  'export.reveal': request<null>()(z.object({ job: session })),
} as const;

export type RequestName = keyof typeof requests;
/** What the window passes (defaults may be left out). */
export type Params<Name extends RequestName> = z.input<(typeof requests)[Name]['schema']>;
/** What the handler gets (defaults filled in). */
export type Parsed<Name extends RequestName> = z.output<(typeof requests)[Name]['schema']>;
export type Result<Name extends RequestName> =
  NonNullable<(typeof requests)[Name]['result']> | Extract<(typeof requests)[Name]['result'], null>;

/** The answer to a request as it crosses the process border: an error is a sentence, never a stack. */
export type Reply<Name extends RequestName> =
  | { readonly ok: true; readonly value: Result<Name> }
  | { readonly ok: false; readonly kind: string; readonly message: string };
