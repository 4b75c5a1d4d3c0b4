// refscope export FILE --csv OUT: a table of the session as CSV, streamed; `--csv -` is stdout.

import { Option, type Command } from 'commander';
import { exportSession, type ExportOptions } from '../../app/export-session.ts';
import { collect, UsageError, wholeNumber } from '../usage.ts';

interface Options {
  readonly csv: string;
  readonly table: ExportOptions['table'];
  readonly object: readonly number[];
  readonly name: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly all?: boolean;
}

export function addExport(program: Command): void {
  const objectId = wholeNumber('--object', 1);
  program
    .command('export')
    .description('writes events, objects or steps as CSV')
    .argument('<file>', 'a .refscope file')
    .requiredOption('--csv <out>', 'the file to write, - for stdout')
    .addOption(
      new Option('--table <table>', 'what to write')
        .choices(['events', 'objects', 'steps'])
        .default('events'),
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
    .action(async (file: string, options: Options) => {
      const { csv, table, object, name, from, to, all } = options;
      if (from !== undefined && to !== undefined && from > to)
        throw new UsageError(`--from ${from} is after --to ${to}; swap them.`);
      const rows = await exportSession(file, csv === '-' ? process.stdout : csv, {
        table,
        objects: object,
        names: name,
        all: all ?? false,
        // A program reads this: values are exactly what was recorded.
        raw: true,
        ...(from === undefined ? {} : { fromSeq: from }),
        ...(to === undefined ? {} : { toSeq: to }),
      });
      if (csv !== '-') process.stderr.write(`refscope: wrote ${rows} rows to ${csv}\n`);
    });
}
