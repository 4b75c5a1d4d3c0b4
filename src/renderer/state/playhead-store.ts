// Owns the one place that all panes show and the Moment there. A place is a seq ("after event seq") and, because lines that
// change no count share a seq, which step is meant. Moments are asked one at a time while the playhead moves; the newest question
// wins. Invariant: `moment` belongs to the open session.

import { create } from 'zustand';
import type { Moment, Params, SessionSummary } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { createLatest } from '../api/latest.ts';

/** Who moved it: a pane does not scroll itself for its own moves. */
export type PlayheadSource =
  'timeline' | 'keyboard' | 'play' | 'code' | 'inspector' | 'output' | 'names' | 'session';

/** A step that starts right after the seq; `event`: the one that event happened in; undefined: the last that starts there. */
export type StepChoice = Params<'session.moment'>['step'];

export interface Place {
  /** 0 … facts.events. */
  readonly seq: number;
  readonly step: StepChoice;
}

interface PlayheadState extends Place {
  readonly source: PlayheadSource;
  /** The last Moment that came; it lags behind while the playhead moves fast. */
  readonly moment: Moment | null;
  /** True while `moment` is the one of this place. */
  readonly isMomentHere: boolean;
  readonly problem: string;
  /** Rounds and clamps to the session. */
  setPlayhead(seq: number, origin: { source: PlayheadSource; step?: StepChoice }): void;
}

const MOMENTS_KEPT = 512;
let session: SessionSummary | null = null;
/** How often the open session has grown; a moment is kept as long as it does not. */
let growth = 0;
const kept = new Map<string, Moment>();
const keyOf = ({ seq, step }: Place): string => `${seq} ${step ?? ''}`;

/** True when both name the same place in the same words. */
export const isSamePlace = (a: Place, b: Place): boolean => a.seq === b.seq && a.step === b.step;

export const usePlayhead = create<PlayheadState>()((set, get) => ({
  seq: 0,
  step: undefined,
  source: 'session',
  moment: null,
  isMomentHere: false,
  problem: '',
  setPlayhead: (wanted, { source, step }) => {
    if (!session) return;
    const seq = Math.min(session.facts.events, Math.max(0, Math.round(wanted)));
    const place = { seq, step };
    if (isSamePlace(place, get()) && get().isMomentHere) {
      if (source !== get().source) set({ source });
      return;
    }
    const known = kept.get(keyOf(place));
    set(
      known
        ? { ...place, source, moment: known, isMomentHere: true, problem: '' }
        : { ...place, source, isMomentHere: false },
    );
    if (!known) asker.ask({ place, growth });
  },
}));

const asker = createLatest<{ readonly place: Place; readonly growth: number }, Moment>({
  fetch: ({ place }) =>
    api.request('session.moment', { session: session?.session ?? '', ...place }),
  answer: (moment, { place, growth: askedAt }) => {
    if (askedAt === growth) kept.set(keyOf(place), moment);
    const oldest = kept.size > MOMENTS_KEPT ? kept.keys().next() : null;
    if (oldest && !oldest.done) kept.delete(oldest.value);
    // A kept moment may have been shown meanwhile; an older answer must not replace it.
    const now = usePlayhead.getState();
    const isMomentHere = isSamePlace(now, place);
    if (isMomentHere || !now.isMomentHere) {
      usePlayhead.setState({ moment, isMomentHere, problem: '' });
    }
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
  const place = { seq, step: undefined };
  usePlayhead.setState({
    ...place,
    source: 'session',
    moment: null,
    isMomentHere: false,
    problem: '',
  });
  if (summary) asker.ask({ place, growth });
};

/** Called when the open session has grown: the playhead stays, or goes on to its end; either way its moment is asked for again. */
export const growPlayhead = (summary: SessionSummary, isFollowing: boolean): void => {
  session = summary;
  // What comes behind a moment, or becomes known later, can change what is said of it.
  kept.clear();
  growth += 1;
  const { seq, step } = usePlayhead.getState();
  const place = isFollowing ? { seq: endOfRun(summary), step: undefined } : { seq, step };
  if (!isSamePlace(place, { seq, step }))
    usePlayhead.setState({ ...place, source: 'session', isMomentHere: false });
  asker.ask({ place, growth });
};

/** The playhead outside React. */
export const setPlayhead: PlayheadState['setPlayhead'] = (seq, origin) =>
  usePlayhead.getState().setPlayhead(seq, origin);
