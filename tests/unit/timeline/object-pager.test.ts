import { describe, expect, it } from 'vitest';
import type { ObjectPage, ObjectRow, Params } from '../../../src/shared/api/index.ts';
import { createObjectPager } from '../../../src/renderer/timeline/data/object-pager.ts';
import { objectRow } from './lanes-made.ts';

const TOTAL = 250;
const query = { session: 's', scope: 'named', text: '' } as const;

const made = (shift = 0) => {
  const asked: Params<'session.objects'>[] = [];
  const pager = createObjectPager({
    fetch: (params) => {
      asked.push(params);
      const rows: ObjectRow[] = [];
      const end = Math.min(TOTAL, params.offset + params.limit);
      const add = params.text === 'late' ? 1000 : shift;
      for (let i = params.offset; i < end; i++) rows.push(objectRow({ id: i + 1 + add }));
      return Promise.resolve<ObjectPage>({
        total: TOTAL,
        searched: 1,
        offset: params.offset,
        rows,
      });
    },
    changed: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
  return { pager, asked };
};
const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

describe('createObjectPager', () => {
  it('fetches the pages that are about to be shown, no others', async () => {
    const { pager, asked } = made();
    pager.query(query);
    await settle();
    expect(asked.map(({ offset }) => offset)).toEqual([0]);
    expect(pager.total()).toBe(TOTAL);
    pager.want([{ first: 190, last: 215 }]);
    await settle();
    expect(asked.map(({ offset }) => offset)).toEqual([0, 100, 200]);
    expect(pager.rowAt(214)?.id).toBe(215);
    expect(pager.indexOf(215)).toBe(214);
    expect(pager.rowAt(250)).toBeNull();
  });
  it('shows the old rows until the first page of a new query is there', async () => {
    const { pager } = made();
    pager.query(query);
    await settle();
    pager.query({ ...query, text: 'late' });
    expect(pager.pending()).toBe(true);
    expect(pager.rowAt(0)?.id).toBe(1);
    await settle();
    expect(pager.rowAt(0)?.id).toBe(1001);
    expect(pager.indexOf(1)).toBe(-1);
  });
  it('forgets the rows of another session at once', async () => {
    const { pager } = made();
    pager.query(query);
    await settle();
    pager.query({ ...query, session: 'other' });
    expect(pager.rowAt(0)).toBeNull();
    expect(pager.total()).toBe(0);
  });

  it('asks for more while a search is not over, and takes back what another query overtakes', async () => {
    const signals: AbortSignal[] = [];
    let parts = [0.3, 0.7, 1];
    const answers: ((page: ObjectPage) => void)[] = [];
    const pager = createObjectPager({
      fetch: (_params, signal) => {
        signals.push(signal);
        return new Promise((resolve) => answers.push(resolve));
      },
      changed: () => undefined,
      failed: (error) => {
        throw error;
      },
    });
    pager.query({ ...query, text: 'a' });
    for (let n = 1; parts.length > 0; n++) {
      const [searched = 1, ...rest] = parts;
      parts = rest;
      const rows = Array.from({ length: n }, (_, i) => objectRow({ id: i + 1 }));
      answers.pop()?.({ total: n, searched, offset: 0, rows });
      await settle();
      expect(pager.total()).toBe(n);
    }
    expect(signals).toHaveLength(3);
    pager.query({ ...query, text: 'ab' });
    pager.query({ ...query, text: 'abc' });
    expect(signals.map((signal) => signal.aborted)).toEqual([false, false, false, true, false]);
  });
  it('does not say that nothing is found before all was searched', async () => {
    const answers: ((page: ObjectPage) => void)[] = [];
    const pager = createObjectPager({
      fetch: () => new Promise((resolve) => answers.push(resolve)),
      changed: () => undefined,
      failed: (error) => {
        throw error;
      },
    });
    const isPending: boolean[] = [];
    pager.query({ ...query, text: 'rare' });
    for (const searched of [0.2, 0.6, 1]) {
      answers.pop()?.({ total: 0, searched, offset: 0, rows: [] });
      await settle();
      isPending.push(pager.pending());
    }
    expect(isPending).toEqual([true, true, false]);
  });
  it('shows the rows it has until newer ones of a session that grew have come', async () => {
    const { pager, asked } = made();
    pager.query(query);
    await settle();
    pager.want([{ first: 100, last: 120 }]);
    await settle();
    pager.grow();
    expect(pager.rowAt(110)?.id).toBe(111);
    expect(pager.pending()).toBe(false);
    await settle();
    // Of the pages, the one in view.
    expect(asked.map(({ offset }) => offset)).toEqual([0, 100, 100]);
    pager.want([{ first: 0, last: 20 }]);
    await settle();
    expect(asked.map(({ offset }) => offset)).toEqual([0, 100, 100, 0]);
    expect(pager.indexOf(111)).toBe(110);
  });
});
