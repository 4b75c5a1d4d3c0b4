// Cyclic parts of random graphs are those that the definition gives: two nodes are in one part when each leads to the other.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cyclicComponents } from '../../../src/main/replay/heap-graph/components.ts';

const NODES = 9;
const node = fc.integer({ min: 0, max: NODES - 1 });
const edge = fc.record({ from: node, to: node, counted: fc.boolean() });

/** leads[a][b]: b can be reached from a by at least one counted edge between included nodes. */
function closure(
  edges: readonly { from: number; to: number; counted: boolean }[],
  included: (node: number) => boolean,
): boolean[][] {
  const leads = Array.from({ length: NODES }, () => Array<boolean>(NODES).fill(false));
  for (const { from, to, counted } of edges) {
    const row = leads[from];
    if (row && counted && included(from) && included(to)) row[to] = true;
  }
  for (let via = 0; via < NODES; via++)
    for (const row of leads)
      if (row[via] === true) leads[via]?.forEach((can, to) => (row[to] ||= can));
  return leads;
}

test('a part is a largest set of nodes that all lead to each other', () => {
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 24 }), fc.uniqueArray(node), (edges, left) => {
      const included = (n: number): boolean => !left.includes(n);
      const leads = closure(edges, included);
      const expected = new Set<string>();
      for (let a = 0; a < NODES; a++) {
        const part = leads.flatMap((row, b) =>
          leads[a]?.[b] === true && row[a] === true ? [b] : [],
        );
        if (part.length > 0) expected.add(part.join(' '));
      }
      const found = cyclicComponents(
        {
          addresses: Array.from({ length: NODES }, (_, n) => 8 * (n + 1)),
          edgesFrom: (from) =>
            Uint32Array.from(edges.flatMap((one, i) => (one.from === from ? [i] : []))),
          target: (i) => edges[i]?.to ?? 0,
          isCounted: (i) => edges[i]?.counted ?? false,
        },
        included,
      );
      const parts = found.map((part) => part.toSorted((a, b) => a - b).join(' '));
      expect(new Set(parts)).toEqual(expected);
      expect(parts).toHaveLength(expected.size);
    }),
  );
});
