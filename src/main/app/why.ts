// Owns the answer to "why has this object this count, and how did it end?": its last changes in words and its death certificate.

import type { Certificate } from '../../shared/api/certificate.ts';
import type { ObjectMoment } from '../../shared/api/results.ts';
import { createQueries } from '../session/query/session-queries.ts';
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
