// Owns what `refscope info` tells of a session.

import type { AuditFacts, RunStatus } from '../../shared/model/session.ts';
import { openSession } from '../session/read/open-session.ts';
import type { SessionFile, SessionSizes } from '../session/read/session-file.ts';

/** Of the members below: grows when one changes its meaning or goes; new ones may come at any time. */
export const INFO_VERSION = 1;

export interface SessionInfo {
  readonly version: typeof INFO_VERSION;
  readonly file: string;
  readonly program: string;
  readonly args: readonly string[];
  /** For example `3.12.1`. */
  readonly python: string;
  readonly status: RunStatus;
  readonly statusReason: string;
  readonly exitStatus: number | null;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly events: number;
  readonly steps: number;
  readonly objects: number;
  readonly collected: number;
  readonly immortal: number;
  readonly gaps: number;
  readonly audit: AuditFacts | null;
  readonly formatVersion: number;
  readonly appVersion: string;
  readonly sizes: SessionSizes;
}

/** Runs `work` on an open session and closes it. Throws Failure. */
export async function withSession<Value>(
  file: string,
  work: (session: SessionFile) => Value | Promise<Value>,
): Promise<Value> {
  const session = openSession(file);
  try {
    return await work(session);
  } finally {
    session.close();
  }
}

export const readSessionInfo = (file: string): Promise<SessionInfo> =>
  withSession(file, (session) => {
    const {
      programName,
      pythonVersion,
      engine: _engine,
      runFromSeq: _run,
      exitFromSeq: _exit,
      ...facts
    } = session.facts();
    return {
      version: INFO_VERSION,
      file,
      program: programName,
      python: pythonVersion,
      ...facts,
      sizes: session.sizes(),
    };
  });
