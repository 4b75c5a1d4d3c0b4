// Owns where the words for references get their facts: the recording, the heap, and who has a container. Must not find references.

import type { HeapView, Reference } from '../../engine/heap/heap-view.ts';
import type { HeapGraph } from '../heap-graph/heap-graph.ts';
import type { WordParts } from './holder-words.ts';
import type { Moment, Recorded } from './moment.ts';

export function wordParts(
  { session }: Recorded,
  { heap, idAt }: Moment,
  ownersOf: WordParts['ownersOf'],
): WordParts {
  const { runFromSeq } = session.facts();
  return {
    heap,
    session,
    idAt,
    ownersOf,
    isFromCompiling: (address) => {
      const bornSeq = session.lives().bornSeq(idAt(address));
      return bornSeq > 0 && bornSeq < runFromSeq;
    },
    lineOf: (frame) => heap.lineOf(frame),
  };
}

/** Owners of the containers of some references, found in one pass over the heap. */
export function ownersIn(heap: HeapView, references: readonly Reference[]): WordParts['ownersOf'] {
  const containers = new Set(
    references
      .filter(({ part }) => part.startsWith('dict') || part === 'item')
      .map(({ holder }) => holder),
  );
  const owners = containers.size === 0 ? [] : heap.referencesTo(containers);
  return (container) => owners.filter(({ target }) => target === container);
}

/** The same of any container, where the graph of the whole heap is there. */
export const ownersInGraph =
  (graph: HeapGraph): WordParts['ownersOf'] =>
  (container) =>
    Array.from(graph.edgesTo(graph.nodeAt(container)), (edge) => graph.reference(edge));
