// Owns telling whose deallocation released a reference. Deallocations nest: an object that reaches 0 while another is taken down is
// taken down first. Each is one C function's work, so the function that made a decref tells on whose behalf it was made.
// Invariant: an object whose kind holds no references is never named.

import type { ValueKind } from '../../../shared/model/engine-messages.ts';
import type { EventColumns } from '../../../shared/model/session.ts';
import type { SessionFile } from '../read/session-file.ts';

/** Deallocation makes decrefs only, so the collected owner is looked for over these, this far back. */
const OWNER_REACH = 256;

const HOLDS_NOTHING: ReadonlySet<ValueKind> = new Set([
  'int',
  'bool',
  'float',
  'complex',
  'str',
  'bytes',
  'bytearray',
  'none',
  'ellipsis',
  'notimplemented',
]);

/** An object that was being taken down, and the event that took its last reference. */
export interface Owner {
  readonly object: number;
  readonly seq: number;
  readonly type: string;
}

interface Dying extends Owner {
  /** Types that the same C function takes down: classes of a program's own, else the type itself. */
  readonly family: string;
  /** The C function that takes it down, once it has released something. */
  cFunction: string;
}

/** Entry at which the decrefs start of which entry i is one. */
function chainStart(block: EventColumns, i: number): number {
  let start = i;
  while (
    start > Math.max(i - OWNER_REACH, 0) &&
    (block.delta[start - 1] ?? 0) < 0 &&
    block.instruction[start - 1] === block.instruction[i]
  )
    start--;
  return start;
}

function dyingAt(file: SessionFile, block: EventColumns, j: number): Dying | null {
  const object = block.object[j] ?? 0;
  const objects = file.lives();
  if (block.refcount[j] !== 0 || objects.endSeq(object) !== block.firstSeq + j) return null;
  const type = file.type(objects.type(object));
  if (type && HOLDS_NOTHING.has(type.kind)) return null;
  const name = type?.name ?? 'object';
  return {
    object,
    seq: block.firstSeq + j,
    type: name,
    family: type?.yours ? 'class' : name,
    cFunction: '',
  };
}

/** Leaves on top of the stack the object on whose behalf `cFunction` acts; false when it is none of them. */
function findOwner(stack: Dying[], cFunction: string): boolean {
  while (stack.length > 0) {
    const top = stack.at(-1);
    if (top?.cFunction === cFunction) return true;
    const below = stack.findLast((dying) => dying.cFunction === cFunction);
    if (top?.cFunction === '' && (!below || below.family === top.family)) {
      top.cFunction = cFunction;
      return true;
    }
    stack.pop();
  }
  return false;
}

/** The object whose deallocation made the decref of entry i of a block; null when none did. */
export function collectedOwner(file: SessionFile, block: EventColumns, i: number): Owner | null {
  const sites = file.sites();
  const stack: Dying[] = [];
  let owner: Owner | null = null;
  for (let j = chainStart(block, i); j <= i; j++) {
    const cFunction = sites[block.site[j] ?? 0]?.cFunction ?? '';
    owner = findOwner(stack, cFunction) ? (stack.at(-1) ?? null) : null;
    const dying = dyingAt(file, block, j);
    if (dying) stack.push(dying);
  }
  return owner;
}
