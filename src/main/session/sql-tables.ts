// Owns the virtual tables through which SQL sees what a session stores as column blocks. Must not be used for the window's
// queries: they read the columns themselves, hundreds of times faster.
// Invariant: rows are made while they are taken, one block at a time, from a connection of their own.
//
//   refcount_event(seq, step, object_id, kind, delta, refcount, file, line, function, opcode, argument, c_function)
//   object(object_id, type, value, label, names, yours, immortal, born_seq, born_line, end_seq, end_line, end_cause,
//          peak_refcount, final_refcount, event_count)
//   step(step, after_seq, file, line, function, depth, frame)
//   binding(name, function, frame, object_id, from_seq, to_seq)
//
// refcount_event(17) and binding(17) are the rows of object 17 alone and skip what does not touch it. An immortal refcount is
// the text `immortal`, which SQLite sorts above every number. to_seq NULL: to the end.

import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../shared/model/session.ts';
import type { Connection } from './database.ts';
import { eventKind } from './query/event-kind.ts';
import type { SessionFile } from './session-file.ts';

const EVENT_COLUMNS =
  'seq step object_id kind delta refcount file line function opcode argument c_function';
const OBJECT_COLUMNS =
  'object_id type value label names yours immortal born_seq born_line end_seq end_line end_cause ' +
  'peak_refcount final_refcount event_count';

type Value = string | number | null;
type Row = Value[];

/** Makes the tables known on `connection`; `session` must be open as long as they are read. */
export function defineSessionTables(connection: Connection, session: SessionFile): void {
  connection.table('refcount_event', {
    columns: EVENT_COLUMNS.split(' '),
    parameters: ['of_object'],
    rows: function* (ofObject: unknown) {
      yield* eventRows(session, asObject(ofObject));
    },
  });
  connection.table('object', {
    columns: OBJECT_COLUMNS.split(' '),
    parameters: [],
    rows: function* () {
      for (let id = 1; id <= session.objects().count; id++) yield objectRow(session, id);
    },
  });
  connection.table('step', {
    columns: ['step', 'after_seq', 'file', 'line', 'function', 'depth', 'frame'],
    parameters: [],
    rows: function* () {
      yield* stepRows(session);
    },
  });
  connection.table('binding', {
    columns: ['name', 'function', 'frame', 'object_id', 'from_seq', 'to_seq'],
    parameters: ['of_object'],
    rows: function* (ofObject: unknown) {
      yield* bindingRows(session, asObject(ofObject));
    },
  });
}

/** The argument of refcount_event(…): null when it was called without. */
const asObject = (argument: unknown): number | null =>
  typeof argument === 'number' ? argument : null;

const refcountValue = (refcount: number): Value => (refcount === IMMORTAL ? 'immortal' : refcount);

/** file, line, function, opcode, argument; all null without an instruction. */
function placeOf(session: SessionFile, instruction: number): Row {
  const found = session.instruction(instruction);
  if (found === null) return [null, null, null, null, null];
  const { code, unit } = found;
  const line = code.lines[unit] ?? 0;
  return [
    session.source(code.fileId)?.path ?? null,
    line > 0 ? line : null,
    code.qualname,
    session.opcodeName(code.opcodes[unit] ?? 0),
    code.argNames[unit] ?? '',
  ];
}

function* eventRows(session: SessionFile, ofObject: number | null): Generator<Row> {
  const all = session.eventBlocks().map(({ index }) => index);
  const objects = session.objects();
  for (const index of ofObject === null ? all : session.blocksOfObject(ofObject)) {
    const block = session.eventBlock(index);
    for (let i = 0; i < block.count; i++) {
      const object = block.object[i] as number;
      if (ofObject !== null && object !== ofObject) continue;
      const seq = block.firstSeq + i;
      const site = session.sites()[block.site[i] as number];
      const delta = block.delta[i] as number;
      const refcount = block.refcount[i] as number;
      const kind = eventKind({
        seq,
        siteKind: site?.kind,
        delta,
        refcount,
        endSeq: objects.endSeq[object] ?? 0,
        settled: objects.settled[object] === 1,
      });
      const change: Row = [
        seq,
        session.stepOfEvent(seq),
        object,
        kind,
        delta,
        refcountValue(refcount),
      ];
      const place = placeOf(session, block.instruction[i] as number);
      yield [...change, ...place, site?.cFunction ?? null];
    }
  }
}

function objectRow(session: SessionFile, id: number): Row {
  const objects = session.objects();
  const flags = objects.flags[id] ?? 0;
  return [
    id,
    session.type(objects.type[id] ?? 0)?.name ?? null,
    session.value(id),
    session.label(id),
    session.names(id).join(';'),
    Number((flags & OBJECT_FLAG.yours) !== 0),
    Number((flags & OBJECT_FLAG.immortal) !== 0),
    objects.bornSeq[id] ?? 0,
    placeOf(session, objects.bornInstruction[id] ?? 0)[1] ?? null,
    objects.endSeq[id] ?? 0,
    placeOf(session, objects.endInstruction[id] ?? 0)[1] ?? null,
    END_CAUSES[objects.cause[id] ?? 0] ?? null,
    refcountValue(objects.peak[id] ?? 0),
    refcountValue(objects.finalRefcount[id] ?? 0),
    objects.events[id] ?? 0,
  ];
}

function* stepRows(session: SessionFile): Generator<Row> {
  const steps = session.steps();
  for (let step = 1; step <= steps.count; step++) {
    const [file = null, line = null, name = null] = placeOf(session, steps.instruction[step] ?? 0);
    const frame = steps.frame[step] ?? 0;
    yield [step, steps.afterSeq[step] ?? 0, file, line, name, steps.depth[step] ?? 0, frame];
  }
}

function* bindingRows(session: SessionFile, ofObject: number | null): Generator<Row> {
  const bindings = session.bindings();
  const isKnown = ofObject === null || (ofObject >= 1 && ofObject <= session.objects().count);
  if (!isKnown) return;
  const from = ofObject === null ? 0 : (bindings.start[ofObject] ?? 0);
  const to = ofObject === null ? bindings.count : (bindings.start[ofObject + 1] ?? 0);
  for (let i = from; i < to; i++) {
    const row = ofObject === null ? i : (bindings.rows[i] ?? 0);
    const variable = session.variable(bindings.variable[row] ?? 0);
    const toSeq = bindings.toSeq[row] ?? Infinity;
    yield [
      variable?.name ?? null,
      session.code(variable?.codeId ?? 0)?.qualname ?? null,
      bindings.frame[row] ?? 0,
      bindings.object[row] ?? 0,
      bindings.fromSeq[row] ?? 0,
      toSeq === Infinity ? null : toSeq,
    ];
  }
}
