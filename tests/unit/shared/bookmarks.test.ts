// What one edit makes of a list of bookmarks: it touches its own place only, so edits of two windows add up.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  bookmarkEdit,
  bookmarkList,
  withEdit,
  type Bookmark,
  type BookmarkEdit,
} from '../../../src/shared/api/bookmarks.ts';

const place = fc.record(
  {
    seq: fc.integer({ min: 0, max: 4 }),
    step: fc.constantFrom<(number | 'event')[]>(0, 1, 'event'),
  },
  { requiredKeys: ['seq'] },
);
const note = fc.constantFrom('', 'a', 'b');
const edit: fc.Arbitrary<BookmarkEdit> = fc.oneof(
  place.map((at) => ({ kind: 'add' as const, ...at })),
  place.map((at) => ({ kind: 'remove' as const, ...at })),
  fc.tuple(place, note).map(([at, text]) => ({ kind: 'note' as const, ...at, note: text })),
);
const keyOf = ({ seq, step }: { seq: number; step?: number | 'event' | undefined }): string =>
  `${seq} ${step ?? ''}`;
const made = (edits: readonly BookmarkEdit[]): readonly Bookmark[] =>
  edits.reduce<readonly Bookmark[]>(withEdit, []);

it('a list stays one that is accepted, in the order of the recording, with one bookmark per place', () => {
  fc.assert(
    fc.property(fc.array(edit), (edits) => {
      const list = made(edits);
      expect(bookmarkList.parse(list)).toEqual(list);
      expect(new Set(list.map(keyOf)).size).toBe(list.length);
      expect(list.map(({ seq }) => seq)).toEqual(list.map(({ seq }) => seq).sort((a, b) => a - b));
      for (const one of edits) expect(bookmarkEdit.parse(one)).toEqual(one);
    }),
  );
});

it('edits of different places add up in any order', () => {
  fc.assert(
    fc.property(fc.array(edit), edit, edit, (before, one, other) => {
      fc.pre(keyOf(one) !== keyOf(other));
      const sorted = (list: readonly Bookmark[]) =>
        list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      expect(sorted(made([...before, one, other]))).toEqual(sorted(made([...before, other, one])));
    }),
  );
});

it('adding keeps a note that is there, and a note brings back what was removed', () => {
  expect(
    made([
      { kind: 'note', seq: 1, note: 'kept' },
      { kind: 'add', seq: 1 },
    ]),
  ).toEqual([{ seq: 1, note: 'kept' }]);
  expect(
    made([
      { kind: 'add', seq: 1 },
      { kind: 'remove', seq: 1 },
      { kind: 'note', seq: 1, note: 'x' },
    ]),
  ).toEqual([{ seq: 1, note: 'x' }]);
});

it('a full list takes no more, and changes what it has', () => {
  const full = Array.from({ length: 1000 }, (_, seq) => ({ seq, note: '' }));
  expect(withEdit(full, { kind: 'add', seq: 5000 })).toBe(full);
  expect(withEdit(full, { kind: 'note', seq: 7, note: 'x' })[7]).toEqual({ seq: 7, note: 'x' });
  expect(withEdit(full, { kind: 'remove', seq: 7 })).toHaveLength(999);
});
