// Owns asking, a while after the playhead came to rest, where the newest change stored its reference: the program is run again for it,
// so a long run is not asked. Invariant: an answer is of the row it is given with.

import { useEffect, useState } from 'react';
import type { HistoryRow } from '../../../shared/api/index.ts';
import { useSession } from '../../state/session-store.ts';
import { useApi } from '../../state/use-api.ts';

const PAUSE_MS = 1000;
/** About a second on the processor. */
export const ASKED_AT_ONCE_EVENTS = 5_000_000;

/** The reason of a row, with the index, key or attribute once it is known. */
export const useStoredReason = (object: number, row: HistoryRow | undefined): string => {
  const summary = useSession((state) => state.summary);
  const seq = row && row.delta > 0 ? row.seq : 0;
  const [rested, setRested] = useState('');
  const here = `${object} ${seq}`;
  const isAsked =
    summary !== null &&
    seq > 0 &&
    summary.facts.status !== 'recording' &&
    summary.facts.events <= ASKED_AT_ONCE_EVENTS;
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => setRested(here), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [here, isAsked]);
  const place = isAsked && rested === here ? { session: summary.session, object, seq } : null;
  const { value, params } = useApi('session.storedReason', place);
  const isIts = params?.object === object && params.seq === seq;
  return (isIts ? value : null) ?? row?.reason ?? '';
};
