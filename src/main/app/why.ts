// Owns the answer to "why has this object this count, and how did it end?": its last changes in words, its death certificate, and, from
// the program run again, what kept it when nobody named it any more.

import type { Certificate } from '../../shared/api/certificate.ts';
import type { ObjectMoment } from '../../shared/api/results.ts';
import type { PathAnswer } from '../../shared/model/heap-questions.ts';
import type { HoldersAnswer, HoldersQuestion } from '../../shared/model/holders.ts';
import { Failure } from '../../shared/base/failure.ts';
import { createQueries } from '../session/query/session-queries.ts';
import { askFile } from './replay/ask-file.ts';
import { storedReason } from './replay/stored-reason.ts';
import { withSession } from './session-info.ts';

export interface Why {
  readonly at: ObjectMoment;
  readonly certificate: Certificate;
}

/**
 * @param at.seq undefined: where the object ended, or at the end of the recording
 * @param at.lasting without changes that pass within a visit of a line
 * @throws Failure
 */
export const readWhy = (
  file: string,
  object: number,
  { seq, lasting }: { readonly seq: number | undefined; readonly lasting: boolean },
): Promise<Why> =>
  withSession(file, (session) => {
    const queries = createQueries(session);
    const certificate = queries['session.certificate']({ object });
    const when = seq ?? certificate.end?.seq ?? session.facts().events;
    return { at: queries['session.object']({ object, seq: when, lasting }), certificate };
  });

/** What kept an object, at certificate.heldAt. */
export interface Kept {
  readonly holders: HoldersAnswer;
  readonly path: PathAnswer;
}

/** The last change up to `at.seq` with where its reference was stored; null: nowhere that lasts, or the program cannot be run again. */
export async function readStored(file: string, { at }: Why): Promise<string | null> {
  const [row] = at.recent;
  if (!row) return null;
  const { id: object } = at.object;
  const ask = async (question: HoldersQuestion): Promise<HoldersAnswer> => {
    const [answer] = await askFile(file, [{ kind: 'holders', ...question }]);
    return answer;
  };
  return storedReason(row, object, ask).catch((error: unknown) => {
    if (error instanceof Failure) return null;
    throw error;
  });
}

/** Runs the program again up to there. A sentence instead where that cannot be done; null: nothing kept it. */
export async function readKept(
  file: string,
  { object, heldAt }: Pick<Certificate, 'object' | 'heldAt'>,
): Promise<Kept | string | null> {
  if (heldAt === null) return null;
  const question = { object, seq: heldAt };
  try {
    const [holders, path] = await askFile(file, [
      { kind: 'holders', ...question },
      { kind: 'path', ...question },
    ]);
    return { holders, path };
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}
