// Owns the cycles among the user's objects at a moment: who is in one, what still leads to it, and what became of it. Must not name
// references. Invariant: modules and the dicts of their names are in no cycle: every function refers to its module, so that nearly
// everything would be in one with it.

import {
  CYCLES_VERSION,
  type Cycle,
  type CyclesAnswer,
} from '../../../shared/model/heap-questions.ts';
import { OBJECT_FLAG } from '../../../shared/model/session.ts';
import { cyclicComponents } from '../heap-graph/components.ts';
import { NO_NODE, type HeapGraph } from '../heap-graph/heap-graph.ts';
import { findAlive, isPaidFor, type Alive } from '../heap-graph/roots.ts';
import { cycleEnd } from './cycle-end.ts';
import { heapObject } from './heap-object.ts';
import { describeReference, type WordParts } from './holder-words.ts';
import type { Moment, Recorded } from './moment.ts';
import { ownersInGraph, wordParts } from './word-parts.ts';

const SHOWN = { cycles: 200, members: 40, inside: 60, outside: 12 } as const;
/** What a class is made of, beside itself. */
const CLASS_PARTS = new Set([
  'type',
  'tuple',
  'dict',
  'cell',
  'str',
  'function',
  'property',
  'staticmethod',
  'classmethod',
  'getset_descriptor',
  'member_descriptor',
  'weakref.ReferenceType',
]);

interface CycleParts {
  readonly recorded: Recorded;
  readonly graph: HeapGraph;
  readonly alive: Alive;
  readonly words: WordParts;
}

export function findCycles(recorded: Recorded, moment: Moment): CyclesAnswer {
  const graph = moment.graph();
  const words = wordParts(recorded, moment, ownersInGraph(graph));
  const alive = findAlive(graph, moment, recorded.immortalRefcount);
  const parts = { recorded, graph, alive, words };
  const left = moduleNodes(graph);
  const found = cyclicComponents(graph, (node) => left[node] !== 1)
    .map((nodes) => nodes.toSorted((a, b) => idOf(parts, a) - idOf(parts, b)))
    .filter((nodes) => isYours(parts, nodes))
    .toSorted((a, b) => rank(parts, b) - rank(parts, a) || b.length - a.length);
  return {
    version: CYCLES_VERSION,
    seq: moment.seq,
    cycles: found.slice(0, SHOWN.cycles).map((nodes) => describe(parts, nodes)),
    more: Math.max(0, found.length - SHOWN.cycles),
  };
}

const idOf = ({ graph, words }: CycleParts, node: number): number =>
  words.idAt(graph.addressOf(node));

/** 1: a module, or the dict of its names. */
function moduleNodes(graph: HeapGraph): Uint8Array {
  const { heap } = graph;
  const left = new Uint8Array(graph.addresses.length);
  graph.addresses.forEach((address, node) => {
    if (heap.words.typeName(address).base !== 'module') return;
    left[node] = 1;
    for (const edge of graph.edgesFrom(node))
      if (heap.isModuleNamespace(address, graph.key(edge))) left[graph.target(edge)] = 1;
  });
  return left;
}

const baseOf = ({ graph }: CycleParts, node: number): string =>
  graph.heap.words.typeName(graph.addressOf(node)).base;

const isClassOnly = (parts: CycleParts, nodes: readonly number[]): boolean =>
  nodes.some((node) => baseOf(parts, node) === 'type') &&
  nodes.every((node) => CLASS_PARTS.has(baseOf(parts, node)));

/** A class that a library made is not yours for having a name of yours. */
function isYours(parts: CycleParts, nodes: readonly number[]): boolean {
  const { session } = parts.recorded;
  const lives = session.lives();
  const own = nodes.map((node) => idOf(parts, node)).filter((id) => id !== 0);
  if (!isClassOnly(parts, nodes))
    return own.some((id) => (lives.flags(id) & OBJECT_FLAG.yours) !== 0);
  return own.some((id) => session.instruction(lives.bornInstruction(id))?.code.yours === true);
}

/** Unreachable ones first, classes last. */
const rank = (parts: CycleParts, nodes: readonly number[]): number =>
  (isReached(parts, nodes) ? 0 : 2) - (isClassOnly(parts, nodes) ? 1 : 0);

const isReached = ({ alive }: CycleParts, nodes: readonly number[]): boolean =>
  nodes.some((node) => alive.reached[node] === 1);

function describe(parts: CycleParts, nodes: readonly number[]): Cycle {
  const { graph, words, recorded } = parts;
  const members = new Set(nodes);
  const inside = nodes.flatMap((node) =>
    [...graph.edgesFrom(node)].filter(
      (edge) => graph.isCounted(edge) && members.has(graph.target(edge)),
    ),
  );
  const outside = nodes.flatMap((node) =>
    [...graph.edgesTo(node)].filter(
      (edge) => !members.has(graph.source(edge)) && isPaidFor(graph, parts.alive, edge),
    ),
  );
  const told = (edge: number) => ({
    from: graph.source(edge) === NO_NODE ? 0 : idOf(parts, graph.source(edge)),
    to: idOf(parts, graph.target(edge)),
    words: describeReference(graph.reference(edge), words).words,
  });
  return {
    members: nodes.slice(0, SHOWN.members).map((node) => heapObject(graph.addressOf(node), words)),
    moreMembers: Math.max(0, nodes.length - SHOWN.members),
    inside: inside.slice(0, SHOWN.inside).map(told),
    outside: [
      ...outside.slice(0, SHOWN.outside).map(told),
      ...nodes
        .filter((node) => isHeldByC(parts, node))
        .map((node) => ({
          from: 0,
          to: idOf(parts, node),
          words: 'C code',
        })),
    ],
    moreOutside: Math.max(0, outside.length - SHOWN.outside),
    unreachable: !isReached(parts, nodes),
    isClass: isClassOnly(parts, nodes),
    end: cycleEnd(
      recorded.session,
      nodes.map((node) => idOf(parts, node)).filter((id) => id !== 0),
    ),
  };
}

/** A reference that no word shows. */
const isHeldByC = ({ graph, alive }: CycleParts, node: number): boolean =>
  (alive.unseen[node] ?? 0) > 0 &&
  !graph
    .edgesTo(node)
    .some((edge) => graph.source(edge) === NO_NODE && isPaidFor(graph, alive, edge));
