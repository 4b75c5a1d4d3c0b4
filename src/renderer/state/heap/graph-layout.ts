// Owns where the objects of a small graph stand: dagre's layers, holders above what they hold. Must not draw.
// Invariant: same graph, same places; nodes do not overlap.

import { Graph, layout } from '@dagrejs/dagre';
import type { GraphAnswer, GraphEdge, GraphNode } from '../../../shared/api/index.ts';

export interface PlacedNode {
  readonly node: GraphNode;
  /** Of the middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Middle of its label. */
  readonly labelAt: { readonly x: number; readonly y: number };
  readonly labelWidth: number;
}

export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const NODE_HEIGHT = 38;
const LABEL_HEIGHT = 14;
const CHARACTER = { node: 7, edge: 6 } as const;
const MOST = { node: 22, edge: 18 } as const;

/** What fits into a node, or onto a line. */
export const shortened = (text: string, kind: keyof typeof MOST): string =>
  text.length <= MOST[kind] ? text : `${text.slice(0, MOST[kind] - 1)}…`;

/** A count stands beside the label. */
const COUNT_WIDTH = 16;

const nodeWidth = ({ label, type }: GraphNode): number =>
  20 +
  Math.max(
    CHARACTER.node * Math.max(6, shortened(label, 'node').length) + COUNT_WIDTH,
    CHARACTER.edge * (shortened(type, 'node').length + 4),
  );

const labelWidth = ({ label }: GraphEdge): number =>
  8 + CHARACTER.edge * shortened(label, 'edge').length;

export const layOut = ({ nodes, edges }: GraphAnswer): PlacedGraph => {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'TB',
    nodesep: 18,
    ranksep: 26,
    edgesep: 14,
    marginx: 12,
    marginy: 12,
  });
  for (const node of nodes) graph.setNode(node.id, { width: nodeWidth(node), height: NODE_HEIGHT });
  edges.forEach((edge, i) =>
    graph.setEdge(
      edge.from,
      edge.to,
      { width: labelWidth(edge), height: LABEL_HEIGHT, labelpos: 'c' },
      String(i),
    ),
  );
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: nodes.map((node) => ({ node, ...(graph.node(node.id) as Box) })),
    edges: edges.map((edge, i) => {
      const { points, x, y } = graph.edge(edge.from, edge.to, String(i)) as Line;
      return { edge, points, labelAt: { x, y }, labelWidth: labelWidth(edge) };
    }),
  };
};

type Box = Pick<PlacedNode, 'x' | 'y' | 'width' | 'height'>;
interface Line {
  readonly points: PlacedEdge['points'];
  readonly x: number;
  readonly y: number;
}

export type Direction = 'up' | 'down' | 'left' | 'right';
const TOWARDS: Readonly<Record<Direction, { x: number; y: number }>> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};
/** A step aside counts so much more than one ahead. */
const ASIDE = 2;

/** The nearest node in a direction, null when there is none. */
export const neighborOf = (
  { nodes }: PlacedGraph,
  from: string,
  direction: Direction,
): string | null => {
  const here = nodes.find(({ node }) => node.id === from);
  if (!here) return null;
  const { x, y } = TOWARDS[direction];
  let best: { id: string; cost: number } | null = null;
  for (const other of nodes) {
    const [dx, dy] = [other.x - here.x, other.y - here.y];
    const ahead = dx * x + dy * y;
    if (ahead < 1) continue;
    const cost = ahead + ASIDE * Math.abs(dx * y + dy * x);
    if (!best || cost < best.cost) best = { id: other.node.id, cost };
  }
  return best?.id ?? null;
};
