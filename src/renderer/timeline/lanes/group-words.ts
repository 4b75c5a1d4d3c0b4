// Owns what the heading of a group says. Pure.

import type { SessionSummary } from '../../../shared/api/index.ts';
import type { LaneGroup } from '../../state/lane-groups.ts';
import { counted } from '../../state/words.ts';
import type { ShownGroup } from './rows-shown.ts';

const WITHOUT: Readonly<Record<LaneGroup, string>> = {
  none: '',
  type: 'no type',
  line: 'born on no line of a file',
  name: 'without a name',
};

export const groupTitle = ({ label, by }: ShownGroup): string => label || WITHOUT[by];

/** `list · 1,204 objects`. */
export const groupText = (group: ShownGroup): string =>
  `${groupTitle(group)} · ${counted(group.count, 'object')}`;

/** What stands on the line that a group was born on. */
export const groupCode = ({ sourceId, line = 0 }: ShownGroup, summary: SessionSummary): string => {
  const source = summary.sources.find(({ id }) => id === sourceId);
  return (
    source?.text
      ?.split('\n', line)
      .at(line - 1)
      ?.trim() ?? ''
  );
};
