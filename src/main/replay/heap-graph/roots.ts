// Owns what is alive by itself in a heap graph, and what is alive because of that. Must not name anything.
// Invariant: as the cycle collector sees it: what has more counted references than the heap shows is held from outside.

import type { Moment } from '../answers/moment.ts';
import { NO_NODE, type HeapGraph } from './heap-graph.ts';

export interface Alive {
  /** 1: held by a call, by C code, immortal, or a module that is loaded. Index = node. */
  readonly roots: Uint8Array;
  /** 1: a root, or what a root leads to. */
  readonly reached: Uint8Array;
  /** Counted references that neither an object nor a call shows: of variables of the interpreter, or of C code. */
  readonly unseen: Int32Array;
}

/** What C code or the running instruction left behind looks the same as what it holds. */
const mayBeStale = (graph: HeapGraph, edge: number): boolean => {
  const part = graph.part(edge);
  return part === 'static' || part === 'unsure stack';
};

/** False: a word that the count of the object does not pay for. */
export const isPaidFor = (graph: HeapGraph, { unseen }: Alive, edge: number): boolean =>
  graph.isCounted(edge) && (!mayBeStale(graph, edge) || (unseen[graph.target(edge)] ?? 0) > 0);

export function findAlive(graph: HeapGraph, { heap }: Moment, immortalRefcount: number): Alive {
  const nodes = graph.addresses.length;
  const unseen = new Int32Array(nodes);
  const roots = new Uint8Array(nodes);
  for (let node = 0; node < nodes; node++) {
    const refcount = heap.memory.refcount(graph.addressOf(node));
    const isImmortal = refcount >= immortalRefcount;
    let [found, outside] = [0, 0];
    for (const edge of graph.edgesTo(node)) {
      if (!graph.isCounted(edge)) continue;
      if (graph.source(edge) !== NO_NODE) found++;
      else if (!mayBeStale(graph, edge)) outside++;
    }
    unseen[node] = isImmortal ? 0 : Math.max(0, refcount - found - outside);
    // A word of the interpreter's that the count cannot pay for is a cache, or left over.
    if (isImmortal || outside > 0 || refcount > found) roots[node] = 1;
  }
  return { roots, reached: reachedFrom(graph, roots), unseen };
}

function reachedFrom(graph: HeapGraph, roots: Uint8Array): Uint8Array {
  const reached = roots.slice();
  const open: number[] = [];
  roots.forEach((isRoot, node) => {
    if (isRoot === 1) open.push(node);
  });
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const edge of graph.edgesFrom(node)) {
      const target = graph.target(edge);
      if (reached[target] === 1 || !graph.isCounted(edge)) continue;
      reached[target] = 1;
      open.push(target);
    }
  return reached;
}
