// Owns what an answer is made from: the heap of a stopped program, at a moment of the recorded run. Must not run the program on.
// Invariant: good until the program goes on.

import type { HeapView } from '../../engine/heap/heap-view.ts';
import type { SessionFile } from '../../session/read/session-file.ts';
import { HeapGraph } from '../heap-graph/heap-graph.ts';

export interface Moment {
  readonly seq: number;
  readonly heap: HeapView;
  /** Id of the live object at an address; 0: the recording does not know it. */
  idAt(address: number): number;
  /** Made when it is first asked for. */
  graph(): HeapGraph;
}

export function createMoment(
  seq: number,
  heap: HeapView,
  idAt: (address: number) => number,
): Moment {
  let graph: HeapGraph | null = null;
  return { seq, heap, idAt, graph: () => (graph ??= new HeapGraph(heap)) };
}

/** The recording that the moment is of. */
export interface Recorded {
  readonly session: SessionFile;
  /** The least count that means immortal. */
  readonly immortalRefcount: number;
}
