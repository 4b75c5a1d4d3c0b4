// Owns the one position that all panes show (a seq, meaning "after event seq") and the Moment there. Moments are asked one at
// a time while the playhead moves; the newest question wins. Invariant: `moment` belongs to the open session.

import { create } from 'zustand';
import type { Moment, SessionSummary } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { createLatest } from '../api/latest.ts';

/** Who moved it: a pane does not scroll itself for its own moves. */
export type PlayheadSource =
  'timeline' | 'keyboard' | 'play' | 'code' | 'inspector' | 'output' | 'names' | 'session';

interface PlayheadState {
  /** 0 … facts.events. */
  readonly seq: number;
  readonly source: PlayheadSource;
  /** The last Moment that came; its `seq` lags behind while the playhead moves fast. */
  readonly moment: Moment | null;
  readonly problem: string;
  /** Rounds and clamps to the session. */
  setPlayhead(seq: number, origin: { source: PlayheadSource }): void;
}

const MOMENTS_KEPT = 512;
let session: SessionSummary | null = null;
const kept = new Map<number, Moment>();

export const usePlayhead = create<PlayheadState>()((set, get) => ({
  seq: 0,
  source: 'session',
  moment: null,
  problem: '',
  setPlayhead: (wanted, { source }) => {
    if (!session) return;
    const seq = Math.min(session.facts.events, Math.max(0, Math.round(wanted)));
    if (seq === get().seq && get().moment?.seq === seq) {
      if (source !== get().source) set({ source });
      return;
    }
    const known = kept.get(seq);
    set(known ? { seq, source, moment: known, problem: '' } : { seq, source });
    if (!known) asker.ask(seq);
  },
}));

const asker = createLatest<number, Moment>({
  fetch: (seq) => api.request('session.moment', { session: session?.session ?? '', seq }),
  answer: (moment) => {
    kept.set(moment.seq, moment);
    const oldest = kept.size > MOMENTS_KEPT ? kept.keys().next() : null;
    if (oldest && !oldest.done) kept.delete(oldest.value);
    // A kept moment may have been shown meanwhile; an older answer must not replace it.
    const { seq, moment: shown } = usePlayhead.getState();
    if (shown?.seq !== seq || moment.seq === seq) usePlayhead.setState({ moment, problem: '' });
  },
  fail: (error) => usePlayhead.setState({ problem: sentenceOf(error) }),
});

/** The last event before Python exits: names are still bound and all output is there. */
export const endOfRun = ({ facts }: SessionSummary): number =>
  facts.exitFromSeq > 0 ? facts.exitFromSeq - 1 : facts.events;

/** Called when a session opens (or none is open any more). It opens where the program has just ended, as a debugger stops. */
export const resetPlayhead = (summary: SessionSummary | null): void => {
  session = summary;
  kept.clear();
  asker.reset();
  const seq = summary ? endOfRun(summary) : 0;
  usePlayhead.setState({ seq, source: 'session', moment: null, problem: '' });
  if (summary) asker.ask(seq);
};

/** The playhead outside React. */
export const setPlayhead: PlayheadState['setPlayhead'] = (seq, origin) =>
  usePlayhead.getState().setPlayhead(seq, origin);
