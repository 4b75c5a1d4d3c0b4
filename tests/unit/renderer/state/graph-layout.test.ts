// Where objects of a small graph stand, and where arrow keys lead.

import { describe, expect, test } from 'vitest';
import type { GraphAnswer, GraphEdge, GraphNode } from '../../../../src/shared/api/index.ts';
import { layOut, neighborOf, shortened } from '../../../../src/renderer/state/heap/graph-layout.ts';

const node = (id: string, label = id): GraphNode => ({
  id,
  label,
  type: 'list',
  object: 1,
  role: 'object',
  moreIn: 0,
  moreOut: 0,
  refcount: 1,
});
const edge = (from: string, to: string, label = '[0]'): GraphEdge => ({
  from,
  to,
  label,
  words: label,
  counted: true,
  count: 1,
});
const graph = (nodes: GraphNode[], edges: GraphEdge[]): GraphAnswer => ({
  object: 1,
  seq: 1,
  nodes,
  edges,
});

const FAMILY = graph(
  [node('a'), node('b', 'a label that is far too long to be shown'), node('c'), node('d')],
  [
    edge('a', 'b'),
    edge('a', 'c'),
    edge('b', 'd'),
    edge('c', 'd'),
    edge('d', 'a'),
    edge('a', 'b', 'x'),
  ],
);

describe('a layout', () => {
  test('has no two nodes on top of each other, and all inside', () => {
    const { nodes, width, height } = layOut(FAMILY);
    for (const [i, one] of nodes.entries()) {
      expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0);
      expect(one.x + one.width / 2).toBeLessThanOrEqual(width);
      expect(one.y + one.height / 2).toBeLessThanOrEqual(height);
      for (const other of nodes.slice(i + 1)) {
        const isApart =
          Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
          Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
        expect(isApart).toBe(true);
      }
    }
  });

  test('draws every reference, several between two objects and one to itself included', () => {
    const { edges } = layOut(
      graph([node('a'), node('b')], [edge('a', 'b'), edge('a', 'b', 'x'), edge('a', 'a')]),
    );
    expect(edges).toHaveLength(3);
    for (const { points } of edges) expect(points.length).toBeGreaterThan(1);
    const [first, second] = edges;
    expect(first?.labelAt).not.toEqual(second?.labelAt);
  });

  test('puts a holder above what it holds, and is the same each time', () => {
    const placed = layOut(graph([node('a'), node('b')], [edge('a', 'b')]));
    expect(placed.nodes[0]?.y).toBeLessThan(placed.nodes[1]?.y ?? 0);
    expect(layOut(FAMILY)).toEqual(layOut(FAMILY));
  });
});

test('arrow keys lead to the nearest object in their direction, and nowhere past the last', () => {
  const placed = layOut(graph([node('a'), node('b'), node('c')], [edge('a', 'b'), edge('a', 'c')]));
  const below = neighborOf(placed, 'a', 'down');
  expect(['b', 'c']).toContain(below);
  expect(neighborOf(placed, below ?? '', 'up')).toBe('a');
  expect(neighborOf(placed, 'a', 'up')).toBeNull();
  const [left, right] = placed.nodes
    .filter(({ node: { id } }) => id !== 'a')
    .toSorted((a, b) => a.x - b.x)
    .map(({ node: { id } }) => id);
  expect(neighborOf(placed, left ?? '', 'right')).toBe(right);
});

test('labels are cut with a sign', () => {
  expect(shortened('short', 'node')).toBe('short');
  expect(shortened('x'.repeat(30), 'node')).toBe(`${'x'.repeat(21)}…`);
});
