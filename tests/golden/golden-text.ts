// Owns the text a recorded run is compared as: its CSV exports, put together per line step and freed of what differs from run to run.
// Must not hide what a recording says about your objects. Invariant: the same program gives the same text on every run.
//
// Left out are event numbers (they count the standard library's events, too) and addresses; objects are called by their type and
// the order in which they first appear.

import { Writable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { exportCsv, type CsvOptions } from '../../src/main/session/csv/export-csv.ts';
import { streamSink } from '../../src/main/session/csv/csv-output.ts';
import { createQueries } from '../../src/main/session/query/session-queries.ts';
import type { SessionFile } from '../../src/main/session/read/session-file.ts';
import { nameIntervals } from './name-intervals.ts';
import { ObjectNames } from './object-names.ts';
import { folded, table } from './text-table.ts';

/** A row of a CSV export; every column is present. */
export type Row = Readonly<Record<string, string>>;

export async function goldenText(session: SessionFile, source: string): Promise<string> {
  const { runFromSeq, exitFromSeq } = session.facts();
  const run = { fromSeq: runFromSeq, toSeq: exitFromSeq - 1 };
  const steps = await exported(session, { table: 'steps', ...run, fromSeq: runFromSeq - 1 });
  const events = await exported(session, { table: 'events', ...run });
  const objects = await exported(session, { table: 'objects', ...run });
  const names = new ObjectNames(objects);
  for (const event of events) names.of(event['object_id']);
  return [
    '# Events of yours while the program runs, under the line step in which they happen.',
    ...eventLines(steps, events, reasons(session, objects), names, source.split('\n')),
    '',
    '# Names: what each referred to, from which step to which.',
    ...nameIntervals(session, names),
    '',
    '# Objects of yours.',
    ...table(objectRows(objects, names)),
    '',
  ].join('\n');
}

async function exported(session: SessionFile, options: CsvOptions): Promise<Row[]> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  await exportCsv(session, { raw: true, ...options }, streamSink(sink));
  return parse(Buffer.concat(chunks), { columns: true });
}

/** Why each event happened, in the window's words, by seq. */
function reasons(session: SessionFile, objects: readonly Row[]): ReadonlyMap<string, string> {
  const history = createQueries(session)['session.history'];
  const found = new Map<string, string>();
  for (const { object_id: id } of objects)
    for (const row of history({ object: Number(id), offset: 0, limit: 10_000 }).rows)
      found.set(String(row.seq), row.reason);
  return found;
}

function eventLines(
  steps: readonly Row[],
  events: readonly Row[],
  why: ReadonlyMap<string, string>,
  names: ObjectNames,
  sourceLines: readonly string[],
): string[] {
  const lines: string[] = [];
  const under = (step: string): Row[] => events.filter((event) => event['step'] === step);
  const show = (rows: readonly Row[]): void => {
    const cells = shortened(rows).map((row) =>
      typeof row === 'string' ? [row] : eventCells(row, why, names),
    );
    lines.push(...folded(table(cells).map((line) => `      ${line}`)));
  };
  show(under('0'));
  for (const step of steps) {
    const text = sourceLines[Number(step['line']) - 1]?.trim() ?? '';
    const at = `${step['function']}:${step['line']}`;
    lines.push(`${step['step']}  ${'  '.repeat(Number(step['depth']) - 1)}${at}  ${text}`);
    show(under(step['step'] ?? ''));
  }
  return lines;
}

/** Events inside library code as their number only: they are the library's affair. */
function shortened(rows: readonly Row[]): (Row | string)[] {
  const kept: (Row | string)[] = [];
  let others = 0;
  const count = (): void => {
    if (others > 0) kept.push(`(${others} events in the standard library)`);
    others = 0;
  };
  for (const row of rows) {
    if (LIBRARY.test(row['file'] ?? '')) others++;
    else {
      count();
      kept.push(row);
    }
  }
  count();
  return kept;
}

const LIBRARY = /^<frozen|^\/lib\//;

function eventCells(row: Row, why: ReadonlyMap<string, string>, names: ObjectNames): string[] {
  const { kind, refcount, delta, line, cause, c_function: cFunction } = row;
  const change = kind === 'birth' || kind === 'collect' ? '' : ` ${signed(delta)}`;
  const where = row['opcode'] === '' ? 'no instruction' : cause;
  return [
    names.of(row['object_id']),
    `${kind}${change}`,
    `= ${refcount}`,
    `${where}${line === '' ? '' : `:${line}`}`,
    cFunction ?? '',
    why.get(row['seq'] ?? '') ?? 'NO REASON',
  ];
}

const signed = (delta: string | undefined): string => `${Number(delta) > 0 ? '+' : ''}${delta}`;

function objectRows(objects: readonly Row[], names: ObjectNames): string[][] {
  const rows = objects.map((row) => {
    const end =
      row['collection_cause'] === '' ? 'not collected' : `collected by ${row['collection_cause']}`;
    const where = row['collection_cause'] === 'exit' ? '' : place(row['collected_line'], 'line');
    return [
      names.of(row['object_id']),
      value(row),
      row['names'] ?? '',
      row['born_seq'] === '0' ? 'before recording' : place(row['born_line'], 'born in line'),
      `${end}${where}`,
      row['immortal'] === 'true' ? 'immortal' : `peak ${row['peak_refcount']}`,
      row['immortal'] === 'true' ? '' : `last ${row['final_refcount']}`,
      row['immortal'] === 'true' ? '' : `${row['event_count']} events`,
    ];
  });
  return rows.sort((a, b) => names.orderOf(a[0]) - names.orderOf(b[0]));
}

const place = (line: string | undefined, words: string): string =>
  line === '' || line === undefined ? '' : ` ${words} ${line}`;

/** Large ints without a name are addresses, or what C code was computing with: they depend on more than the program. */
function value(row: Row): string {
  const text = row['value'] ?? '';
  const isScratch = row['type'] === 'int' && row['names'] === '' && /^\d{7,}$/.test(text);
  return isScratch && row['born_seq'] !== '0' && row['born_line'] !== '' ? '…' : text;
}
