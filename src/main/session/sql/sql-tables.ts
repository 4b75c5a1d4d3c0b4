// Owns the virtual tables through which SQL sees what a session stores as column blocks. Must not be used for the window's
// queries: they read the columns themselves, hundreds of times faster.
// Invariant: rows are made while they are taken, one block at a time, from a connection of their own.
//
//   refcount_event(seq, step, object_id, kind, delta, refcount, file, line, function, opcode, argument, c_function)
//   object(object_id, type, value, label, names, yours, immortal, born_seq, born_line, end_seq, end_line, end_cause,
//          peak_refcount, final_refcount, event_count)
//   step(step, after_seq, file, line, function, depth, frame)
//   binding(name, function, frame, object_id, from_seq, to_seq, from_step, to_step)
//
// refcount_event(17) and binding(17) are the rows of object 17 alone, refcount_event(17, 1000, 2000) those of events 1000 to 2000
// (0: any object); what does not touch them is skipped. The same holds for plain conditions on seq and object_id, see sql-pushdown.ts.
// An immortal refcount is the text `immortal`, which SQLite sorts above every number. to_seq NULL: to the end.

import type { EventColumns } from '../../../shared/model/session.ts';
import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { Connection } from '../format/database.ts';
import type { NameInterval } from '../read/name-reader.ts';
import { eventKind } from '../query/event-kind.ts';
import type { SessionFile } from '../read/session-file.ts';
import type { EventBounds } from './sql-pushdown.ts';

export const EVENT_COLUMNS =
  'seq step object_id kind delta refcount file line function opcode argument c_function';
export const OBJECT_COLUMNS =
  'object_id type value label names yours immortal born_seq born_line end_seq end_line end_cause ' +
  'peak_refcount final_refcount event_count';

export const STEP_COLUMNS = 'step after_seq file line function depth frame';
export const BINDING_COLUMNS = 'name function frame object_id from_seq to_seq from_step to_step';

type Value = string | number | null;
export type Row = Value[];

/** Makes the tables known on `connection`; `session` must be open as long as they are read. */
export function defineSessionTables(
  connection: Connection,
  session: SessionFile,
  at: { readonly bounds: EventBounds; readonly checkTime: () => void },
): void {
  connection.table('refcount_event', {
    columns: EVENT_COLUMNS.split(' '),
    parameters: ['of_object', 'first_seq', 'last_seq'],
    rows: function* (object: unknown, first: unknown, last: unknown) {
      yield* eventRows(
        session,
        {
          object: asNumber(object) || at.bounds.object,
          fromSeq: Math.max(asNumber(first) ?? 0, at.bounds.fromSeq),
          toSeq: Math.min(asNumber(last) ?? Infinity, at.bounds.toSeq),
        },
        at.checkTime,
      );
    },
  });
  connection.table('object', {
    columns: OBJECT_COLUMNS.split(' '),
    parameters: [],
    rows: function* () {
      for (let id = 1; id <= session.lives().count; id++) {
        if (id % CHECKED_ROWS === 0) at.checkTime();
        yield objectRow(session, id);
      }
    },
  });
  connection.table('step', {
    columns: STEP_COLUMNS.split(' '),
    parameters: [],
    rows: function* () {
      yield* stepRows(session, at.checkTime);
    },
  });
  connection.table('binding', {
    columns: BINDING_COLUMNS.split(' '),
    parameters: ['of_object'],
    rows: function* (ofObject: unknown) {
      yield* bindingRows(session, asNumber(ofObject), at.checkTime);
    },
  });
}

/** Rows between two looks at the clock. */
const CHECKED_ROWS = 4096;

/** The argument of refcount_event(…): null when it was called without. */
const asNumber = (argument: unknown): number | null =>
  typeof argument === 'number' ? argument : null;

const refcountValue = (refcount: number): Value => (refcount === IMMORTAL ? 'immortal' : refcount);

/** file, line, function, opcode, argument; all null without an instruction. */
export function placeOf(session: SessionFile, instruction: number): Row {
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

function* eventRows(
  session: SessionFile,
  { object: of, fromSeq, toSeq }: EventBounds,
  checkTime: () => void,
): Generator<Row> {
  const all = session.eventBlocks().map(({ index }) => index);
  for (const index of of === null ? all : session.track(of).block) {
    const block = session.eventBlock(index);
    const { firstSeq, count, object } = block;
    if (firstSeq > toSeq) return;
    checkTime();
    const end = Math.min(count, toSeq - firstSeq + 1);
    for (let i = Math.max(0, fromSeq - firstSeq); i < end; i++) {
      if (of === null || object[i] === of) yield eventRow(session, block, i);
    }
  }
}

/** What changed, then where: the columns of refcount_event. */
function eventRow(session: SessionFile, block: EventColumns, i: number): Row {
  const site = session.sites()[block.site[i] as number];
  const place = placeOf(session, block.instruction[i] as number);
  return [...changeRow(session, block, i), ...place, site?.cFunction ?? null];
}

/** seq, step, object, kind, delta, refcount. */
export function changeRow(session: SessionFile, block: EventColumns, i: number): Row {
  const seq = block.firstSeq + i;
  const object = block.object[i] as number;
  const delta = block.delta[i] as number;
  const refcount = block.refcount[i] as number;
  const objects = session.lives();
  const kind = eventKind({
    seq,
    siteKind: session.sites()[block.site[i] as number]?.kind,
    delta,
    refcount,
    // Only an event that reaches 0 is told apart by its object's end.
    endSeq: refcount === 0 ? objects.endSeq(object) : 0,
    settled: refcount !== 0 || objects.settled(object),
  });
  return [seq, session.stepOfEvent(seq), object, kind, delta, refcountValue(refcount)];
}

export function objectRow(
  session: SessionFile,
  id: number,
  names: Pick<SessionFile, 'names' | 'label'> = session,
): Row {
  const objects = session.lives();
  const flags = objects.flags(id);
  return [
    id,
    session.type(objects.type(id))?.name ?? null,
    session.value(id),
    names.label(id),
    names.names(id).join(';'),
    Number((flags & OBJECT_FLAG.yours) !== 0),
    Number((flags & OBJECT_FLAG.immortal) !== 0),
    objects.bornSeq(id),
    placeOf(session, objects.bornInstruction(id))[1] ?? null,
    objects.endSeq(id),
    placeOf(session, objects.endInstruction(id))[1] ?? null,
    END_CAUSES[objects.cause(id)] ?? null,
    refcountValue(objects.peak(id)),
    refcountValue(objects.finalRefcount(id)),
    objects.events(id),
  ];
}

export function* stepRows(session: SessionFile, checkTime: () => void): Generator<Row> {
  const steps = session.stepLog();
  for (let step = 1; step <= steps.count; step++) {
    if (step % CHECKED_ROWS === 0) checkTime();
    const [file = null, line = null, name = null] = placeOf(session, steps.instruction(step));
    yield [step, steps.afterSeq(step), file, line, name, steps.depth(step), steps.frame(step)];
  }
}

export function* bindingRows(
  session: SessionFile,
  ofObject: number | null,
  checkTime: () => void,
): Generator<Row> {
  const log = session.nameLog();
  if (ofObject !== null) {
    for (const { block } of log.blocksOf(ofObject)) {
      checkTime();
      for (const interval of log.openedIn(block, ofObject)) yield bindingRow(session, interval);
    }
    return;
  }
  for (let row = 0; row < log.count; row += CHECKED_ROWS) {
    checkTime();
    for (const interval of log.opened(row, Math.min(row + CHECKED_ROWS, log.count)))
      yield bindingRow(session, interval);
  }
}

function bindingRow(session: SessionFile, interval: NameInterval): Row {
  const variable = session.variable(interval.variable);
  const log = session.nameLog();
  const end = log.endOf(interval);
  return [
    variable?.name ?? null,
    session.code(variable?.codeId ?? 0)?.qualname ?? null,
    interval.frame,
    interval.object,
    interval.fromSeq,
    end?.seq ?? null,
    log.stepOf(interval.row),
    end && log.stepOf(end.row),
  ];
}
