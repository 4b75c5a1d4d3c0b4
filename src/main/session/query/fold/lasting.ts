// Owns which changes of an object's count last beyond the visit of the line that made them. A reference that is taken and let go within
// one visit (an operand on the value stack, what a C function holds meanwhile) is passing. Pure: arrays to arrays.
// Invariant: the kept changes add up to the same count as all of them, and what is kept of a visit is never more than its net change
// and the births, ends and settings in it.

/** What a change may be paired with. */
export const ROLE = {
  /** A C function, a container or a namespace took or released a reference. */
  plain: 0,
  /** The value stack took one. */
  push: 1,
  /** The value stack let go of one. */
  pop: 2,
  /** A name, an attribute or an item let go: pairs only with what the same instruction took, a lookup's hold for example. */
  removal: 3,
  /** The first reference; the value stack has it. */
  birth: 4,
  /** An end, or a count that was set: nothing is paired with it, nor across it. */
  fixed: 5,
} as const;

/** Changes of one object, oldest first; columns of equal length. */
export interface Changes {
  readonly count: number;
  /** Number of the visit (step) that each belongs to; never falls. */
  readonly step: Float64Array;
  readonly delta: Int32Array;
  /** After the change. */
  readonly refcount: Uint32Array;
  readonly role: Uint8Array;
  readonly instruction: Uint32Array;
}

/** Of each change that lasts, oldest first; columns of equal length. */
export interface Lasting {
  readonly count: number;
  /** Index among all changes. */
  readonly index: Uint32Array;
  /** Count after it, without the references that pass. */
  readonly refcount: Uint32Array;
  /** Index of the change by which something took over a new object from the value stack; the own index where nothing did. */
  readonly taker: Uint32Array;
  /** Passing changes since the one before. */
  readonly passing: Uint32Array;
}

const PASSES = 1;
const TAKES = 2;

export function lastingChanges(changes: Changes): Lasting {
  const fate = new Uint8Array(changes.count);
  const taker = Uint32Array.from(fate, (_, i) => i);
  for (let start = 0; start < changes.count;) {
    let end = start + 1;
    while (end < changes.count && changes.step[end] === changes.step[start]) end++;
    pairUp(changes, { start, end }, fate, taker);
    start = end;
  }
  return collect(changes, fate, taker);
}

/** Marks what passes within one visit. */
function pairUp(
  changes: Changes,
  visit: { readonly start: number; readonly end: number },
  fate: Uint8Array,
  taker: Uint32Array,
): void {
  const { role, delta } = changes;
  /** References taken in this visit and not let go yet. */
  let open: number[] = [];
  const close = (taken: number, released: number): void => {
    fate[taken] = PASSES;
    fate[released] = PASSES;
    open.splice(open.lastIndexOf(taken), 1);
  };
  for (let i = visit.start; i < visit.end; i++) {
    if (role[i] === ROLE.fixed) open = [];
    else if (delta[i] === 1) open.push(i);
    else if (delta[i] === -1) {
      const partner = partnerOf(changes, open, i);
      if (partner === undefined) continue;
      if (role[partner] !== ROLE.birth) close(partner, i);
      else {
        const took = open.find((one) => one > partner && role[one] === ROLE.plain);
        if (took === undefined) continue;
        close(took, i);
        fate[took] = TAKES;
        taker[partner] = took;
        open.splice(open.indexOf(partner), 1);
      }
    }
  }
}

/** In which order a released reference looks for the one that was taken: of each role the last. */
const PARTNERS: Readonly<Record<number, readonly number[]>> = {
  [ROLE.pop]: [ROLE.push, ROLE.birth, ROLE.plain],
  [ROLE.plain]: [ROLE.plain, ROLE.push],
};

function partnerOf(
  { role, instruction }: Changes,
  open: readonly number[],
  i: number,
): number | undefined {
  if (role[i] === ROLE.removal) {
    return open.findLast((one) => role[one] === ROLE.plain && instruction[one] === instruction[i]);
  }
  for (const wanted of PARTNERS[role[i] ?? 0] ?? []) {
    const found = open.findLast((one) => role[one] === wanted);
    const isOnlyBirth = wanted === ROLE.birth && !open.some((one) => role[one] === ROLE.plain);
    if (found !== undefined && !isOnlyBirth) return found;
  }
  return undefined;
}

function collect(
  { count, delta, refcount }: Changes,
  fate: Uint8Array,
  taker: Uint32Array,
): Lasting {
  const kept: number[] = [];
  for (let i = 0; i < count; i++) if (fate[i] === 0) kept.push(i);
  const counts = new Uint32Array(kept.length);
  const passing = new Uint32Array(kept.length);
  /** References held after the current change that will have passed. */
  let open = 0;
  for (let i = 0, k = 0; i < count; i++) {
    if (fate[i] === 0) {
      counts[k] = (refcount[i] ?? 0) - open;
      passing[k] = i - (kept[k - 1] ?? -1) - 1;
      k++;
    } else open += delta[i] ?? 0;
  }
  return {
    count: kept.length,
    index: Uint32Array.from(kept),
    refcount: counts,
    taker: Uint32Array.from(kept, (i) => taker[i] as number),
    passing,
  };
}
