// Owns the answer to "why has this object this count, and how did it end?": its last changes in words, its death certificate, and, from
// the program run again, what kept it when nobody named it any more.

import type { Certificate } from '../../shared/api/certificate.ts';
import type { ObjectMoment } from '../../shared/api/results.ts';
import type { PathAnswer } from '../../shared/model/heap-questions.ts';
import type { HoldersAnswer, HoldersQuestion } from '../../shared/model/holders.ts';
import { Failure } from '../../shared/base/failure.ts';
import { createQueries } from '../session/query/session-queries.ts';
import { withHeap, type Heap } from './replay/ask-file.ts';
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

/** What only the program itself can tell, run again. */
export interface WhyFromHeap {
  /** The last change up to `at.seq` with where its reference was stored; null: nowhere that lasts, or not asked. */
  readonly stored: string | null;
  /** A sentence where it cannot be asked; null: nothing kept it. */
  readonly kept: Kept | string | null;
}

/**
 * One run for both where the moments rise.
 * @param withStored whether the place of the last change is wanted
 */
export async function readFromHeap(
  file: string,
  { at, certificate: { object, heldAt } }: Why,
  withStored: boolean,
): Promise<WhyFromHeap> {
  const row = withStored ? at.recent[0] : undefined;
  if (heldAt === null && (row?.delta ?? 0) <= 0) return { stored: null, kept: null };
  try {
    return await withHeap(file, async ({ ask }) => ({
      stored: row
        ? await storedReason(row, object, (question) => ask({ kind: 'holders', ...question }))
        : null,
      kept: heldAt === null ? null : await keptAt(ask, { object, seq: heldAt }),
    }));
  } catch (error) {
    if (error instanceof Failure)
      return { stored: null, kept: heldAt === null ? null : error.message };
    throw error;
  }
}

const keptAt = async (ask: Heap['ask'], question: HoldersQuestion): Promise<Kept> => ({
  holders: await ask({ kind: 'holders', ...question }),
  path: await ask({ kind: 'path', ...question }),
});
