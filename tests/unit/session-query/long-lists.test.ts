import { describe, expect, it } from 'vitest';
import { firstRows, prepareFirstRows } from '../../../src/main/session/query/list/first-rows.ts';
import { objectPage } from '../../../src/main/session/query/list/object-list.ts';
import { foundIn, TextSearch } from '../../../src/main/session/query/list/text-search.ts';
import { createView } from '../../../src/main/session/query/view.ts';
import { advance, finish } from '../../../src/main/session/read/steps.ts';
import { objectSort } from '../../../src/shared/api/contract.ts';
import { openSynthetic } from './oracle.ts';

const SESSION = { events: 6_000, blockEvents: 500, eventsPerObject: 5, seed: 9 } as const;

describe('the first rows of every order', () => {
  it('are those that the order has, in every scope and direction', () => {
    const { file, dispose } = openSynthetic(SESSION);
    try {
      const prepared = createView(file);
      finish(prepareFirstRows(prepared, 1));
      for (const sort of objectSort.options) {
        for (const descending of [false, true]) {
          for (const scope of ['named', 'yours', 'all'] as const) {
            const query = { scope, text: '', sort, descending, offset: 30, limit: 40 };
            const { rows } = finish(objectPage(createView(file), query));
            expect([sort, firstRows(prepared, query)]).toEqual([sort, rows.map((row) => row.id)]);
          }
        }
      }
      const query = { scope: 'all', sort: 'type', descending: false, offset: 0 } as const;
      expect(firstRows(prepared, { ...query, text: 'a', limit: 9 })).toBeNull();
      expect(firstRows(prepared, { ...query, text: '', limit: 1_001 })).toBeNull();
      expect(firstRows(prepared, { ...query, text: '', limit: 9, without: [1] })).toBeNull();
    } finally {
      dispose();
    }
  });

  it('are not sought in small sessions', () => {
    const { file, dispose } = openSynthetic(SESSION);
    try {
      const view = createView(file);
      finish(prepareFirstRows(view));
      const query = { scope: 'all', text: '', sort: 'type', descending: false } as const;
      expect(firstRows(view, { ...query, offset: 0, limit: 9 })).toBeNull();
    } finally {
      dispose();
    }
  });
});

describe('a search', () => {
  it('finds the same however often it is left off, and knows how far it is', () => {
    const { file, dispose } = openSynthetic(SESSION);
    try {
      const whole = new TextSearch(createView(file), '1');
      while (whole.step());
      expect(whole.done).toBe(1);
      const view = createView(file);
      const parts = new TextSearch(view, '1');
      expect(parts.done).toBeLessThan(1);
      const query = { scope: 'all', text: '1', sort: 'peak', descending: true } as const;
      const page = { ...query, offset: 0, limit: 50 };
      const steps = objectPage(view, { ...page, partial: true });
      // No time for more than a step in a row.
      let result = advance(steps, 0, () => 0);
      while (result === null) result = advance(steps, 0, () => 0);
      expect(result.value).toEqual(finish(objectPage(createView(file), page)));
      expect(result.value.searched).toBe(1);
    } finally {
      dispose();
    }
  });

  it('does not take back on the way what it found by a name', () => {
    const { file, dispose } = openSynthetic(SESSION);
    try {
      for (const { name } of file.variables()) {
        const search = new TextSearch(createView(file), name.toLowerCase());
        let found = 0;
        for (let isMore = true; isMore;) {
          isMore = search.step();
          const now = foundIn(search, 0).count;
          expect([name, now]).toEqual([name, Math.max(now, found)]);
          found = now;
        }
        expect(found).toBeGreaterThan(0);
      }
    } finally {
      dispose();
    }
  });
});
