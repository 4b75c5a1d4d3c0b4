// Owns executing a recorded program again: same text, arguments, input, clocks and entropy, every candidate store logged. Invariant: the
// recorded file is only read, and the second recording is gone when this is done.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import { compareRuns, type Divergence } from '../replay/compare-runs.ts';
import type { SessionFile } from '../session/session-file.ts';
import { verifySession, type Verification } from '../session/verify-session.ts';
import { scriptPath } from './record-specs.ts';
import { startRecording } from './record-program.ts';
import type { RecordOptions } from './recording.ts';
import { withSession } from './session-info.ts';

export interface Rerun {
  readonly divergence: Divergence | null;
  /** Of the re-executed run, in which no store could be missed. */
  readonly verification: Verification;
}

type Program = Pick<
  RecordOptions,
  'programName' | 'source' | 'args' | 'stdin' | 'clock' | 'python' | 'entropySeed' | 'maxEvents'
>;

/** What the session says of its program. Throws Failure when that is not enough to run it again. */
function programOf(session: SessionFile): Program {
  const { programName, args, engine, entropySeed, status, events } = session.facts();
  const text = session.sources().find((source) => source.path === scriptPath(programName))?.text;
  if (entropySeed === undefined || text === null || text === undefined) {
    const missing = entropySeed === undefined ? 'the entropy of its run' : "its program's text";
    throw new Failure(
      'bad-request',
      `${session.path} does not hold ${missing}, so it cannot be run again; verify it without --rerun.`,
    );
  }
  return {
    programName,
    source: new TextEncoder().encode(text),
    args,
    stdin: Buffer.concat(session.inputs().map((input) => input.bytes)),
    clock: session.clock(),
    python: engine,
    entropySeed,
    // A run that was ended from outside may go on for ever.
    ...(status === 'finished' ? {} : { maxEvents: Math.max(1, events) }),
  };
}

/** Throws Failure when the program cannot be run again. */
export const rerunFile = (file: string): Promise<Rerun> =>
  withSession(file, async (session) => {
    const program = programOf(session);
    const folder = await mkdtemp(path.join(tmpdir(), 'refscope-rerun-'));
    try {
      const target = path.join(folder, 'again.refscope');
      const nothing = (): void => undefined;
      const recording = startRecording({
        ...program,
        path: target,
        sites: 'discovery',
        onOutput: nothing,
        onInputWanted: nothing,
        onProgress: nothing,
      });
      const { failure } = await recording.finished;
      if (failure) throw failure;
      return await withSession(target, (again) => ({
        divergence: compareRuns(session, again),
        verification: verifySession(again),
      }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
