// Folding of passing changes: whatever the changes are, what is kept adds up to the same counts.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  lastingChanges,
  ROLE,
  type Changes,
} from '../../../src/main/session/query/fold/lasting.ts';

interface Move {
  readonly up: boolean;
  readonly role: number;
  readonly newVisit: boolean;
  readonly instruction: number;
}

const moves = fc.array(
  fc.record({
    up: fc.boolean(),
    role: fc.nat({ max: 2 }),
    newVisit: fc.boolean(),
    instruction: fc.nat({ max: 2 }),
  }),
  { maxLength: 60 },
);

/** A life from its birth on; a count never falls below 1 before the end, which may be there. */
function lifeOf(list: readonly Move[], isEnding: boolean): Changes {
  const rows = [{ delta: 1, refcount: 1, role: ROLE.birth as number, step: 1, instruction: 0 }];
  let step = 1;
  let refcount = 1;
  for (const { up, role, newVisit, instruction } of list) {
    if (newVisit) step++;
    if (up || refcount === 1) {
      const taken = role === 0 ? ROLE.plain : ROLE.push;
      rows.push({ delta: 1, refcount: ++refcount, role: taken, step, instruction });
    } else {
      const released = [ROLE.plain, ROLE.pop, ROLE.removal][role] ?? ROLE.plain;
      rows.push({ delta: -1, refcount: --refcount, role: released, step, instruction });
    }
  }
  while (isEnding && refcount > 0) {
    const role = refcount === 1 ? ROLE.fixed : ROLE.removal;
    rows.push({ delta: -1, refcount: --refcount, role, step: ++step, instruction: 0 });
  }
  return {
    count: rows.length,
    step: Float64Array.from(rows, (row) => row.step),
    delta: Int32Array.from(rows, (row) => row.delta),
    refcount: Uint32Array.from(rows, (row) => row.refcount),
    role: Uint8Array.from(rows, (row) => row.role),
    instruction: Uint32Array.from(rows, (row) => row.instruction),
  };
}

test('what lasts adds up to the counts at the end of every visit', () => {
  fc.assert(
    fc.property(moves, fc.boolean(), (list, isEnding) => {
      const changes = lifeOf(list, isEnding);
      const { count, index, refcount, passing } = lastingChanges(changes);
      let sum = 0;
      let hidden = 0;
      for (let k = 0; k < count; k++) {
        const at = index[k] as number;
        sum += changes.delta[at] as number;
        hidden += passing[k] as number;
        // The count of a row is what it and all rows before it add up to.
        expect(refcount[k]).toBe(sum);
        const visitEnds = changes.step[at] !== changes.step[at + 1];
        if (visitEnds) expect(refcount[k]).toBe(changes.refcount[at]);
      }
      expect(sum).toBe(changes.refcount[changes.count - 1]);
      const last = count === 0 ? -1 : (index[count - 1] as number);
      expect(hidden).toBe(last + 1 - count);
    }),
  );
});

test('of a visit in which as much is pushed as popped nothing is left', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (pushes) => {
      let open = 0;
      const list: Move[] = [];
      const add = (up: boolean): void => {
        list.push({ up, role: 1, newVisit: list.length === 0, instruction: 0 });
        open += up ? 1 : -1;
      };
      for (const up of pushes) if (up || open > 0) add(up);
      while (open > 0) add(false);
      const { count } = lastingChanges(lifeOf(list, false));
      expect(count).toBe(1);
    }),
  );
});
