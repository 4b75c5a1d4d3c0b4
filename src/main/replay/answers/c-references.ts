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
  const takers = latestTakers(session, { object, seq, count });
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

/** So many of the last blocks with events of the object are looked through for takers; the next step only if that was not enough. */
const LOOKED_THROUGH = [8, 64, 400] as const;

/**
 * At most `count` C functions whose references are open, the latest. An object may have events in thousands of blocks, and what C code holds
 * was mostly taken a moment ago.
 */
function latestTakers(
  session: SessionFile,
  { object, seq, count }: { object: number; seq: number; count: number },
): string[] {
  const { block: all } = session.track(object);
  const blocks = [...all].filter((index) => (session.eventBlocks()[index]?.firstSeq ?? 0) <= seq);
  let takers: string[] = [];
  for (const last of LOOKED_THROUGH) {
    takers = openTakers(session, { object, seq, blocks: blocks.slice(-last) });
    if (takers.length >= count || last >= blocks.length) break;
  }
  return takers.slice(-count);
}

/** The C functions whose increfs no decref has matched by then: one of the same function first, else the latest. */
function openTakers(
  session: SessionFile,
  { object, seq, blocks }: { object: number; seq: number; blocks: readonly number[] },
): string[] {
  const open: string[] = [];
  const sites = session.sites();
  for (const index of blocks) {
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
