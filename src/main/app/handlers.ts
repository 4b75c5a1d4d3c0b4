// Owns the table of what answers each request of the contract. A handler composes use cases in a few lines and holds no state.

import type { Parsed, RequestName, Result } from '../../shared/api/contract.ts';
import type { AppInfo } from '../../shared/api/app-results.ts';
import { Failure } from '../../shared/base/failure.ts';
import { QUERY_NAMES, type QueryName } from '../session/query/session-queries.ts';
import { readAppInfo } from './app-info.ts';
import { editBookmarks, readBookmarks } from './small-files/bookmarks.ts';
import type { AppContext } from './context.ts';
import { readExamples } from './examples.ts';
import { readLessons } from './lessons/read-lessons.ts';
import { reveal, startCsvExport, startSqliteExport } from './files-of-the-user.ts';
import { noteOpened, recentEntries } from './recent.ts';
import { readProgram } from './program-file.ts';
import { programToRecord } from './project/program-to-record.ts';
import { unsupportedUses } from './project/unsupported/unsupported.ts';
import { storedReason } from './replay/stored-reason.ts';

type Handler<Name extends RequestName> = (
  context: AppContext,
  params: Parsed<Name>,
  signal?: AbortSignal,
) => Promise<Result<Name>>;
type Handlers = { readonly [Name in RequestName]: Handler<Name> };

/** A question that the session's own thread answers. */
const asked =
  <Name extends QueryName>(name: Name): Handler<Name> =>
  async ({ sessions }, params, signal) => {
    const { session, ...rest } = params as Parsed<Name> & { session: string };
    // The summary, whose result lacks the handle, has its own handler.
    return (await sessions.get(session).worker.query(name, rest, signal)) as Result<Name>;
  };

const queries = Object.fromEntries(QUERY_NAMES.map((name) => [name, asked(name)])) as {
  readonly [Name in QueryName]: Handler<Name>;
};

/** A question that the session's replay answers. */
const replayed =
  <Kind extends 'holders' | 'path' | 'graph'>(kind: Kind): Handler<`session.${Kind}`> =>
  async ({ sessions }, { session, object, seq }) =>
    // The replay answers a question of this kind with what the request of this name gives.
    (await sessions.get(session).replay.ask({ kind, object, seq })) as Result<`session.${Kind}`>;

const appInfo = async ({ host, library, startSession }: AppContext): Promise<AppInfo> => ({
  ...readAppInfo(),
  host: host.kind,
  libraryDir: library.dir,
  examples: await readExamples(),
  startSession,
});

export const handlers: Handlers = {
  ...queries,
  'app.info': appInfo,
  'app.examples': () => readExamples(),
  'app.lessons': () => readLessons(),

  'library.list': ({ library }) => library.list(),
  'library.rename': async ({ library, recordings, sessions, tellAll }, { path, title }) => {
    recordings.checkNotWriting(path);
    const renamed = await library.rename(path, title);
    sessions.moved(path, renamed);
    tellAll({ kind: 'library.changed' });
    return { path: renamed };
  },
  'library.delete': async ({ library, recordings, sessions, tellAll }, { path }) => {
    recordings.checkNotWriting(path);
    const trashed = await library.delete(path);
    sessions.moved(path, trashed);
    tellAll({ kind: 'library.changed' });
    return { trashed };
  },
  'library.restore': async ({ library, sessions, tellAll }, { trashed }) => {
    const path = await library.restore(trashed);
    sessions.moved(trashed, path);
    tellAll({ kind: 'library.changed' });
    return { path };
  },
  'library.recent': recentEntries,
  'library.forget': async ({ recent, tellAll }, { path }) => {
    await recent.forget(path);
    tellAll({ kind: 'library.changed' });
    return null;
  },
  'library.reveal': async ({ host, library, recent }, { path }) => {
    if (!recent.has(path)) library.check(path);
    await reveal(host, path);
    return null;
  },

  'record.start': ({ recordings, window }, params) => recordings.start(params, window),
  'record.running': async ({ recordings, window }) => recordings.running(window),
  'record.join': async ({ recordings, window }, { recording }) => {
    recordings.join(recording, window);
    return null;
  },
  'record.stop': async ({ recordings }, { recording }) => {
    recordings.stop(recording);
    return null;
  },
  'record.input': async ({ recordings }, { recording, text }) => {
    recordings.input(recording, text);
    return null;
  },

  'record.saveFiles': ({ host, written }, { recording }) => written.save(recording, host),

  'project.choose': async ({ host, parts }, { kind }) => {
    const chosen = (await host.chooseProjectPart?.(kind)) ?? null;
    const part = chosen === null ? null : await parts.choose(kind, chosen);
    return { native: host.chooseProjectPart !== undefined, part };
  },
  'project.give': ({ parts }, given) => parts.give(given),
  'project.notes': async ({ parts }, params) =>
    unsupportedUses((await programToRecord(parts, params)).project.files),

  'window.new': async ({ host }) => {
    if (!host.openWindow)
      throw new Failure('bad-request', 'A browser opens windows itself; use a new tab.');
    await host.openWindow();
    return null;
  },

  'dialog.openSession': async ({ host, sessions }) => {
    const path = (await host.chooseSession?.()) ?? null;
    if (path !== null) sessions.allow(path);
    return { path, native: host.chooseSession !== undefined };
  },
  'dialog.openProgram': async ({ host }) => {
    const path = (await host.chooseProgram?.()) ?? null;
    return path === null ? null : readProgram(path);
  },

  'session.open': async (context, { path }) => {
    const summary = await context.sessions.open(path, context.window);
    await noteOpened(context, path);
    return summary;
  },
  'session.close': async ({ sessions }, { session }) => {
    await sessions.close(session);
    return null;
  },
  'session.summary': ({ sessions }, { session }) => sessions.summary(session),
  'session.bookmarks': ({ sessions }, { session }) => readBookmarks(sessions.get(session).path),
  'session.editBookmark': async ({ sessions, tellWindow }, { session, edit }) => {
    const { path } = sessions.get(session);
    const bookmarks = await editBookmarks(path, edit);
    for (const { handle, window } of sessions.holders(path))
      if (handle !== session)
        tellWindow(window, { kind: 'session.bookmarks', session: handle, bookmarks });
    return bookmarks;
  },
  'session.verify': ({ sessions }, { session }) => sessions.get(session).worker.verify(),

  'session.holders': replayed('holders'),
  'session.path': replayed('path'),
  'session.graph': replayed('graph'),
  'session.storedReason': async ({ sessions }, { session, object, seq }) => {
    const { worker, replay } = sessions.get(session);
    const [row] = (await worker.query('session.object', { object, seq })).recent;
    if (row?.seq !== seq) return null;
    return storedReason(row, object, (question) => replay.ask({ kind: 'holders', ...question }));
  },
  'session.cycles': ({ sessions }, { session, seq }) =>
    sessions.get(session).replay.ask({ kind: 'cycles', seq }),
  'session.cancelReplay': async ({ sessions }, { session }) => {
    sessions.get(session).replay.cancel();
    return null;
  },

  'export.csv': startCsvExport,
  'export.sqlite': startSqliteExport,
  'export.cancel': async ({ exports }, { job }) => {
    await exports.cancel(job);
    return null;
  },
  'export.reveal': async ({ host, exports }, { job }) => {
    await reveal(host, exports.target(job));
    return null;
  },
};
