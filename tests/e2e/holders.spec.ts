// Who holds the selected object at the playhead, in the window: the list and its links, the way to the object, the graph by keyboard,
// the cycles, and a replay process that dies.

import { expect, test } from '../harness/app-test.ts';

/** The program runs again, in a process that has to start first. */
const REPLAYED_MS = 60_000;

const PROGRAM = `import gc
class Node:
    pass
score = [1, 2]
keep = {'k': score}
a = Node()
b = Node()
a.other = b
b.other = a
del a, b
gc.collect()
print('done')
`;

test.beforeEach(async ({ app }) => {
  await app.record(PROGRAM);
  await app.select(app.lane('score list'));
  await app.inspect('Holders');
  const why = app.inspector.getByRole('region', { name: 'Why it is alive' });
  await expect(why).toBeVisible({ timeout: REPLAYED_MS });
});

test('holders add up to the count, and lead from one to the next', async ({ app }) => {
  const holders = app.inspector.getByRole('table', { name: 'Holders' });
  await expect(holders.getByRole('row')).toHaveText([
    /Held by/,
    '1module global score',
    "1value of key 'k' in dict keep",
    '2together: its reference count',
  ]);
  const path = app.inspector.getByRole('region', { name: 'Why it is alive' });
  await expect(path.getByRole('listitem')).toHaveText([
    'module __main__',
    'module global score → score',
  ]);
  await holders.getByRole('link', { name: "value of key 'k' in dict keep" }).click();
  await expect(app.inspector.getByRole('heading', { name: 'keep' })).toBeVisible();
  await expect(holders.getByRole('row')).toHaveText([
    /Held by/,
    '1module global keep',
    '1together: its reference count',
  ]);
});

test('the graph is walked by arrow keys', async ({ app }) => {
  await app.inspector.getByRole('radio', { name: 'Graph' }).click();
  const node = (name: RegExp) => app.inspector.getByRole('link', { name });
  const selected = node(/^score, list; reference count 2; held by /);
  await expect(selected).toHaveAttribute('tabindex', '0');
  await selected.focus();
  await app.page.keyboard.press('ArrowUp');
  const above = app.inspector.locator('.graph-node:focus');
  await expect(above).toHaveAttribute('aria-label', /holds .*score/);
  await node(/^keep, dict; /).focus();
  await app.page.keyboard.press('Enter');
  await expect(app.inspector.getByRole('heading', { name: 'keep' })).toBeVisible();
  await expect(node(/^keep, dict; /)).toHaveAttribute('aria-current', 'true');
});

test('a cycle says that nothing leads to it, and the run that takes it', async ({ app }) => {
  await app.inspector.getByRole('radio', { name: 'Cycles' }).click();
  const cycles = app.inspector.getByRole('list', { name: 'Cycles' });
  await expect(cycles.getByText('In use', { exact: true })).toBeVisible();
  await expect(cycles.getByText('Unreachable', { exact: true })).toHaveCount(0);
  // Back to where the collector has not run yet.
  await app.code.getByText('gc.collect()').click();
  await expect(cycles.getByText('Unreachable', { exact: true })).toBeVisible();
  await expect(cycles.getByText('Nothing from outside points to it.')).toBeVisible();
  const run = cycles.getByRole('link', { name: /^gc run \d+ of generation 2/ });
  const before = await app.seq();
  await run.click();
  await app.settled();
  expect(await app.seq()).toBeGreaterThan(before);
});

test('the pane works from the keyboard alone, and at 1024 by 700', async ({ app }) => {
  await app.page.setViewportSize({ width: 1024, height: 700 });
  const views = app.inspector.getByRole('radiogroup', { name: 'What of the heap is shown' });
  await views.getByRole('radio', { name: 'Holders' }).focus();
  await app.page.keyboard.press('ArrowRight');
  const graph = app.inspector.getByRole('group', { name: /^Objects around the selected one/ });
  await expect(graph).toBeVisible();
  const box = await graph.boundingBox();
  expect(box?.width ?? 0).toBeGreaterThan(200);
  expect(box?.height ?? 0).toBeGreaterThan(150);
  await app.inspector.getByRole('button', { name: 'Zoom in' }).press('Enter');
  await app.page.keyboard.press('Tab');
  await expect(app.inspector.getByRole('button', { name: 'Zoom out' })).toBeFocused();
});

test('links lead on, and the way back leads back', async ({ app }) => {
  const holders = app.inspector.getByRole('table', { name: 'Holders' });
  await holders.getByRole('link', { name: "value of key 'k' in dict keep" }).click();
  const title = (name: string) => app.inspector.getByRole('heading', { name, exact: true });
  await expect(title('keep')).toBeVisible();
  const forward = app.inspector.getByRole('button', { name: 'Forward again' });
  await expect(forward).toBeDisabled();
  await app.inspector.getByRole('button', { name: 'Back to the object selected before' }).click();
  await expect(title('score')).toBeVisible();
  await app.press('Alt+ArrowRight');
  await expect(title('keep')).toBeVisible();
  await app.press('Alt+ArrowLeft');
  await expect(title('score')).toBeVisible();
});

test('the certificate says who kept it, and leads to its holders there', async ({ app }) => {
  await app.inspect('Overview');
  const kept = app.inspector.getByRole('region', { name: 'Who kept it' });
  await expect(kept.getByRole('heading', { name: 'When the program ended' })).toBeVisible();
  await expect(kept.getByRole('listitem')).toHaveText(
    ['module __main__', 'module global score → score'],
    { timeout: REPLAYED_MS },
  );
  await app.press('Home');
  await kept.getByRole('link', { name: /^its holders at event/ }).click();
  const holders = app.inspector.getByRole('table', { name: 'Holders' });
  await expect(holders.getByRole('row').last()).toHaveText('2together: its reference count');
});
