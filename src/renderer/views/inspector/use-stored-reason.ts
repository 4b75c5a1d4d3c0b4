// Owns asking, a while after the playhead came to rest, where the newest change stored its reference: the program is run again for it,
// so a long run is asked only once it is known. Invariant: an answer is of the row it is given with.

import { useEffect, useState } from 'react';
import type { HistoryRow } from '../../../shared/api/index.ts';
import { useAskedAtOnce } from '../../state/heap/ask-at-once.ts';
import { useSession } from '../../state/session-store.ts';
import { useApi } from '../../state/use-api.ts';

const PAUSE_MS = 1000;

/** The reason of a row, with the index, key or attribute once it is known. */
export const useStoredReason = (object: number, row: HistoryRow | undefined): string => {
  const summary = useSession((state) => state.summary);
  const seq = row && row.delta > 0 ? row.seq : 0;
  const [rested, setRested] = useState('');
  const here = `${object} ${seq}`;
  const isAsked = useAskedAtOnce(summary) && seq > 0;
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => setRested(here), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [here, isAsked]);
  const place =
    summary && isAsked && rested === here ? { session: summary.session, object, seq } : null;
  const { value, params } = useApi('session.storedReason', place);
  const isIts = params?.object === object && params.seq === seq;
  return (isIts ? value : null) ?? row?.reason ?? '';
};
