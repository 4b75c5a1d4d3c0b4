// The inspector: its tabs, the names of an object, a long value, and the count over its life, drawn, zoomed, and as a table.

import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

const PROGRAM = `def keep(item):
    shelf = item
    return shelf

word = ', '.join(['a long value'] * 80)
thing = [1]
for i in range(6):
    other = keep(thing)
del other
other = thing
del thing
print(word[:6])
`;

test.beforeEach(async ({ app }) => {
  await app.record(PROGRAM);
});

const chart = (app: AppWindow) =>
  app.inspector.getByRole('figure', { name: 'Reference count of thing over its life' });
const table = (app: AppWindow) =>
  app.inspector.getByRole('table', { name: 'Reference count of thing over its life' });
const lifeButton = (app: AppWindow, name: string) =>
  app.inspector.getByRole('button', { name, exact: true });

/** Events that the table of the life tells. */
const told = async (app: AppWindow): Promise<readonly number[]> =>
  (await table(app).getByRole('link').allInnerTexts()).map((text) =>
    Number(text.replaceAll(',', '')),
  );

test('tabs are walked by arrow keys and by command, and the chosen one stays', async ({ app }) => {
  await app.select(app.lane('thing list'));
  const tab = (name: string) => app.inspector.getByRole('tab', { name });
  await expect(app.inspector.getByRole('tab')).toHaveText([
    'Overview',
    'History',
    'Names',
    'Holders',
  ]);
  const before = await app.place();
  await tab('Overview').focus();
  await app.press('ArrowRight');
  await expect(tab('History')).toBeFocused();
  await expect(app.inspector.getByRole('table', { name: 'History' })).toBeVisible();
  await app.press('ArrowLeft');
  await expect(app.countNow).toBeVisible();
  expect(await app.place()).toBe(before);
  // From a tab as well these keys are the playhead's.
  await app.press('Home');
  await expect.poll(() => app.seq()).toBe(0);
  await app.move('Shift+ArrowRight');
  await expect(tab('Overview')).toBeFocused();
  await app.press('i');
  await app.press('i');
  await expect(tab('Names')).toHaveAttribute('aria-selected', 'true');
  // Of the next object, and in the next window as well.
  await app.lane('word str').click();
  await expect(tab('Names')).toHaveAttribute('aria-selected', 'true');
  await app.page.reload();
  await app.objects.getByRole('listitem').first().click();
  await expect(tab('Names')).toHaveAttribute('aria-selected', 'true');
});

test('names are told with the moments at which they came and went', async ({ app }) => {
  await app.select(app.lane('thing list'));
  await app.inspect('Names');
  const names = app.inspector.getByRole('table', { name: 'Names', exact: true });
  const rows = names.getByRole('row');
  await expect(rows.nth(1)).toContainText(/^thing\s*module/);
  // Each of six calls has its own item and shelf.
  await expect(rows.filter({ hasText: 'keep()' }).filter({ hasText: 'shelf' })).toHaveCount(6);
  await expect(rows.filter({ hasText: 'keep()' }).filter({ hasText: 'item' })).toHaveCount(6);
  const last = rows.last();
  await expect(last).toContainText(/^other\s*module/);
  await last.getByRole('link').first().click();
  await app.settled();
  expect(await app.boundNames()).toContainEqual(expect.arrayContaining(['other', '[1 item]']));
  const until = rows.nth(1).getByRole('link').last();
  const seq = Number((await until.innerText()).replaceAll(/\D/g, ''));
  await until.click();
  await expect.poll(() => app.seq()).toBe(seq);
});

test('a long value is cut, shown whole, and copied', async ({ app }) => {
  const whole = Array.from({ length: 80 }, () => 'a long value').join(', ');
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.select(app.lane('word str'));
  const value = app.inspector.getByRole('group', { name: 'Value' });
  const height = async (): Promise<number> => (await value.boundingBox())?.height ?? 0;
  const cut = await height();
  await lifeButton(app, 'Show all').click();
  expect(await height()).toBeGreaterThan(cut);
  await expect(value).toHaveText(`'${whole}'`);
  await lifeButton(app, 'Copy value').click();
  await expect(app.inspector.getByRole('status', { name: 'Copied value' })).toHaveText('copied');
  expect(await app.page.evaluate(() => navigator.clipboard.readText())).toBe(`'${whole}'`);
  await lifeButton(app, 'Show less').click();
  expect(await height()).toBe(cut);
  await app.select(app.lane('thing list'));
  await expect(lifeButton(app, 'Show all')).toHaveCount(0);
});

test('the life is zoomed by buttons, by keys and by a range', async ({ app }) => {
  await app.select(app.lane('thing list'));
  await app.inspect('History');
  const view = app.inspector.getByRole('status').filter({ hasText: 'life' });
  await expect(view).toHaveText('whole life');
  await expect(lifeButton(app, 'Zoom out of the life')).toBeDisabled();
  await lifeButton(app, 'Zoom into the life').click();
  await expect(view).toHaveText('50 % of its life');

  const before = await app.place();
  await chart(app).focus();
  await app.press('+');
  await expect(view).toHaveText('25 % of its life');
  await app.press('ArrowRight');
  await app.press('-');
  await expect(view).toHaveText('50 % of its life');
  await app.press('0');
  await expect(view).toHaveText('whole life');
  expect(await app.place()).toBe(before);

  const box = await chart(app).boundingBox();
  if (!box) throw new Error('The chart is not drawn.');
  const [left, y] = [box.x + box.width * 0.3, box.y + box.height / 2];
  await app.page.mouse.move(left, y);
  await app.page.mouse.down();
  await app.page.mouse.move(left + box.width * 0.2, y, { steps: 4 });
  await app.page.mouse.up();
  await expect(view).toHaveText(/^2\d % of its life$/);
  expect(await app.place()).toBe(before);
  // What the zoomed chart is clicked at is a moment of that part.
  await app.page.mouse.click(box.x + box.width * 0.5, y);
  await expect.poll(() => app.place()).not.toBe(before);
  await lifeButton(app, 'Whole life').click();
  await expect(view).toHaveText('whole life');
});

test('the life as a table tells what the chart draws, and is zoomed alike', async ({ app }) => {
  await app.select(app.lane('thing list'));
  await app.inspect('History');
  await app.inspector.getByRole('radio', { name: 'Table' }).click();
  await expect(chart(app)).toHaveCount(0);
  const history = app.inspector.getByRole('table', { name: 'History' });
  const changes = Number(await history.getAttribute('aria-rowcount')) - 1;
  await expect.poll(async () => (await told(app)).length).toBe(changes);
  const all = await told(app);

  await lifeButton(app, 'Zoom into the life').click();
  await expect.poll(async () => (await told(app)).length).toBeLessThan(changes);
  const part = await told(app);
  expect(part.length).toBeGreaterThan(0);
  const start = all.indexOf(part[0] ?? -1);
  expect(part).toEqual(all.slice(start, start + part.length));

  const first = table(app).getByRole('link').first();
  await first.click();
  await expect(first).toHaveAttribute('aria-current', 'true');
  expect(await app.seq()).toBe(part[0]);
});
