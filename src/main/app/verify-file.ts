// Owns verification as the command line asks for it.

import { verifySession, type Verification } from '../session/checks/verify-session.ts';
import { withSession } from './session-info.ts';

export type { Verification };

/** Throws Failure when the file cannot be read at all. */
export const verifyFile = (
  file: string,
  onProgress?: (events: number, total: number) => void,
): Promise<Verification> => withSession(file, (session) => verifySession(session, onProgress));
