// Owns what windows ask for about files outside the library: an export to where the user says, and a file shown in its folder.

import type { Parsed } from '../../shared/api/contract.ts';
import { Failure } from '../../shared/base/failure.ts';
import type { CsvFilter } from '../session/csv/selection.ts';
import type { AppContext, HostAbilities } from './context.ts';
import { titleOf } from './library.ts';
import type { ExportContent } from './query-messages.ts';

type Started = Promise<{ job: string } | null>;

export const startCsvExport = (
  context: AppContext,
  { session, table, ...filter }: Parsed<'export.csv'>,
): Started =>
  start(context, session, {
    ending: ` ${table}.csv`,
    format: 'csv',
    options: { table, ...filterOf(filter) },
  });

export const startSqliteExport = (
  context: AppContext,
  { session, ...filter }: Parsed<'export.sqlite'>,
): Started =>
  start(context, session, { ending: '.db', format: 'sqlite', options: filterOf(filter) });

const filterOf = ({ toSeq, ...filter }: Omit<Parsed<'export.sqlite'>, 'session'>): CsvFilter => ({
  ...filter,
  ...(toSeq === undefined ? {} : { toSeq }),
});

/** Null when the user changed their mind about where. */
async function start(
  { host, sessions, exports, tell }: AppContext,
  session: string,
  { ending, ...content }: ExportContent & { readonly ending: string },
): Started {
  const { path } = sessions.get(session);
  const chosen = await host.chooseExport(`${titleOf(path)}${ending}`);
  if (chosen === null) return null;
  return { job: await exports.start({ sessionPath: path, content, tell, ...chosen }) };
}

/** Throws Failure where the host cannot. */
export async function reveal(host: HostAbilities, file: string): Promise<void> {
  if (!host.reveal)
    throw new Failure('bad-request', `A browser cannot show folders; the file is ${file}.`);
  await host.reveal(file);
}
