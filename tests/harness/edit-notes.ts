// A process of its own that adds notes to a recording's bookmarks, one edit after the other: FILE, FIRST seq, COUNT, STEP.

import { editBookmarks } from '../../src/main/app/small-files/bookmarks.ts';

const [file = '', first = '0', count = '0', step = '1'] = process.argv.slice(2);
for (let i = 0; i < Number(count); i++)
  await editBookmarks(file, { kind: 'note', seq: Number(first) + i * Number(step), note: 'kept' });
