// refscope export FILE --csv OUT: a table of the session as CSV, streamed; `--csv -` is stdout. Or --sqlite OUT: all of its tables
// as an ordinary SQLite database.

import { Option, type Command } from 'commander';
import {
  exportSession,
  exportSessionToSqlite,
  type ExportJob,
  type ExportOptions,
} from '../../app/export-session.ts';
import { progressOnTerminal, untilSignal } from '../long-work.ts';
import { collect, say, UsageError, wholeNumber } from '../usage.ts';

interface Options {
  readonly csv?: string;
  readonly sqlite?: string;
  readonly table?: ExportOptions['table'];
  readonly object: readonly number[];
  readonly name: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly all?: boolean;
  readonly raw?: boolean;
}

export function addExport(program: Command): void {
  const objectId = wholeNumber('--object', 1);
  program
    .command('export')
    .description('writes events, objects or steps as CSV, or everything as an SQLite database')
    .argument('<file>', 'a .refscope file')
    .option('--csv <out>', 'the CSV file to write, - for stdout')
    .option('--sqlite <out>', 'the SQLite database to write, with all tables')
    .addOption(
      new Option('--table <table>', 'what to write as CSV (default: events)').choices([
        'events',
        'objects',
        'steps',
      ]),
    )
    .option(
      '--object <id>',
      'only this object (repeatable)',
      (text: string, ids: readonly number[]) => collect(ids, objectId(text)),
      [],
    )
    .option(
      '--name <name>',
      'only objects that this name referred to (repeatable)',
      (text: string, names: readonly string[]) => collect(names, text),
      [],
    )
    .option('--from <seq>', 'from this event', wholeNumber('--from', 0))
    .option('--to <seq>', 'up to this event', wholeNumber('--to', 0))
    .option('--all', 'objects that are not yours, too')
    .option(
      '--raw',
      "text exactly as recorded: without the ' that keeps spreadsheets from running it",
    )
    .action(async (file: string, options: Options) => {
      const { from, to } = options;
      if (from !== undefined && to !== undefined && from > to)
        throw new UsageError(`--from ${from} is after --to ${to}; swap them.`);
      await (options.sqlite === undefined ? writeCsv : writeSqlite)(file, options);
    });
}

const filterOf = ({ object, name, from, to, all }: Options) => ({
  objects: object,
  names: name,
  all: all ?? false,
  ...(from === undefined ? {} : { fromSeq: from }),
  ...(to === undefined ? {} : { toSeq: to }),
});

async function writeCsv(file: string, options: Options): Promise<void> {
  const { csv, table = 'events', raw = false } = options;
  if (csv === undefined)
    throw new UsageError('Say what to write: --csv OUT (- for stdout) or --sqlite OUT.');
  const target = csv === '-' ? process.stdout : csv;
  const rows = await untilSignal((signal) =>
    exportSession(file, target, { ...filterOf(options), table, raw }, jobOf(signal)),
  );
  if (csv !== '-') say(`wrote ${rows} rows to ${csv}`);
}

function jobOf(signal: AbortSignal): ExportJob {
  const show = progressOnTerminal('exporting');
  return { signal, onProgress: ({ rows, totalRows }) => show(rows, totalRows) };
}

async function writeSqlite(file: string, options: Options): Promise<void> {
  const { csv, sqlite = '', table, raw } = options;
  if (csv !== undefined || table !== undefined || raw !== undefined)
    throw new UsageError(
      '--sqlite writes all tables to one file, as recorded; leave out --csv, --table and --raw.',
    );
  const events = await untilSignal((signal) =>
    exportSessionToSqlite(file, sqlite, filterOf(options), jobOf(signal)),
  );
  say(`wrote ${events} events and their tables to ${sqlite}`);
}
