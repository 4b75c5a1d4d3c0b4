// Owns "who holds this object now?" in a stopped program: every reference, counted, and the rest. Must not run the program on.
// Invariant: the counted holders of a mortal object add up to its recorded count; a word that cannot be one of them, because the count
// is used up by surer ones, is listed as not counted.

import { Failure } from '../../../shared/base/failure.ts';
import {
  HOLDERS_VERSION,
  type Holder,
  type HoldersAnswer,
  type HoldersQuestion,
} from '../../../shared/model/holders.ts';
import { IMMORTAL } from '../../../shared/model/session.ts';
import type { Reference } from '../../engine/heap/heap-view.ts';
import type { SessionFile } from '../../session/read/session-file.ts';
import { recordedCount } from './question.ts';
import { takenByC } from './c-references.ts';
import type { Moment, Recorded } from './moment.ts';
import { describeReference, type WordParts } from './holder-words.ts';
import { isInternedEntry } from './interned.ts';
import { ownersIn, wordParts } from './word-parts.ts';

/** Words that may be left over from before come last when the count is given out. */
const RANK: Partial<Record<Reference['part'], number>> = {
  local: 1,
  field: 1,
  stack: 2,
  'unsure stack': 3,
  static: 4,
};

type Parts = Recorded & Moment & Pick<HoldersQuestion, 'object'>;

export function findHolders(
  recorded: Recorded,
  moment: Moment,
  { object }: HoldersQuestion,
): HoldersAnswer {
  const parts = { ...recorded, ...moment, object };
  const { heap, session, seq } = parts;
  const address = session.lives().address(object);
  const refcount = countInMemory(parts, address);
  const references = refcount === 0 ? [] : heap.referencesTo(new Set([address]));
  const words = wordParts(recorded, moment, ownersIn(heap, references));
  const isImmortal = refcount === IMMORTAL;
  let left = isImmortal ? Infinity : refcount;
  const onTheWay = justTaken(session, { object, seq });
  const holders: Holder[] = [];
  for (const reference of ranked(references)) {
    const inTable = isInternedEntry(reference, heap);
    const isStale = reference.part === 'static' && left <= onTheWay;
    const counted = reference.counted && !inTable && left > 0 && !isStale;
    // A place that is certainly in use is said even if it does not count; what may be stale is not.
    if (!counted && !inTable && reference.counted && (RANK[reference.part] ?? 0) >= 3) continue;
    if (counted) left--;
    holders.push(holderOf(reference, { counted, inTable, words }));
  }
  if (!isImmortal) holders.push(...takenByC({ session, object, seq, count: left }));
  const sum = holders.reduce((total, { counted, count }) => total + (counted ? count : 0), 0);
  const shown = isImmortal ? null : refcount;
  return { version: HOLDERS_VERSION, object, seq, refcount: shown, holders, sum };
}

/**
 * References that the event itself took: they are stored nowhere yet. A word of the interpreter's variables that equals the address is
 * then more likely left over, such as an entry of a free list.
 */
function justTaken(session: SessionFile, { object, seq }: HoldersQuestion): number {
  const block = session.eventBlock(session.blockOfSeq(seq));
  const i = seq - block.firstSeq;
  return block.object[i] === object ? Math.max(0, block.delta[i] ?? 0) : 0;
}

/** IMMORTAL or the count in memory, which must be the recorded one. Throws Failure when it is not. */
function countInMemory(
  { heap, session, object, seq, immortalRefcount }: Parts,
  address: number,
): number {
  const found = heap.memory.refcount(address);
  const refcount = found >= immortalRefcount ? IMMORTAL : found;
  const recorded = recordedCount(session, { object, seq });
  if (recorded === null || recorded === refcount) return refcount;
  throw new Failure(
    'engine',
    `The run again has another count: after event ${seq} object ${object} was recorded with ${recorded}, and memory says ${refcount}; refscope verify tells whether the recording is whole.`,
  );
}

const ranked = (references: readonly Reference[]): Reference[] =>
  references.toSorted((a, b) => (RANK[a.part] ?? 0) - (RANK[b.part] ?? 0));

function holderOf(
  reference: Reference,
  { counted, inTable, words }: { counted: boolean; inTable: boolean; words: WordParts },
): Holder {
  const id = reference.holder === 0 ? 0 : words.idAt(reference.holder);
  const described = inTable
    ? { kind: 'interned table' as const, words: 'table of interned strings' }
    : describeReference(reference, words);
  return { ...described, ...(id === 0 ? {} : { holderObject: id }), count: 1, counted };
}
