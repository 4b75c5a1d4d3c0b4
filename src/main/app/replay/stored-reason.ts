// Owns the reason of a change with where the new reference went: an index, a key, an attribute. A recording holds counts, not
// containers, so the heap at the event, when nothing is stored yet, is compared with the heap at the next one.
// Invariant: a place is told only if its owner has one reference more than before, and it is the only such place.

import { Failure } from '../../../shared/base/failure.ts';
import type { HistoryRow } from '../../../shared/api/results.ts';
import type { Holder, HoldersAnswer, HoldersQuestion } from '../../../shared/model/holders.ts';

/** Places that last; a slot of the value stack or a local is what the reason says already. */
const LASTING: ReadonlySet<Holder['kind']> = new Set<Holder['kind']>([
  'class attribute',
  'attribute',
  'dict key',
  'dict value',
  'item',
  'set item',
  'field',
]);

/** An owner of references to the object: a list that grows moves those that it has. */
const ownerOf = ({ kind, holderObject, words }: Holder): string =>
  `${kind} ${holderObject ?? words}`;
const lasting = (holders: readonly Holder[]): readonly Holder[] =>
  holders.filter(({ counted, kind }) => counted && LASTING.has(kind));

/** Places that `before` does not have, of owners that have more of them than before. */
export function newPlaces(before: readonly Holder[], after: readonly Holder[]): readonly Holder[] {
  const [old, now] = [lasting(before), lasting(after)];
  const hasMore = (owner: string): boolean =>
    now.filter((one) => ownerOf(one) === owner).length >
    old.filter((one) => ownerOf(one) === owner).length;
  return now.filter(
    (place) => hasMore(ownerOf(place)) && !old.some(({ words }) => words === place.words),
  );
}

/** `list.append stored it at index 3 during …`; else the reason, and the place behind it. */
export function withPlace(reason: string, { kind, key, words }: Holder): string {
  const [what, ...rest] = reason.split(' stored it');
  if (kind === 'item' && key !== undefined && rest.length > 0)
    return `${what} stored it at index ${key}${rest.join(' stored it')}`;
  return reason.endsWith('value stack')
    ? `${reason}, from where it went on: ${words}`
    : `${reason}: ${words}`;
}

/**
 * The row's reason with the place, or null: the event took no reference, or there is not exactly one new place.
 * @param ask who holds the object; rejects with Failure where the run cannot be run again
 */
export async function storedReason(
  row: HistoryRow,
  object: number,
  ask: (question: HoldersQuestion) => Promise<HoldersAnswer>,
): Promise<string | null> {
  if (row.delta <= 0) return null;
  const holdersAt = async (seq: number): Promise<readonly Holder[]> =>
    (await ask({ object, seq })).holders;
  try {
    const before = await holdersAt(row.seq);
    const [place, ...others] = newPlaces(before, await holdersAt(row.seq + 1));
    return place && others.length === 0 ? withPlace(row.reason, place) : null;
  } catch (error) {
    // The object, or the recording, ends with the next event.
    if (error instanceof Failure && error.kind === 'bad-request') return null;
    throw error;
  }
}
