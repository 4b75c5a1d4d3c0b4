// Owns the app behind a window: one function that answers the contract's requests, and one stream of events. The only place that
// composes the use cases. Must not know IPC, HTTP or dialogs. Invariant: no handler sees parameters that did not parse, and no
// exception leaves `handle`.

import { requests, type Reply, type RequestName } from '../../shared/api/contract.ts';
import type { AppEvent } from '../../shared/api/app-results.ts';
import { Failure } from '../../shared/base/failure.ts';
import { ExportJobs } from './export-jobs.ts';
import type { AppContext, HostAbilities } from './context.ts';
import { handlers } from './handlers.ts';
import { Library } from './library.ts';
import { OpenSessions } from './open-sessions.ts';
import { defaultLibraryDir } from './places.ts';
import { ProjectParts } from './project/project-parts.ts';
import { WrittenFiles } from './project/written-files.ts';
import { Recordings } from './recordings.ts';

export interface AppOptions {
  readonly host: HostAbilities;
  readonly emit: (event: AppEvent) => void;
  readonly libraryDir?: string;
  /** A session to show at the start, or null. */
  readonly startSession: string | null;
}

export interface App {
  /**
   * `params` comes from outside and may be anything. Never throws. Once the signal is given nobody waits for the answer: a question
   * about a session is given up, anything else is done all the same.
   */
  handle(name: string, params: unknown, signal?: AbortSignal): Promise<Reply<RequestName>>;
  /** Shows a session that the user chose outside the window (file association, second start). */
  openInWindow(file: string): void;
  /** Stops what runs; recordings in progress are kept. */
  close(): Promise<void>;
  readonly library: Library;
}

export function createApp(options: AppOptions): App {
  const { host, emit, startSession } = options;
  const library = new Library(options.libraryDir ?? defaultLibraryDir());
  const sessions = new OpenSessions((file) => library.has(file), emit);
  const parts = new ProjectParts();
  const written = new WrittenFiles();
  const context: AppContext = {
    host,
    emit,
    library,
    sessions,
    startSession,
    parts,
    written,
    recordings: new Recordings({
      library,
      parts,
      written,
      emit,
      allow: (file) => sessions.allow(file),
      onBusy: (isBusy) => sessions.rest(isBusy),
    }),
    exports: new ExportJobs(emit),
  };
  if (startSession !== null) sessions.allow(startSession);
  return {
    library,
    handle: (name, params, signal) => handle(context, { name, params, signal }),
    openInWindow: (file) => {
      sessions.allow(file);
      emit({ kind: 'open-session', path: file });
    },
    close: async () => {
      await context.recordings.stopAll();
      await context.exports.cancelAll();
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
