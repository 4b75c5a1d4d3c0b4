// Owns "why is it alive?": the shortest chain of counted references from a root to an object. Must not decide what a reference is
// called. Invariant: a chain that starts in a running call or a module is told before one that starts in C code.

import {
  PATH_VERSION,
  type PathAnswer,
  type RootKind,
} from '../../../shared/model/heap-questions.ts';
import type { HoldersQuestion } from '../../../shared/model/holders.ts';
import { NO_NODE, type HeapGraph } from '../heap-graph/heap-graph.ts';
import { findAlive, type Alive } from '../heap-graph/roots.ts';
import { heapObject } from './heap-object.ts';
import { callWords, describeReference, type WordParts } from './holder-words.ts';
import { isInternedEntry } from './interned.ts';
import type { Moment, Recorded } from './moment.ts';
import { ownersInGraph, wordParts } from './word-parts.ts';

interface Root {
  readonly kind: RootKind;
  readonly words: string;
  /** The reference from it to the first object; null: the first object is the root itself. */
  readonly edge: number | null;
}

export function findPath(
  recorded: Recorded,
  moment: Moment,
  { object, seq }: HoldersQuestion,
): PathAnswer {
  const graph = moment.graph();
  const words = wordParts(recorded, moment, ownersInGraph(graph));
  const alive = findAlive(graph, moment, recorded.immortalRefcount);
  const start = graph.nodeAt(recorded.session.lives().address(object));
  if (start === NO_NODE) {
    const root = {
      kind: 'interpreter',
      words: 'the interpreter, which it is compiled into',
    } as const;
    return { version: PATH_VERSION, object, seq, root, links: [] };
  }
  const roots = [firmRoot, looseRoot];
  for (const rootOf of roots) {
    const found = search(graph, start, (node) => rootOf({ graph, alive, words }, node));
    if (!found) continue;
    const { root, edges } = found;
    const links = edges.map((edge) => ({
      ...heapObject(graph.addressOf(graph.target(edge)), words),
      ...described(graph, edge, words),
    }));
    return {
      version: PATH_VERSION,
      object,
      seq,
      root: { kind: root.kind, words: root.words },
      links,
    };
  }
  return { version: PATH_VERSION, object, seq, root: null, links: [] };
}

function described(graph: HeapGraph, edge: number, parts: WordParts) {
  const { kind, words } = describeReference(graph.reference(edge), parts);
  return { kind, words };
}

interface RootParts {
  readonly graph: HeapGraph;
  readonly alive: Alive;
  readonly words: WordParts;
}

/** The names of a module that is in use, or a running call. */
function firmRoot({ graph, alive, words }: RootParts, node: number): Root | null {
  const { heap } = words;
  let call: Root | null = null;
  for (const edge of graph.edgesTo(node)) {
    const reference = graph.reference(edge);
    const { holder, key, frame } = reference;
    const source = graph.source(edge);
    if (source === NO_NODE) {
      if (frame === 0 || !reference.counted || reference.part === 'unsure stack') continue;
      call ??= { kind: 'call', words: `the running call of ${callWords(reference, words)}`, edge };
    } else if (alive.reached[source] === 1 && heap.isModuleNamespace(holder, key)) {
      const words = `module \`${heap.moduleName(holder) ?? '?'}\``;
      return { kind: 'module', words, edge: null };
    }
  }
  return call;
}

function looseRoot({ graph, alive, words }: RootParts, node: number): Root | null {
  if (alive.roots[node] !== 1) return null;
  const edges = [...graph.edgesTo(node)];
  const held = edges.find((edge) => graph.part(edge) === 'static');
  if (held !== undefined)
    return { kind: 'C variable', words: 'the interpreter itself', edge: held };
  if ((alive.unseen[node] ?? 0) > 0) return { kind: 'C code', words: 'C code', edge: null };
  const { memory } = words.heap;
  const type = words.heap.words.typeName(graph.addressOf(node)).name;
  if (memory.refcount(graph.addressOf(node)) > 0)
    return { kind: 'interpreter', words: `an immortal ${type}`, edge: null };
  return null;
}

/** Breadth first, from the object to what holds it; the edges of the answer go the other way. */
function search(
  graph: HeapGraph,
  start: number,
  rootOf: (node: number) => Root | null,
): { root: Root; edges: number[] } | null {
  /** Per node the edge that leads on towards the object. */
  const next = new Map<number, number>([[start, NO_NODE]]);
  for (const node of next.keys()) {
    const root = rootOf(node);
    if (root) return { root, edges: chain(graph, next, node, root.edge) };
    for (const edge of graph.edgesTo(node)) {
      const source = graph.source(edge);
      if (source === NO_NODE || next.has(source) || !graph.isCounted(edge)) continue;
      if (!isInternedEntry(graph.reference(edge), graph.heap)) next.set(source, edge);
    }
  }
  return null;
}

function chain(
  graph: HeapGraph,
  next: ReadonlyMap<number, number>,
  from: number,
  first: number | null,
): number[] {
  const edges = first === null ? [] : [first];
  for (let node = from; ;) {
    const edge = next.get(node) ?? NO_NODE;
    if (edge === NO_NODE) return edges;
    edges.push(edge);
    node = graph.target(edge);
  }
}
