// Lanes in groups: headings with counts, collapsed by mouse and keyboard, together with sort, filter, pins and what is hidden.

import type { Locator } from '@playwright/test';
import type { AppWindow } from '../harness/app-window.ts';
import { expect, test } from '../harness/app-test.ts';

const PROGRAM = `class Cell:
    pass
class Pair:
    pass
cells = [Cell() for _ in "ab" * 120]
for cell in cells:
    cell.at = 1.5
one = Pair()
two = Pair()
two = None
print("done")
`;

const groupBy = (app: AppWindow): Locator =>
  app.timeline.getByRole('combobox', { name: 'Group by' });
const heading = (app: AppWindow, name: string | RegExp): Locator =>
  app.objects.getByRole('button', { name });
const show = (app: AppWindow, scope: string): Promise<void> =>
  app.timeline.getByRole('button', { name: scope, exact: true }).click();

/** Nothing is selected: what is comes into view. */
const recorded = async (app: AppWindow): Promise<void> => {
  await app.record(PROGRAM);
  await expect(app.objects.locator('[aria-current]')).toBeVisible();
  await app.press('Escape');
};

test('lanes come in groups of a type, and a group is collapsed by click and by keys', async ({
  app,
}) => {
  await recorded(app);
  await groupBy(app).selectOption('Type');
  const cells = heading(app, /^Cell · 240 objects/);
  await expect(cells).toHaveAttribute('aria-expanded', 'true');
  await expect(app.lane('cell Cell').first()).toBeVisible();

  await cells.click();
  await expect(cells).toHaveAttribute('aria-expanded', 'false');
  await expect(app.lane('cell Cell')).toHaveCount(0);

  await expect(cells).toBeFocused();
  const playhead = await app.seq();
  for (const [key, expanded] of [
    ['ArrowRight', 'true'],
    ['ArrowLeft', 'false'],
    ['Enter', 'true'],
    ['Space', 'false'],
  ] as const) {
    await app.press(key);
    await expect(cells, key).toHaveAttribute('aria-expanded', expanded);
  }
  // The arrows go on over headings and lanes; the playhead has not moved.
  expect(await app.seq()).toBe(playhead);
  const focused = app.page.locator(':focus');
  const pairs = heading(app, /^Pair · 2/);
  for (let i = 0; i < 40 && (await focused.textContent())?.startsWith('Pair') !== true; i++)
    await app.press('ArrowDown');
  await expect(pairs).toBeFocused();
  await app.press('ArrowDown');
  await expect(app.lane('one Pair')).toBeFocused();
  await app.press('ArrowUp');
  await expect(pairs).toBeFocused();
});

test('groups go with sort, filter, pins and hidden objects, and are remembered', async ({
  app,
}) => {
  await recorded(app);
  await groupBy(app).selectOption('Birth line');
  await expect(heading(app, /\.py:/).first()).toBeVisible();
  await app.press('Shift+G');
  await expect(heading(app, /\.py:5 · 24\d objects cells = \[Cell\(\) for/)).toBeVisible();
  await groupBy(app).selectOption('Name');
  await expect(heading(app, /\.py:/)).toHaveCount(0);
  await app.press('Shift+G');
  await expect(heading(app, /^cell · 240 objects/)).toBeVisible();
  await groupBy(app).selectOption('Type');
  await app.timeline.getByRole('combobox', { name: 'Sort by' }).selectOption('Birth');
  await app.timeline.getByRole('button', { name: 'Order: ascending' }).click();
  await app.press('Shift+G');
  await expect(app.objects.getByRole('listitem')).toHaveCount(
    await app.objects.getByRole('button', { expanded: false }).count(),
  );
  await heading(app, /^Pair · 2/).click();
  // Last born first, inside the group.
  const pairs = app.objects.getByRole('listitem', { name: /^(one|two) Pair$/ });
  await expect(pairs).toHaveCount(2);
  await expect(pairs.first()).toHaveAccessibleName('two Pair');

  await app.select(pairs.first());
  await app.press('p');
  await expect(pairs).toHaveCount(3);
  await app.press('h');
  await expect(heading(app, /^Pair · 1 object$/)).toBeVisible();
  await expect(pairs).toHaveCount(1);
  await app.press('Shift+H');
  await expect(heading(app, /^Pair · 2 objects/)).toBeVisible();

  await app.timeline.getByRole('searchbox', { name: 'Filter objects' }).fill('cell');
  await expect(heading(app, /^Cell · 240 objects/)).toBeVisible();
  await expect(heading(app, /^Pair/)).toHaveCount(0);
  await show(app, 'All');
  await expect(heading(app, /^Cell · 240 objects/)).toBeVisible();

  await app.page.reload();
  await expect(app.facts).toBeVisible();
  await expect(groupBy(app)).toHaveValue('type');
  await expect(app.objects.getByRole('button', { expanded: true }).first()).toBeVisible();
});

test('a long group is paged, and its heading stays above its lanes', async ({ app }) => {
  await recorded(app);
  await groupBy(app).selectOption('Type');
  await show(app, 'All');
  await app.timeline.getByRole('searchbox', { name: 'Filter objects' }).fill('Cell');
  const cells = heading(app, /^Cell · 240 objects/);
  await expect(cells).toBeVisible();
  await cells.click();
  await app.press('ArrowRight');
  await app.press('ArrowDown');
  const lanes = app.timeline.getByRole('group', { name: 'Lanes' });
  await lanes.evaluate((element) => (element.scrollTop = 130 * 32));
  const far = app.objects.locator('[data-row="135"]');
  await expect(far).toHaveAccessibleName('cell Cell');
  const copy = app.timeline.locator('.tl-group-row.is-copy');
  await expect(copy).toContainText('Cell · 240 objects');
  await app.select(far);
  const scrolled = await lanes.evaluate((element) => element.scrollTop);
  // What is selected stays where it is.
  expect(Math.abs(scrolled - 130 * 32)).toBeLessThan(64);
  await copy.getByText('Cell').click();
  await expect(cells).toBeVisible();
  await expect(cells).toHaveAttribute('aria-expanded', 'false');
});

test('a row that is cut off and gets the focus brings its lane along', async ({ app }) => {
  await app.page.setViewportSize({ width: 1024, height: 700 });
  await recorded(app);
  await groupBy(app).selectOption('Type');
  await expect(app.objects.getByRole('button', { expanded: true }).first()).toBeVisible();
  await app.press('Shift+G');
  const rows = app.objects.getByRole('button', { expanded: false });
  await expect(rows.first()).toBeVisible();
  const last = rows.last();
  // As Tab, or a reader's cursor, would.
  await last.focus();
  await expect(last).toBeInViewport({ ratio: 1 });
  const insides = app.timeline.locator('.tl-list, .tl-rows-clip, .tl-stuck');
  expect(await insides.evaluateAll((all) => all.map((one) => one.scrollTop))).toEqual([0, 0, 0]);
});
