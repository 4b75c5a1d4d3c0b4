import { expect, it } from 'vitest';
import { eventBounds, NO_BOUNDS } from '../../../src/main/session/sql/sql-pushdown.ts';

const from = 'SELECT * FROM refcount_event';

it.each([
  ['seq = 5', { fromSeq: 5, toSeq: 5 }],
  ['seq >= 5 AND seq < 9', { fromSeq: 5, toSeq: 8 }],
  ['kind != 3 and SEQ > 5', { fromSeq: 6 }],
  ['seq BETWEEN 5 AND 9 AND object_id = 3', { fromSeq: 5, toSeq: 9, object: 3 }],
  ['refcount_event.object_id = 3 ORDER BY seq LIMIT 3', { object: 3 }],
  ['object_id == 3 GROUP BY kind HAVING count(*) > 1 OR 1', { object: 3 }],
])('takes the bounds of %s', (where, bounds) => {
  expect(eventBounds(`${from} WHERE ${where}`)).toEqual({ ...NO_BOUNDS, ...bounds });
});

it('takes them by the alias of the table', () => {
  expect(eventBounds('select e.seq from refcount_event AS e where e.seq <= 7')).toEqual({
    ...NO_BOUNDS,
    toSeq: 7,
  });
  expect(eventBounds('select e.seq from refcount_event e where o.seq <= 7')).toEqual(NO_BOUNDS);
});

it.each([
  `${from} WHERE seq = 5 OR object_id = 3`,
  `${from} WHERE NOT seq = 5`,
  `${from} WHERE (seq = 5)`,
  `${from} WHERE seq = 5 UNION ${from}`,
  `${from} WHERE kind = 'seq = 5 and '`,
  `${from} WHERE seq = 5 -- and`,
  `${from} WHERE -seq < 5`,
  `${from} WHERE 5 = seq`,
  `${from} WHERE seq = 5 + 1`,
  `${from} WHERE seq = object_id`,
  `${from}, object WHERE seq = 5`,
  `${from} LEFT JOIN object o ON seq = 5 WHERE o.object_id = 3`,
  `WITH x AS (${from} WHERE seq = 5) SELECT * FROM x`,
  'SELECT * FROM object WHERE object_id = 3',
])('takes none of %s', (sql) => {
  expect(eventBounds(sql)).toEqual(NO_BOUNDS);
});
