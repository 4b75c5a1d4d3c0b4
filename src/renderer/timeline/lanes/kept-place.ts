// Owns the reader's place in the list while its session grows: rows that come in above push down what is read, so the list scrolls by
// as much. Must not scroll or fetch by itself. Invariant: what is held is an object in view; a list without one has no place to keep.

import type { LaneRows } from './lane-rows.ts';

interface Held {
  readonly object: number;
  readonly index: number;
}

export const createKeptPlace = (handlers: {
  readonly rows: Pick<LaneRows, 'indexOf' | 'rowAt'>;
  /** Where the object's row is now, when its page has not come; -1 where it cannot be said. */
  locate(object: number): Promise<number>;
  /** An object that was looked for has been found so many rows further down. */
  found(by: number): void;
}) => {
  const { rows } = handlers;
  let held: Held | null = null;
  let isLost = false;

  const lookFor = async ({ object, index }: Held): Promise<void> => {
    isLost = true;
    const now = await handlers.locate(object);
    if (!isLost || held?.object !== object) return;
    isLost = false;
    held = null;
    if (now >= 0) handlers.found(now - index);
  };

  return {
    /** The first object among these rows is to stay where it is. */
    hold: (first: number, last: number): void => {
      if (isLost) return;
      held = null;
      for (let index = first; index < last && held === null; index++) {
        const object = rows.rowAt(index)?.id;
        if (object !== undefined) held = { object, index };
      }
    },
    isHeld: (): boolean => held !== null,
    drop: (): void => {
      held = null;
      isLost = false;
    },
    /** By how many rows it is further down than when it was last asked for. */
    moved: (): number => {
      if (held === null || isLost) return 0;
      const index = rows.indexOf(held.object);
      if (index < 0) {
        void lookFor(held);
        return 0;
      }
      const by = index - held.index;
      held = { ...held, index };
      return by;
    },
  };
};
