// A name that is followed: a lane that says which object it referred to, when.

import type { Locator } from '@playwright/test';
import type { AppWindow } from '../harness/app-window.ts';
import { expect, test } from '../harness/app-test.ts';

const PROGRAM = `score = [10]
other = [1, 2]
score = other
del score
print("unbound")
score = ["last"]
def work(item):
    kept = [item]
    return kept
for number in range(60):
    work(number)
print("done")
`;

const nameLane = (app: AppWindow, name: string): Locator => app.lane(`Name ${name}`);
/** What the inspector shows is the object with this value. */
const selectedValue = (app: AppWindow, value: string): Promise<void> =>
  expect(app.inspector.getByText(value, { exact: true }).first()).toBeVisible();

test('a name is followed by key, and its lane leads to its objects', async ({ app }) => {
  await app.record(PROGRAM);
  await app.press('Shift+N');
  await app.page.getByRole('combobox', { name: 'Name to follow' }).fill('score');
  await expect(app.page.getByRole('option', { name: /^score/ })).toBeVisible();
  await app.press('Enter');
  const lane = nameLane(app, 'score in module');
  await expect(lane).toHaveAccessibleDescription(/refers to \[.*1 item.*\], 3 bindings/);
  await expect(lane).toContainText('1');

  // From binding to binding: also to where it is bound to nothing.
  await app.goToLine(1);
  await lane.focus();
  const places: number[] = [];
  for (const [line, value] of [
    [1, '[1 item]'],
    [3, '[2 items]'],
    [4, ''],
    [6, '[1 item]'],
  ] as const) {
    await app.move('.');
    places.push(await app.seq());
    // Where it has just been bound: in that line, or where that was its last doing, before the next.
    expect([line, line + 1]).toContain(await app.currentLine());
    if (value !== '') await selectedValue(app, value);
    else await expect(lane).toHaveAccessibleDescription(/refers to nothing here/);
  }
  await app.move(',');
  expect(await app.seq()).toBe(places[2]);
  await app.move('Control+ArrowLeft');
  expect(await app.seq()).toBe(places[1]);

  // Under the pointer it says what the name referred to.
  await app.press('0');
  const box = await lane.boundingBox();
  const time = await app.timeline.locator('.tl-ruler').boundingBox();
  if (!time || !box) throw new Error('the lane is not on screen');
  await app.page.mouse.move(time.x + time.width - 8, box.y + box.height / 2);
  await expect(app.page.locator('.tl-tooltip')).toContainText(/score in module.*refers to \[/);

  // A click in the lane goes there and selects what it was.
  await app.press('0');
  await app.press('0');
  await app.press('Escape');
  const ruler = await app.timeline.locator('.tl-ruler').boundingBox();
  const row = await lane.boundingBox();
  if (!ruler || !row) throw new Error('the lane is not on screen');
  await app.page.mouse.click(ruler.x + ruler.width - 8, row.y + row.height / 2);
  await selectedValue(app, '[1 item]');
  await expect(app.lane('score list').first()).toBeVisible();

  await lane.focus();
  await app.press('Delete');
  await expect(lane).toHaveCount(0);
});

test('names are followed from the panes and from the code; many bindings are told together', async ({
  app,
}) => {
  await app.record(PROGRAM);
  const row = app.names.getByRole('row').filter({ hasText: 'number' });
  await row.hover();
  await row.getByRole('button', { name: 'Follow number' }).click();
  await expect(nameLane(app, 'number in module')).toHaveAccessibleDescription(/60 bindings/);

  await app.code
    .getByText('kept = [item]')
    .click({ modifiers: ['Alt'], position: { x: 40, y: 8 } });
  const local = nameLane(app, 'kept in work()');
  await expect(local).toHaveAccessibleDescription(/60 bindings/);
  await app.select(app.lane('other list'));
  await app.press('p');
  // Pinned lanes stand below the names that are followed.
  const pinned = app.lane('other list').first();
  await expect
    .poll(async () => (await pinned.boundingBox())?.y ?? 0)
    .toBeGreaterThan((await local.boundingBox())?.y ?? Infinity);

  await app.inspect('Names');
  const table = app.inspector.getByRole('table', { name: 'Names' });
  await table.getByRole('row').filter({ hasText: 'score' }).hover();
  await table.getByRole('button', { name: 'Follow score' }).click();
  await expect(nameLane(app, 'score in module')).toBeVisible();
  await nameLane(app, 'score in module')
    .getByRole('button', { name: 'Stop following score' })
    .click();
  await expect(nameLane(app, 'score in module')).toHaveCount(0);
});

test('what is pinned beyond half of the lanes is told, and a click away', async ({ app }) => {
  const names = Array.from({ length: 20 }, (_, i) => `name_${String(i).padStart(2, '0')}`);
  await app.record(`${names.map((name) => `${name} = ["${name}"]`).join('\n')}\nprint(1)\n`);
  for (const name of names) {
    await app.press('Shift+N');
    await app.page.getByRole('combobox', { name: 'Name to follow' }).fill(name);
    // Chosen as soon as the list is that of this text.
    await app.press('Enter');
    await expect(app.timeline.getByRole('listitem', { name: `Name ${name} ` })).toBeVisible();
  }
  const lanes = app.timeline.getByRole('listitem', { name: /^Name name_/ });
  // What was followed last is in view.
  await expect(nameLane(app, 'name_19 in module')).toBeVisible();
  await expect(nameLane(app, 'name_00 in module')).toHaveCount(0);
  const inView = await lanes.count();
  await expect(app.timeline.getByText(`${20 - inView} before`)).toBeVisible();
  const before = app.timeline.getByRole('button', { name: 'Pinned rows before' });
  const seen = new Set<string>();
  for (;;) {
    for (const label of await lanes.evaluateAll((all) =>
      all.map((one) => one.getAttribute('aria-label')),
    ))
      seen.add(label ?? '');
    if (!(await before.isEnabled())) break;
    const words = app.timeline.locator('.tl-more-row');
    const was = (await words.textContent()) ?? '';
    await before.click();
    await expect(words).not.toHaveText(was);
  }
  expect(seen.size).toBe(20);
  await expect(nameLane(app, 'name_00 in module')).toBeVisible();
  await expect(app.timeline.getByText(`${20 - inView} after`)).toBeVisible();
});
