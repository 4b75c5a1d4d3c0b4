// Owns what one stored event is called: the kind follows from its site, its change, its count and the object's end.

import { IMMORTAL, type EventKind } from '../../../shared/model/session.ts';
import type { SiteKind } from '../../../shared/model/site.ts';

export interface EventFacts {
  readonly seq: number;
  readonly siteKind: SiteKind | undefined;
  readonly delta: number;
  /** After the event. */
  readonly refcount: number;
  /** Where its object ended; 0: alive, or not known yet (`settled` false). */
  readonly endSeq: number;
  readonly settled: boolean;
}

export function eventKind(event: EventFacts): EventKind {
  if (event.siteKind === 'birth') return 'birth';
  if (event.refcount === IMMORTAL) return event.delta === 0 ? 'immortalize' : 'adjust';
  if (event.refcount === 0) {
    // A count of 0 that the object survived is an ordinary decref: it was resurrected.
    if (event.endSeq === event.seq || (!event.settled && event.endSeq === 0)) return 'collect';
    return event.delta === -1 ? 'decref' : 'adjust';
  }
  if (event.delta === 1) return 'incref';
  return event.delta === -1 ? 'decref' : 'adjust';
}
