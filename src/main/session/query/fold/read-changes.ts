// Owns reading the changes of one object as lasting.ts wants them: with the visit each belongs to and the role it plays.
// Must not decide what lasts. Invariant: change i is event i of the object's history.

import type { EventColumns } from '../../../../shared/model/session.ts';
import { EVAL_LOOP } from '../reasons/reason-facts.ts';
import { executing } from '../circumstances.ts';
import { eventKind } from '../event-kind.ts';
import { eachEvent, trackEvents, type Track } from '../track.ts';
import type { View } from '../view.ts';
import { ROLE, type Changes } from './lasting.ts';

/** +1 in the eval loop by these is a container's, a cell's or an iterator's reference; by all others the value stack's. */
const STORED =
  /^(LIST_APPEND|STORE_(ATTR|SUBSCR|DEREF)|BUILD_|SET_FUNCTION|MAKE_|COPY_FREE|GET_ITER)/;
/** -1 in the eval loop by these is a name's. */
const NAME_DROPPED = /^(STORE_FAST|STORE_DEREF|DELETE_)/;
/** -1 outside of it by these is what a name, an attribute or an item let go of. */
const DROPPED = /^(STORE|DELETE)_/;

/** Changes number `from` (counted from 0) … `to - 1` of an object, as far as there are any. */
export function readChanges(
  view: View,
  track: Track,
  span: { readonly from: number; readonly to: number },
): Changes {
  const count = Math.max(Math.min(span.to, trackEvents(track)) - span.from, 0);
  const changes = {
    count,
    step: new Float64Array(count),
    delta: new Int32Array(count),
    refcount: new Uint32Array(count),
    role: new Uint8Array(count),
    instruction: new Uint32Array(count),
  };
  const stepOf = stepsInOrder(view);
  const roleOf = roles(view, track.object);
  let at = 0;
  eachEvent(view.file, track, span, (block, i) => {
    changes.step[at] = stepOf(block.firstSeq + i);
    changes.delta[at] = block.delta[i] ?? 0;
    changes.refcount[at] = block.refcount[i] ?? 0;
    changes.instruction[at] = block.instruction[i] ?? 0;
    changes.role[at] = roleOf(block, i);
    at++;
  });
  return changes;
}

/** Steps of events that are asked for in order. */
function stepsInOrder({ file }: View): (seq: number) => number {
  const log = file.stepLog();
  let step = 0;
  /** The last seq of `step`. */
  let until = 0;
  return (seq) => {
    if (seq > until) {
      step = file.stepOfEvent(seq);
      until = step < log.count ? log.afterSeq(step + 1) : Infinity;
    }
    return step;
  };
}

/** Roles of an object's events. What an instruction does at one site in one direction always has one role. */
function roles({ file }: View, object: number): (block: EventColumns, i: number) => number {
  const known = new Map<number, number>();
  const sites = file.sites();
  const lives = file.lives();
  const endSeq = lives.endSeq(object);
  const settled = lives.settled(object);
  return (block, i) => {
    const site = block.site[i] ?? 0;
    const instruction = block.instruction[i] ?? 0;
    const delta = block.delta[i] ?? 0;
    const seq = block.firstSeq + i;
    const refcount = block.refcount[i] ?? 0;
    const kind = eventKind({ seq, siteKind: sites[site]?.kind, delta, refcount, endSeq, settled });
    if (kind === 'birth') return ROLE.birth;
    if (kind !== 'incref' && kind !== 'decref') return ROLE.fixed;
    const key = (instruction * sites.length + site) * 2 + (delta > 0 ? 1 : 0);
    let role = known.get(key);
    if (role === undefined) {
      const { opcode } = executing(file, instruction);
      role = roleOf(opcode, sites[site]?.cFunction === EVAL_LOOP, delta);
      known.set(key, role);
    }
    return role;
  };
}

function roleOf(opcode: string, inEvalLoop: boolean, delta: number): number {
  if (delta > 0) {
    const isPush = opcode.startsWith('LOAD_') || (inEvalLoop && !STORED.test(opcode));
    return isPush ? ROLE.push : ROLE.plain;
  }
  if (inEvalLoop) return NAME_DROPPED.test(opcode) ? ROLE.removal : ROLE.pop;
  return DROPPED.test(opcode) ? ROLE.removal : ROLE.plain;
}
