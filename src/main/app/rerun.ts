// Owns executing a recorded program again: same text, arguments, input, clocks and entropy, every candidate store logged. Invariant: the
// recorded file is only read, and the second recording is gone when this is done.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../shared/base/failure.ts';
import { compareRuns, type Divergence } from '../replay/compare-runs.ts';
import { verifySession, type Verification } from '../session/checks/verify-session.ts';
import { programOf } from './program-of-session.ts';
import { startRecording } from './record-program.ts';
import { withSession } from './session-info.ts';

export interface Rerun {
  readonly divergence: Divergence | null;
  /** Of the re-executed run, in which no store could be missed. */
  readonly verification: Verification;
}

/** Throws Failure when the program cannot be run again, and of kind `cancelled` on the signal. */
export const rerunFile = (file: string, signal?: AbortSignal): Promise<Rerun> =>
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
      const stop = (): void => recording.stop();
      signal?.addEventListener('abort', stop);
      const { failure } = await recording.finished;
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted === true)
        throw new Failure('cancelled', 'The run was stopped before it could be compared.');
      if (failure) throw failure;
      return await withSession(target, (again) => ({
        divergence: compareRuns(session, again),
        verification: verifySession(again),
      }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
