// Owns how the objects list is divided: by what, and the runs of rows that makes. Must not know how lanes show it.
// Invariant: the counts of the groups add up to the rows of the list, and its rows come group by group.

import { z } from 'zod';

export const objectGroup = z.enum(['type', 'line', 'name']);
export type GroupBy = z.output<typeof objectGroup>;

export interface ObjectGroup {
  /** Tells the groups of one division apart, the same in every answer about the session; '' for what has no type, line or name. */
  readonly key: string;
  /** `list`, `prog.py:12`, `score`; '' as above. */
  readonly label: string;
  /** Rows in it. Where they start is the sum of the counts before it. */
  readonly count: number;
  /** Only of a group by birth line. */
  readonly sourceId?: number;
  readonly line?: number;
}
