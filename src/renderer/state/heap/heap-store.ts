// Owns what the window asks of the heap: who holds the selected object at the playhead, the way to it, the objects around it, and the
// cycles of that moment. Main runs the program again for it, so questions wait for a pause, show how far they are, and can be cancelled.
// Invariant: an answer shown says which moment it is of; one that is not wanted any more is never shown.

import { create } from 'zustand';
import type {
  AppEvent,
  CyclesAnswer,
  GraphAnswer,
  HoldersAnswer,
  PathAnswer,
} from '../../../shared/api/index.ts';
import { api, sentenceOf } from '../../api/client.ts';

export const HEAP_VIEWS = ['holders', 'graph', 'cycles'] as const;
export type HeapView = (typeof HEAP_VIEWS)[number];

/** What is asked about. */
export interface HeapPlace {
  readonly session: string;
  /** null: only cycles can be asked about. */
  readonly object: number | null;
  readonly seq: number;
}

interface HeapState {
  readonly view: HeapView;
  /** The last question; null: none was asked. */
  readonly asked: (HeapPlace & { readonly view: HeapView }) | null;
  readonly isPending: boolean;
  /** The session that was answered about last: its run is known. */
  readonly answered: string | null;
  /** How far the run has come; -1: not known yet. */
  readonly progress: number;
  readonly problem: string;
  readonly holders: HoldersAnswer | null;
  readonly path: PathAnswer | null;
  readonly graph: GraphAnswer | null;
  readonly cycles: CyclesAnswer | null;
}

const NOTHING = { holders: null, path: null, graph: null, cycles: null } as const;

export const useHeap = create<HeapState>()(() => ({
  view: 'holders',
  asked: null,
  answered: null,
  isPending: false,
  progress: -1,
  problem: '',
  ...NOTHING,
}));

export const showHeapView = (view: HeapView): void => useHeap.setState({ view });

/** Number of the question whose answer is wanted. */
let wanted = 0;

/** Each view's own question. A holder is told at once, the way to the object follows. */
const ASK: Readonly<Record<HeapView, (place: HeapPlace, show: Show) => Promise<void>>> = {
  holders: async ({ session, object, seq }, show) => {
    if (object === null) return;
    show({ holders: await api.request('session.holders', { session, object, seq }) });
    show({ path: await api.request('session.path', { session, object, seq }) });
  },
  graph: async ({ session, object, seq }, show) => {
    if (object !== null)
      show({ graph: await api.request('session.graph', { session, object, seq }) });
  },
  cycles: async ({ session, seq }, show) =>
    show({ cycles: await api.request('session.cycles', { session, seq }) }),
};
type Show = (answer: Partial<Pick<HeapState, 'holders' | 'path' | 'graph' | 'cycles'>>) => void;

/** Asks for the view that is shown. What was asked before is not wanted any more. */
export const askHeap = async (place: HeapPlace): Promise<void> => {
  const number = ++wanted;
  const { view, isPending } = useHeap.getState();
  if (isPending) await cancelReplay(place.session);
  if (number !== wanted) return;
  useHeap.setState({ asked: { ...place, view }, isPending: true, progress: -1, problem: '' });
  const show: Show = (answer) => {
    useHeap.setState({ answered: place.session });
    if (number === wanted) useHeap.setState(answer);
  };
  const end = (problem: string): void => {
    if (number === wanted) useHeap.setState({ isPending: false, problem });
  };
  await ASK[view](place, show).then(
    () => end(''),
    (error: unknown) => end(sentenceOf(error)),
  );
};

// The session may be closed by now; then nothing is under way either.
const cancelReplay = (session: string): Promise<unknown> =>
  api.request('session.cancelReplay', { session }).catch(() => null);

/** Ends the question under way and says so. */
export const cancelHeap = (): void => {
  const { asked, isPending } = useHeap.getState();
  if (!asked || !isPending) return;
  wanted++;
  useHeap.setState({ isPending: false, problem: 'Cancelled: this moment was not asked about.' });
  void cancelReplay(asked.session);
};

/** True when what is shown, or being asked, is of this place. */
export const isAskedAbout = (
  { asked, view }: Pick<HeapState, 'asked' | 'view'>,
  place: HeapPlace,
): boolean =>
  asked?.view === view &&
  asked.session === place.session &&
  asked.seq === place.seq &&
  (view === 'cycles' || asked.object === place.object);

export const takeReplayEvent = (event: AppEvent): void => {
  if (event.kind !== 'replay.progress') return;
  const { asked, isPending } = useHeap.getState();
  if (isPending && asked?.session === event.session) useHeap.setState({ progress: event.seq });
};

/** Called when another session opens: nothing of the old one is shown. */
export const resetHeap = (): void => {
  wanted++;
  useHeap.setState({ asked: null, isPending: false, problem: '', ...NOTHING });
};
