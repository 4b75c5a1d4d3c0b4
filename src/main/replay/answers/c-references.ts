// Owns the references that no traversal shows: C code keeps them in variables of its own. Who took them follows from the recorded
// events. Invariant: the counts of the answer add up to `count`.

import type { Holder } from '../../../shared/model/holders.ts';
import type { SessionFile } from '../../session/read/session-file.ts';

export interface CReferences {
  readonly session: SessionFile;
  readonly object: number;
  readonly seq: number;
  /** References to account for. */
  readonly count: number;
}

/** Each reference is said to be of a C function that took one and has not given one back, the latest first. */
export function takenByC({ session, object, seq, count }: CReferences): Holder[] {
  if (count <= 0) return [];
  const takers = openTakers(session, object, seq).slice(-count);
  const counts = new Map<string, number>();
  for (const name of takers) counts.set(name, (counts.get(name) ?? 0) + 1);
  const unknown = count - takers.length;
  const holders = [...counts].map(([name, n]) =>
    name === EVAL_LOOP
      ? held(n, 'the running instruction, on the way to or from the value stack', name)
      : held(n, `C code, taken by ${name}`, name),
  );
  return unknown > 0 ? [...holders, held(unknown, 'C code')] : holders;
}

/** A value between taking the reference and the value stack, or the other way round. */
const EVAL_LOOP = '_PyEval_EvalFrameDefault';

const held = (count: number, words: string, key?: string): Holder => ({
  kind: 'C code',
  words: `held by ${words}`,
  ...(key === undefined ? {} : { key }),
  count,
  counted: true,
});

/** The C functions whose increfs no decref has matched by then: one of the same function first, else the latest. */
function openTakers(session: SessionFile, object: number, seq: number): string[] {
  const open: string[] = [];
  const sites = session.sites();
  for (const index of session.track(object).block) {
    const block = session.eventBlock(index);
    for (let i = 0; i < block.count && block.firstSeq + i <= seq; i++) {
      if (block.object[i] !== object) continue;
      const name = sites[block.site[i] ?? 0]?.cFunction ?? '?';
      const delta = block.delta[i] ?? 0;
      for (let n = 0; n < Math.min(delta, 1_000); n++) open.push(name);
      for (let n = 0; n < Math.min(-delta, 1_000) && open.length > 0; n++) {
        const own = open.lastIndexOf(name);
        open.splice(own < 0 ? -1 : own, 1);
      }
    }
  }
  return open;
}
