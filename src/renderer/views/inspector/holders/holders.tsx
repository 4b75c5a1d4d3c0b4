// Owns the holders of the selected object at the playhead: when to ask, how far the run is, and which of the answers is shown. Must not
// compute: main says everything in words. Invariant: what is shown says of which event it is.

import { useEffect } from 'react';
import type { SessionSummary } from '../../../../shared/api/index.ts';
import {
  askHeap,
  cancelHeap,
  HEAP_VIEWS,
  isAskedAbout,
  showHeapView,
  useHeap,
  type HeapPlace,
  type HeapView,
} from '../../../state/heap/heap-store.ts';
import { isGrowing } from '../../../state/live/live-store.ts';
import { usePlayhead } from '../../../state/playhead-store.ts';
import { useSelection } from '../../../state/selection-store.ts';
import { count } from '../../../state/words.ts';
import { Segmented } from '../../kit/segmented.tsx';
import { CycleList } from './cycle-list.tsx';
import { HolderList } from './holder-list.tsx';
import { ObjectGraph } from './object-graph.tsx';
import { PathList } from './path-list.tsx';

/** While the playhead moves nothing is asked. */
const PAUSE_MS = 500;
const TITLES: Readonly<Record<HeapView, string>> = {
  holders: 'Holders',
  graph: 'Graph',
  cycles: 'Cycles',
};

const Progress = ({ seq }: { seq: number }) => {
  const progress = useHeap((state) => state.progress);
  const isRunning = progress > 0 && progress < seq;
  return (
    <div className="replay-progress" role="status">
      <progress
        aria-label="Running the program again"
        {...(isRunning ? { value: progress, max: seq } : {})}
      />
      <span>
        {isRunning
          ? `Running the program again: event ${count(progress)} of ${count(seq)}`
          : 'Running the program again…'}
      </span>
      <button type="button" className="button button-small" onClick={cancelHeap}>
        Cancel
      </button>
    </div>
  );
};

const Answer = ({ view }: { view: HeapView }) => {
  const { holders, path, graph, cycles } = useHeap();
  if (view === 'cycles') return cycles && <CycleList answer={cycles} />;
  if (view === 'graph') return graph && <ObjectGraph answer={graph} />;
  return (
    <>
      {holders && <HolderList answer={holders} />}
      {path && path.object === holders?.object && path.seq === holders.seq && (
        <PathList answer={path} />
      )}
    </>
  );
};

/** The event that the answer of a view is of; null: there is none, or it is of another object. */
const answeredSeq = (view: HeapView, object: number | null): number | null => {
  const state = useHeap.getState();
  if (view === 'cycles') return state.cycles?.seq ?? null;
  const answer = state[view];
  return answer && answer.object === object ? answer.seq : null;
};

export const Holders = ({ summary }: { summary: SessionSummary }) => {
  const object = useSelection((state) => state.selectedObject);
  const seq = usePlayhead((state) => state.seq);
  const { view, asked, isPending, problem } = useHeap();
  const place: HeapPlace = { session: summary.session, object, seq };
  const isAsked = isAskedAbout({ asked, view }, place);
  const isLive = isGrowing(summary);
  const canAsk = !isLive && seq > 0 && (view === 'cycles' || object !== null);
  const { session } = summary;

  useEffect(() => {
    if (isAsked || !canAsk) return;
    const timer = setTimeout(() => void askHeap({ session, object, seq }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isAsked, canAsk, session, object, seq, view]);

  const of = answeredSeq(view, object);
  const isOld = of !== null && of !== seq;
  return (
    <section className="holders-pane" aria-label="Holders">
      <div className="holders-bar">
        <Segmented
          label="What of the heap is shown"
          value={view}
          segments={HEAP_VIEWS.map((value) => ({ value, label: TITLES[value] }))}
          onChange={showHeapView}
        />
        <span className="muted">
          {of === null ? `event ${count(seq)}` : `after event ${count(of)}`}
        </span>
      </div>
      {isPending && <Progress seq={asked?.seq ?? seq} />}
      {isAsked && problem !== '' && (
        <p className="holders-problem" role="alert">
          {problem}{' '}
          <button type="button" className="button button-small" onClick={() => void askHeap(place)}>
            Ask again
          </button>
        </p>
      )}
      {isLive && (
        <p className="muted">
          The program is run again to answer this, which takes its whole recording: ask when it has
          ended.
        </p>
      )}
      {!isLive && seq === 0 && (
        <p className="muted">Before the first event there is nothing to ask about.</p>
      )}
      {!isLive && seq > 0 && !canAsk && (
        <p className="muted">Select an object to see who holds it.</p>
      )}
      <div
        className="holders-body"
        role="group"
        aria-label={TITLES[view]}
        tabIndex={0}
        data-old={isOld}
        data-view={view}
      >
        {of !== null && (problem === '' || !isAsked) && <Answer view={view} />}
      </div>
    </section>
  );
};
