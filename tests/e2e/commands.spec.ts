// Commands by palette, search and key, lanes that are hidden, panes that keep their sizes.

import { BROWSER_HOST_ONLY, expect, test } from '../harness/app-test.ts';

const PROGRAM = `first = [1]
second = [2]
third = first
del third
print("done")
`;

test('the palette lists every command and runs one', async ({ app }) => {
  await app.record(PROGRAM);
  const palette = app.page.getByRole('dialog', { name: 'Commands' });
  await app.press('ControlOrMeta+Shift+P');
  await expect(palette.getByRole('option', { name: /Show the whole recording/ })).toBeVisible();
  await expect(palette.getByRole('option', { name: /marked range.*Enter/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await app.page.keyboard.type('start of');
  await expect(palette.getByRole('option')).toHaveCount(1);
  await app.press('Enter');
  await expect(palette).toBeHidden();
  await expect.poll(() => app.seq()).toBe(0);
  // What it lists, the sheet lists too.
  await app.press('?');
  const sheet = app.page.getByRole('dialog', { name: 'Keys and marks' });
  await sheet.getByRole('searchbox').fill('command by name');
  await expect(sheet.getByText('Run a command by name')).toBeVisible();
  await app.press('Escape');
});

test('search goes through lines and objects, one after the other', async ({ app }) => {
  await app.record(PROGRAM);
  await app.press('ControlOrMeta+F');
  const find = app.page.getByRole('search', { name: 'Find' });
  const told = find.getByRole('status');
  await find.getByRole('searchbox').fill('first');
  // Two lines and the list.
  await expect(told).toHaveText('1 of 3');
  await app.settled();
  expect(await app.currentLine()).toBe(1);
  await app.press('Enter');
  await expect(told).toHaveText('2 of 3');
  await expect.poll(() => app.currentLine()).toBe(3);
  await app.press('Enter');
  await expect(told).toHaveText('3 of 3');
  await expect(app.lane('first list')).toHaveAttribute('aria-current', 'true');
  await app.press('Shift+Enter');
  await expect(told).toHaveText('2 of 3');
  await find.getByRole('searchbox').fill('no such thing');
  await expect(told).toHaveText('nothing found');
  await app.press('Escape');
  await expect(find).toBeHidden();
});

test('a hidden lane is gone from the list, and comes back', async ({ app }) => {
  await app.record(PROGRAM);
  await app.select(app.lane('second list'));
  await app.press('h');
  await expect(app.lane('second list')).toHaveCount(0);
  await expect(app.lane('first list')).toBeVisible();
  await app.button('1 hidden · show').click();
  await expect(app.lane('second list')).toBeVisible();
});

test('panes keep their sizes, the inspector that it is closed', async ({ app }) => {
  const code = app.code;
  const before = (await code.boundingBox())?.width ?? 0;
  const split = app.page.getByRole('separator').first();
  await split.focus();
  for (let i = 0; i < 3; i++) await app.press('ArrowLeft');
  const after = async (): Promise<number> => (await code.boundingBox())?.width ?? 0;
  await expect.poll(after).toBeLessThan(before - 20);
  const narrow = await after();
  await app.press('Escape');
  await app.page.reload();
  await expect(app.facts).toBeVisible();
  expect(Math.abs((await after()) - narrow)).toBeLessThan(3);
  await app.settled();
  await app.press('ControlOrMeta+Shift+P');
  await app.page.keyboard.type('panes back');
  await app.press('Enter');
  await expect.poll(async () => Math.abs((await after()) - before)).toBeLessThan(3);
  await app.press('q');
  await expect(app.inspector).toBeHidden();
  await app.page.reload();
  await expect(app.facts).toBeVisible();
  await app.settled();
  await expect(app.inspector).toBeHidden();
});

test('a link to the moment is copied', async ({ app }) => {
  await app.record(PROGRAM);
  await app.select(app.lane('first list'));
  await app.press('ControlOrMeta+Shift+L');
  const copied = () => app.page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/#moment\?recording=.+&seq=\d+&.*object=\d+/);
});

test(
  'a link to a moment opens its recording there, and says where it leads to nothing',
  BROWSER_HOST_ONLY,
  async ({ app }) => {
    await app.record(PROGRAM);
    await app.select(app.lane('second list'));
    await app.press('Home');
    await app.press('Shift+ArrowRight');
    await app.settled();
    const seq = await app.seq();
    await app.press('ControlOrMeta+Shift+L');
    const link = (): Promise<string> => app.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(link).toContain('#moment?recording=');
    const address = await link();

    // In the same window, from elsewhere; then in a new one, which starts on the example.
    await app.press('End');
    await expect.poll(() => app.seq()).not.toBe(seq);
    await app.page.goto(address);
    await expect.poll(() => app.seq()).toBe(seq);
    const other = await app.page.context().newPage();
    await other.goto(address);
    await expect(other.getByRole('slider', { name: 'Playhead' })).toHaveAttribute(
      'aria-valuenow',
      String(seq),
    );
    await expect(other.getByRole('listitem', { name: 'second list' })).toHaveAttribute(
      'aria-current',
      'true',
    );
    expect(other.url()).not.toContain('moment');

    await other.goto(address.replace(/recording=[^&]*/, 'recording=gone'));
    await expect(other.getByText('which is not in the library')).toBeVisible();
    await other.close();
  },
);
