// Owns the app behind its windows: one function that answers the contract's requests, and one stream of events. The only place that
// composes the use cases. Must not know IPC, HTTP or dialogs. Invariant: no handler sees parameters that did not parse, and no
// exception leaves `handle`; what happens on behalf of one window is told to that window only.

import { requests, type Reply, type RequestName } from '../../shared/api/contract.ts';
import type { AppEvent } from '../../shared/api/app-results.ts';
import { Failure } from '../../shared/base/failure.ts';
import { ExportJobs } from './export-jobs.ts';
import type { AppContext, HostAbilities } from './context.ts';
import type { WindowId } from './window-id.ts';
import { handlers } from './handlers.ts';
import { Library } from './library.ts';
import { OpenSessions } from './open-sessions.ts';
import { defaultLibraryDir } from './places.ts';
import { ProjectParts } from './project/project-parts.ts';
import { WrittenFiles } from './project/written-files.ts';
import { Recordings } from './recordings.ts';
import { RecentFiles } from './small-files/recent-files.ts';

export interface AppOptions {
  readonly host: HostAbilities;
  /** To one window, or (null) to every one. */
  readonly emit: (event: AppEvent, window: WindowId | null) => void;
  readonly libraryDir?: string;
  /** A session to show at the start, or null. */
  readonly startSession: string | null;
  /** Where windows differ in that: dialogs that belong to one, a file that another was opened for. */
  ofWindow?(window: WindowId): WindowParts;
}

export interface WindowParts {
  readonly host: HostAbilities;
  readonly startSession: string | null;
}

/** Who asks. Where there is one window only it needs no name. */
export interface Asker {
  readonly window?: WindowId;
  /** Once it is given nobody waits for the answer: a question about a session is given up, anything else is done all the same. */
  readonly signal?: AbortSignal;
}

export interface App {
  /** `params` comes from outside and may be anything. Never throws. */
  handle(name: string, params: unknown, asker?: Asker): Promise<Reply<RequestName>>;
  /** The user chose this session outside the window (file association, second start): windows may open it. */
  allow(file: string): void;
  /** Those that have the session open. */
  windowsWith(file: string): readonly WindowId[];
  /** It is closed for good: its recordings stop and are kept, its sessions are closed. Nothing of another window ends. */
  windowClosed(window: WindowId): Promise<void>;
  /** Stops what runs; recordings in progress are kept. */
  close(): Promise<void>;
  readonly library: Library;
}

export function createApp(options: AppOptions): App {
  const { emit, startSession } = options;
  const library = new Library(options.libraryDir ?? defaultLibraryDir());
  const tellWindow = (window: WindowId, event: AppEvent): void => emit(event, window);
  const tellAll = (event: AppEvent): void => emit(event, null);
  const recent = new RecentFiles(library.dir);
  const isKnown = (file: string): boolean => library.has(file) || recent.has(file);
  const sessions = new OpenSessions(isKnown, tellWindow);
  const parts = new ProjectParts();
  const written = new WrittenFiles();
  const recordings = new Recordings({
    library,
    parts,
    written,
    tellWindow,
    tellAll,
    allow: (file) => sessions.allow(file),
    onBusy: (isBusy) => sessions.rest(isBusy),
  });
  const exports = new ExportJobs();
  const shared = {
    library,
    recent,
    sessions,
    parts,
    written,
    recordings,
    exports,
    tellWindow,
    tellAll,
  };
  const contextOf = (window: WindowId): AppContext => ({
    ...shared,
    ...(options.ofWindow?.(window) ?? { host: options.host, startSession }),
    window,
    tell: (event) => emit(event, window),
  });
  if (startSession !== null) sessions.allow(startSession);
  return {
    library,
    handle: (name, params, { window = '', signal } = {}) =>
      handle(contextOf(window), { name, params, signal }),
    allow: (file) => sessions.allow(file),
    windowsWith: (file) => sessions.holders(file).map(({ window }) => window),
    windowClosed: async (window) => {
      await recordings.stopOf(window);
      await sessions.closeOf(window);
    },
    close: async () => {
      await recordings.stopAll();
      await exports.cancelAll();
      await sessions.closeAll();
    },
  };
}

const isRequest = (name: string): name is RequestName => Object.hasOwn(requests, name);

async function handle(
  context: AppContext,
  {
    name,
    params,
    signal,
  }: {
    readonly name: string;
    readonly params: unknown;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Reply<RequestName>> {
  try {
    if (!isRequest(name))
      throw new Failure('bad-request', `There is no request ${name.slice(0, 80)}.`);
    const parsed = requests[name].schema.safeParse(params);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Failure('bad-request', `Bad ${name}: ${issue?.path.join('.')}: ${issue?.message}.`);
    }
    // Schema and handler come from entries of the same name.
    const handler = handlers[name] as (
      context: AppContext,
      params: unknown,
      signal: AbortSignal | undefined,
    ) => Promise<unknown>;
    return { ok: true, value: await handler(context, parsed.data, signal) } as Reply<RequestName>;
  } catch (error) {
    return refusal(name, error);
  }
}

function refusal(name: string, error: unknown): Reply<RequestName> {
  if (error instanceof Failure) return { ok: false, kind: error.kind, message: error.message };
  // A defect of ours: the window gets a sentence, whoever runs the process gets the stack.
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, kind: 'internal', message: `${name} failed: ${message}.` };
}
