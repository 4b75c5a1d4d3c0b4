// Owns finding the strongly connected parts of a heap graph (Tarjan 1972, with a stack of its own: chains of objects are long).
// Must not know what objects are. Invariant: every node is in one part; only parts that hold a cycle are told.

import { NO_NODE, type HeapGraph } from './heap-graph.ts';

type Edges = Pick<HeapGraph, 'addresses' | 'edgesFrom' | 'target' | 'isCounted'>;

/** Nodes of each part in which every node leads to every other, by counted references between nodes that are `included`. */
export function cyclicComponents(graph: Edges, included: (node: number) => boolean): number[][] {
  const nodes = graph.addresses.length;
  const order = new Int32Array(nodes).fill(NO_NODE);
  const low = new Int32Array(nodes);
  const isOpen = new Uint8Array(nodes);
  const cursor = new Uint32Array(nodes);
  const open: number[] = [];
  const found: number[][] = [];
  let next = 0;

  const enter = (node: number, path: number[]): void => {
    order[node] = low[node] = next++;
    isOpen[node] = 1;
    open.push(node);
    path.push(node);
  };
  const close = (node: number): void => {
    const part: number[] = [];
    for (let member = NO_NODE; member !== node;) {
      member = open.pop() ?? node;
      isOpen[member] = 0;
      part.push(member);
    }
    if (part.length > 1 || refersToItself(graph, node)) found.push(part);
  };
  const visit = (root: number): void => {
    const path: number[] = [];
    enter(root, path);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const edges = graph.edgesFrom(node);
      const at = cursor[node] ?? 0;
      cursor[node] = at + 1;
      const edge = edges[at];
      if (edge === undefined) {
        path.pop();
        const above = path.at(-1);
        if (above !== undefined) low[above] = Math.min(low[above] ?? 0, low[node] ?? 0);
        if (low[node] === order[node]) close(node);
        continue;
      }
      const target = graph.target(edge);
      if (!graph.isCounted(edge) || !included(target)) continue;
      if (order[target] === NO_NODE) enter(target, path);
      else if (isOpen[target] === 1) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
    }
  };
  for (let node = 0; node < nodes; node++)
    if (order[node] === NO_NODE && included(node)) visit(node);
  return found;
}

const refersToItself = (graph: Edges, node: number): boolean =>
  graph.edgesFrom(node).some((edge) => graph.target(edge) === node && graph.isCounted(edge));
