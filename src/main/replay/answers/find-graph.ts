// Owns the small picture around an object: who holds it, what it holds, and one reference further. Must not lay it out.
// Invariant: at most MAX_NODES nodes; what is left out is counted at the node where it would hang.

import type { GraphAnswer, GraphEdge, GraphNode } from '../../../shared/model/heap-questions.ts';
import type { HoldersQuestion } from '../../../shared/model/holders.ts';
import { NO_NODE, type HeapGraph } from '../heap-graph/heap-graph.ts';
import { findAlive, isPaidFor, type Alive } from '../heap-graph/roots.ts';
import { heapObject } from './heap-object.ts';
import { callWords, describeReference, type Described, type WordParts } from './holder-words.ts';
import { isInternedEntry } from './interned.ts';
import type { Moment, Recorded } from './moment.ts';
import { ownersInGraph, wordParts } from './word-parts.ts';

const MAX_NODES = 24;
/** References away from the selected object, and how many of them a node shows each way. */
const MAX_DISTANCE = 2;
const MAX_PER_NODE = 6;
/** Types whose instances hold nothing, and are known by their value: shown only beside the selected object. */
const LEAVES = new Set(['int', 'float', 'str', 'bytes', 'bool', 'NoneType', 'code']);
const TYPE_FIELD = 'type';

interface Parts {
  readonly graph: HeapGraph;
  readonly words: WordParts;
  readonly immortalRefcount: number;
  readonly alive: Alive;
}

interface Drawn {
  /** Node numbers, in order of their distance. */
  readonly distance: Map<number, number>;
  readonly edges: Set<number>;
}

export function findGraph(
  recorded: Recorded,
  moment: Moment,
  { object, seq }: HoldersQuestion,
): GraphAnswer {
  const graph = moment.graph();
  const { immortalRefcount } = recorded;
  const words = wordParts(recorded, moment, ownersInGraph(graph));
  const alive = findAlive(graph, moment, immortalRefcount);
  const parts = { graph, words, immortalRefcount, alive };
  const start = graph.nodeAt(recorded.session.lives().address(object));
  if (start === NO_NODE) return { object, seq, nodes: [], edges: [] };
  const drawn = draw(parts, start);
  const roots = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  for (const edge of drawn.edges) addEdge(parts, edge, { roots, edges });
  const nodes = [...drawn.distance.keys()].map((node) => objectNode(parts, node, drawn, start));
  return { object, seq, nodes: [...nodes, ...roots.values()], edges: [...edges.values()] };
}

function draw(parts: Parts, start: number): Drawn {
  const { graph, words } = parts;
  const distance = new Map([[start, 0]]);
  const edges = new Set<number>();
  for (const [node, away] of distance) {
    if (away === MAX_DISTANCE || isNamespace(graph, node)) continue;
    for (const [list, other] of [
      [graph.edgesTo(node), graph.source.bind(graph)],
      [graph.edgesFrom(node), graph.target.bind(graph)],
    ] as const) {
      let shown = 0;
      for (const edge of list) {
        const end = other(edge);
        const isNew = end !== NO_NODE && !distance.has(end);
        if (!isShown(parts, edge) || (away > 0 && graph.part(edge) === 'static')) continue;
        if (isNew && (shown >= MAX_PER_NODE || distance.size >= MAX_NODES)) continue;
        if (isNew && away > 0 && isLeaf(words, graph, end)) continue;
        if (isNew) {
          shown++;
          distance.set(end, away + 1);
        }
        edges.add(edge);
      }
    }
  }
  return { distance, edges };
}

/** What every object has, its type, is told elsewhere; a word that the count does not pay for is no reference. */
function isShown({ graph, alive }: Parts, edge: number): boolean {
  const reference = graph.reference(edge);
  const { part, holder, key, counted } = reference;
  if (isInternedEntry(reference, graph.heap)) return false;
  if (part === 'shared key' || (counted && !isPaidFor(graph, alive, edge))) return false;
  return part !== 'field' || graph.heap.fieldName(holder, key) !== TYPE_FIELD;
}

const isLeaf = ({ heap }: WordParts, graph: HeapGraph, node: number): boolean =>
  LEAVES.has(heap.words.typeName(graph.addressOf(node)).base);

/** The dict of a module's names: drawn as the module, and not gone into. */
const isNamespace = (graph: HeapGraph, node: number): boolean => moduleOf(graph, node) !== null;

function moduleOf(graph: HeapGraph, node: number): string | null {
  for (const edge of graph.edgesTo(node)) {
    const { holder, key } = graph.reference(edge);
    if (holder !== 0 && graph.heap.isModuleNamespace(holder, key))
      return graph.heap.moduleName(holder) ?? '?';
  }
  return null;
}

const nodeId = (node: number): string => `o${node}`;

function objectNode(parts: Parts, node: number, drawn: Drawn, start: number): GraphNode {
  const { graph, words, immortalRefcount } = parts;
  const address = graph.addressOf(node);
  const module = moduleOf(graph, node);
  const refcount = words.heap.memory.refcount(address);
  const left = (edges: Uint32Array): number =>
    edges.filter((edge) => !drawn.edges.has(edge) && isShown(parts, edge)).length;
  const named = heapObject(address, words);
  return {
    ...named,
    ...(module === null ? {} : { label: `module ${module}` }),
    id: nodeId(node),
    role: node === start ? 'selected' : module === null ? 'object' : 'root',
    moreIn: module === null ? left(graph.edgesTo(node)) : 0,
    moreOut: module === null ? left(graph.edgesFrom(node)) : 0,
    refcount: refcount >= immortalRefcount ? null : refcount,
  };
}

function addEdge(
  { graph, words }: Parts,
  edge: number,
  into: { roots: Map<string, GraphNode>; edges: Map<string, GraphEdge> },
): void {
  const reference = graph.reference(edge);
  const described = describeReference(reference, words);
  const source = graph.source(edge);
  const root = source === NO_NODE ? rootNode(reference.frame, words, reference) : null;
  if (root) into.roots.set(root.id, root);
  const from = root?.id ?? nodeId(source);
  const to = nodeId(graph.target(edge));
  const label = shortLabel(described);
  const key = `${from} ${to} ${label}`;
  const known = into.edges.get(key);
  into.edges.set(key, {
    from,
    to,
    label,
    words: described.words,
    counted: reference.counted,
    count: (known?.count ?? 0) + 1,
  });
}

function rootNode(
  frame: number,
  words: WordParts,
  reference: Parameters<typeof callWords>[0],
): GraphNode {
  const label = frame === 0 ? 'the interpreter' : callWords(reference, words).replaceAll('`', '');
  return {
    id: `r${frame}`,
    role: 'root',
    object: 0,
    label,
    type: frame === 0 ? 'C variable' : 'running call',
    moreIn: 0,
    moreOut: 0,
    refcount: null,
  };
}

/** What stands on the line: the key, as Python would write it. */
function shortLabel({ kind, key }: Described): string {
  if (key === undefined) return kind;
  if (kind === 'item' || kind === 'dict value') return `[${key}]`;
  if (kind === 'attribute' || kind === 'class attribute') return `.${key}`;
  if (kind === 'value stack') return `stack ${key}`;
  return key;
}
