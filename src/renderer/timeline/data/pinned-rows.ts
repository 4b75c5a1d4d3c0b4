// Owns the rows of pinned objects: taken from the list where it has them, else asked for one by one, and kept, as a filter may
// hide them from the list.

import type { ObjectRow } from '../../../shared/api/index.ts';
import { ask } from '../../state/ask.ts';
import { useSession } from '../../state/session-store.ts';

export interface PinnedRows {
  /** The rows that are there, in the order of the ids. */
  rows(objects: readonly number[]): ObjectRow[];
}

export const createPinnedRows = (
  listed: (object: number) => ObjectRow | null,
  changed: () => void,
): PinnedRows => {
  const kept = new Map<number, ObjectRow>();
  const asked = new Set<number>();
  let session = '';

  const load = async (object: number): Promise<void> => {
    const mine = session;
    asked.add(object);
    try {
      const { object: row } = await ask('session.object', { session, object, seq: 0 });
      if (mine !== session) return;
      kept.set(object, row);
      changed();
    } catch {
      // The lane stays absent; asked again when it is pinned again.
      asked.delete(object);
    }
  };

  return {
    rows: (objects) => {
      const now = useSession.getState().summary?.session ?? '';
      if (now !== session) {
        session = now;
        kept.clear();
        asked.clear();
      }
      return objects.flatMap((object) => {
        const row = kept.get(object) ?? listed(object);
        if (row) kept.set(object, row);
        else if (!asked.has(object) && session !== '') void load(object);
        return row ? [row] : [];
      });
    },
  };
};
