// Source beside the timeline: heat of lines, values of names at the playhead, visits of a line both ways, the collector's runs.

import type { Locator } from '@playwright/test';
import type { AppWindow } from '../harness/app-window.ts';
import { expect, test } from '../harness/app-test.ts';

const PROGRAM = `import gc
total = 0
for item in ([1.5], [2.5], [4.5]):
    total += item[0]
once = total
ring = []
ring.append(ring)
del ring
print(gc.collect())
`;

const line = (app: AppWindow, text: string): Locator =>
  app.code.locator('.cm-line').filter({ hasText: text });
/** What is written behind the current line. */
const values = (app: AppWindow): Locator => app.code.locator('.code-current .code-values');

test('lines show how much happened on them, and the values of their names', async ({ app }) => {
  await app.record(PROGRAM);
  await app.goToLine(4);
  await expect(values(app)).toContainText('total = 0');
  await expect(values(app)).toContainText('item = [1 item]');
  const heat = app.code.locator('.code-heat[title]');
  const told = await heat.evaluateAll((marks) =>
    marks.map((mark) => ({
      events: Number(mark.getAttribute('title')?.replace(/\D/g, '')),
      share: Number((mark as HTMLElement).style.getPropertyValue('--share')),
    })),
  );
  const lit = told.filter(({ events }) => events > 0);
  expect(lit.length).toBeGreaterThanOrEqual(7);
  // The hotter, the more events; the hottest line is hot through and through.
  const ordered = lit.toSorted((a, b) => a.events - b.events);
  expect(ordered.map(({ share }) => share)).toEqual(
    ordered.map(({ share }) => share).toSorted((a, b) => a - b),
  );
  expect(ordered.at(-1)?.share).toBe(1);
  await expect(app.code.locator('.pane-note')).toContainText(/\d+ events? on it in all/);
});

test('a click on a line goes to its next visit, with Shift to the one before', async ({ app }) => {
  await app.record(PROGRAM);
  await app.goToLine(2);
  const body = line(app, 'total += item[0]');
  const visit = async (shift: boolean): Promise<number> => {
    const before = await app.place();
    await body.click({ position: { x: 50, y: 8 }, ...(shift ? { modifiers: ['Shift'] } : {}) });
    await expect.poll(() => app.place()).not.toBe(before);
    await app.settled();
    expect(await app.currentLine()).toBe(4);
    return app.seq();
  };
  const first = await visit(false);
  const second = await visit(false);
  const third = await visit(false);
  expect([first, second, third].toSorted((a, b) => a - b)).toEqual([first, second, third]);
  await expect(values(app)).toContainText('total = 4.0');
  expect(await visit(true)).toBe(second);
  expect(await visit(true)).toBe(first);
});

test('each run of the collector is listed, and leads to its moment', async ({ app }) => {
  await app.record(PROGRAM);
  await app.page.getByRole('button', { name: /collector runs?$/ }).click();
  const runs = app.page.getByRole('dialog', { name: 'Runs of the cycle collector' });
  // The first is the program's own, which takes the list that holds itself.
  const own = runs.getByRole('row').nth(1);
  await expect(own).toContainText('2 (all)');
  await expect(own.getByRole('cell').nth(2)).toHaveText('1');
  const link = own.getByRole('link');
  const seq = Number((await link.innerText()).replaceAll(',', ''));
  await link.click();
  await app.press('Escape');
  await expect.poll(() => app.seq()).toBe(seq);
  expect(await app.currentLine()).toBe(9);
});
