// refscope sql FILE "SELECT …": one read-only statement; a header and rows as tab-separated text.

import type { Command } from 'commander';
import { selectRows, type SqlValue } from '../../app/select-rows.ts';
import { wholeNumber } from '../usage.ts';

function shown(value: SqlValue): string {
  if (value === null) return '';
  if (typeof value === 'object') return `x'${value.toString('hex')}'`;
  return String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}

export function addSql(program: Command): void {
  program
    .command('sql')
    .description("runs one SELECT on the session's tables and prints tab-separated rows")
    .argument('<file>', 'a .refscope file')
    .argument('<statement>', 'for example "SELECT name, kind FROM type"')
    .option('--timeout <seconds>', 'give up after so long', wholeNumber('--timeout', 1), 600)
    .action((file: string, statement: string, { timeout }: { readonly timeout: number }) =>
      selectRows(
        file,
        statement,
        (columns, rows) => {
          process.stdout.write(`${columns.join('\t')}\n`);
          for (const row of rows) process.stdout.write(`${row.map(shown).join('\t')}\n`);
        },
        timeout * 1000,
      ),
    );
}
