// A program that still runs: the window shows what ran so far through the same panes, follows it, and is on the same place when it ends.
// input() gives points at which everything waits, so that what is seen there does not depend on time.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BROWSER_HOST_ONLY, expect, test } from '../harness/app-test.ts';
import { AppWindow } from '../harness/app-window.ts';

const ASKING = `shelf = ['first']
name = input('Who? ')
shelf.append(name)
print('hello,', name)
again = input('Again? ')
shelf.append(again)
print('bye,', again)
`;

const answerOf = (app: AppWindow) =>
  app.output.getByRole('textbox', { name: 'Input for the program' });

/** The program waits, and the window has taken in what ran before. */
const waitsAt = async (app: AppWindow, line: number): Promise<void> => {
  await expect(answerOf(app)).toBeFocused({ timeout: 30_000 });
  await expect.poll(() => app.currentLine()).toBe(line);
  await app.settled();
};

test('while a program waits for input, every pane shows what ran so far', async ({ app }) => {
  await app.start(ASKING);
  await waitsAt(app, 2);
  await expect(app.page.getByRole('status').filter({ hasText: 'Waiting for input' })).toBeVisible();
  await expect(app.button('Live')).toHaveAttribute('aria-pressed', 'true');
  await expect(app.lane('shelf list')).toBeVisible();
  await expect(app.lane(/^again /)).toHaveCount(0);
  expect((await app.boundNames()).map(([name]) => name)).toContain('shelf');
  await expect(app.timeline.getByRole('img', { name: /^Live objects/ })).toBeVisible();
  const before = await app.lastSeq();
  expect(await app.seq()).toBe(before);

  await app.select(app.lane('shelf list'));
  await answerOf(app).fill('Ada');
  await app.press('Enter');
  await waitsAt(app, 5);
  expect(await app.lastSeq()).toBeGreaterThan(before);
  expect(await app.seq()).toBe(await app.lastSeq());
  await expect(app.lane('shelf list')).toHaveAttribute('aria-current', 'true');
  await expect(app.outputText).toContainText('Who? Ada');
  await expect(app.outputText).toContainText('hello, Ada');

  // Earlier answers come back, and what is typed for the second is given.
  await app.press('ArrowUp');
  await expect(answerOf(app)).toHaveValue('Ada');
  await app.press('Enter');
  await app.recorded();
  await expect(app.lane('shelf list')).toHaveAttribute('aria-current', 'true');
  await expect(app.button('Live')).toHaveCount(0);
  await expect(app.outputText).toContainText('bye, Ada');
});

const MANY = `def keep(numbers):
    for number in numbers:
        globals()[f'kept_{number}'] = [number]
keep(range(150))
input('More? ')
keep(range(150, 300))
input('Enough? ')
`;

test('what is read in the list stays where it is while rows come in above it', async ({ app }) => {
  await app.start(MANY);
  await waitsAt(app, 5);
  await app.timeline.getByRole('button', { name: 'Order: ascending' }).click();
  await expect(app.lane('kept_149 list')).toBeVisible();
  const lanes = app.timeline.getByRole('group', { name: 'Lanes' });
  await lanes.evaluate((element) => (element.scrollTop = 60 * 32 + 10));
  const read = app.objects.locator('[data-row="62"]');
  await expect(read).toBeVisible();
  const name = (await read.getAttribute('aria-label')) ?? '';
  expect(name).toMatch(/^kept_\d+ list$/);
  const top = (await read.boundingBox())?.y ?? 0;

  await answerOf(app).fill('yes');
  await app.press('Enter');
  await waitsAt(app, 7);
  const same = app.lane(name);
  // More rows came in above it than a page of the list has.
  await expect
    .poll(async () => Number(await same.getAttribute('data-row')))
    .toBeGreaterThan(62 + 140);
  expect(Math.abs(((await same.boundingBox())?.y ?? 0) - top)).toBeLessThan(2);

  // At the very top the newest comes into view.
  await lanes.evaluate((element) => (element.scrollTop = 0));
  await answerOf(app).fill('');
  await app.press('Enter');
  await app.recorded();
  expect(await lanes.evaluate((element) => element.scrollTop)).toBe(0);
});

test('scrubbing back leaves the live edge, End returns to it', async ({ app }) => {
  await app.start(ASKING);
  await waitsAt(app, 2);
  await app.page.getByRole('slider', { name: 'Playhead' }).focus();
  const there = await app.move('Shift+ArrowLeft');
  await expect(app.button('Live')).toHaveAttribute('aria-pressed', 'false');
  await expect(answerOf(app)).toBeVisible();
  const last = await app.lastSeq();
  await answerOf(app).fill('Ada');
  await app.press('Enter');
  await expect.poll(() => app.lastSeq()).toBeGreaterThan(last);
  await expect(answerOf(app)).toBeVisible();
  expect(await app.seq()).toBe(there);
  await app.page.getByRole('slider', { name: 'Playhead' }).focus();
  await app.press('End');
  await waitsAtEnd(app);
  await answerOf(app).press('Control+d');
  await app.recorded('exit status 1');
  await expect(app.outputText).toContainText('EOFError: EOF when reading a line');
});

const waitsAtEnd = async (app: AppWindow): Promise<void> => {
  await expect(app.button('Live')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await app.seq()) === (await app.lastSeq())).toBe(true);
  await app.settled();
};

test('Stop while the program waits keeps what was shown', async ({ app }) => {
  await app.start(ASKING);
  await waitsAt(app, 2);
  await app.select(app.lane('shelf list'));
  await app.button('Stop').click();
  await app.recorded('stopped by you');
  await expect(app.lane('shelf list')).toHaveAttribute('aria-current', 'true');
  expect(await app.currentLine()).toBe(2);
});

test('Stop ends a call that does not come back, and what ran before stays', async ({ app }) => {
  await app.start("shelf = ['first']\nprint('counting', flush=True)\nsum(range(10 ** 12))\n");
  // No event of it ever comes: what is there is what ran before.
  await expect(app.outputText).toContainText('counting', { timeout: 30_000 });
  await expect(app.button('Live')).toBeVisible({ timeout: 30_000 });
  await expect(app.lane('shelf list')).toBeVisible();
  await app.button('Stop').click();
  await app.recorded('stopped by you');
  await expect(app.lane('shelf list')).toBeVisible();
  expect(await app.currentLine()).toBe(3);
});

test('a program that fails while it is watched leaves its timeline', async ({ app }) => {
  await app.start("shelf = ['first']\ninput('Go? ')\nshelf[5]\n");
  await waitsAt(app, 2);
  await app.select(app.lane('shelf list'));
  await answerOf(app).press('Control+d');
  await app.recorded('exit status 1');
  await expect(app.lane('shelf list')).toHaveAttribute('aria-current', 'true');
  await expect(app.outputText).toContainText('EOFError');
});

test('a reloaded window finds its recording again', BROWSER_HOST_ONLY, async ({ app }) => {
  await app.start(ASKING);
  await waitsAt(app, 2);
  await answerOf(app).fill('Ada');
  await app.press('Enter');
  await waitsAt(app, 5);
  await app.page.reload();
  await waitsAt(app, 5);
  await expect(app.outputText).toContainText('Who? Ada');
  await expect(app.button('Stop')).toBeEnabled();
  await answerOf(app).fill('Grace');
  await app.press('Enter');
  await app.recorded();
  await expect(app.outputText).toContainText('bye, Grace');
});

test(
  'a second window watches, answers first, and both see the end',
  BROWSER_HOST_ONLY,
  async ({ app, host, context }) => {
    await app.start(ASKING);
    await waitsAt(app, 2);
    const other = new AppWindow(await context.newPage(), host);
    await other.open();
    await other.button('Open').click();
    const newest = other.page.getByRole('list', { name: 'Recordings' }).getByRole('listitem');
    await newest.first().getByRole('button').first().click();
    await waitsAt(other, 2);
    await answerOf(other).fill('Ada');
    await other.press('Enter');
    await waitsAt(app, 5);
    await expect(app.outputText).toContainText('Who? Ada');
    await app.button('Stop').click();
    await app.recorded('stopped by you');
    await other.recorded('stopped by you');
    await other.page.close();
  },
);

test('another recording can be looked at meanwhile; the end is said, and can be gone to', async ({
  app,
}) => {
  await app.record('other = [1]\n');
  await app.start(ASKING);
  await waitsAt(app, 2);
  await app.button('Open').click();
  const recordings = app.page.getByRole('list', { name: 'Recordings' }).getByRole('listitem');
  await recordings.nth(1).getByRole('button').first().click();
  await expect(app.lane('other list')).toBeVisible();
  const aside = app.page.getByRole('status').filter({ hasText: 'Waiting for input' });
  await aside.getByRole('button', { name: 'Show', exact: true }).click();
  await waitsAt(app, 2);
  await app.button('Open').click();
  await recordings.nth(1).getByRole('button').first().click();
  await expect(app.lane('other list')).toBeVisible();
  await app.button('Stop').click();
  const ended = app.page.getByRole('status').filter({ hasText: 'has ended: stopped by you' });
  await expect(ended).toBeVisible();
  await expect(app.lane('other list')).toBeVisible();
  await ended.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(app.lane('shelf list')).toBeVisible();
  await expect(ended).toHaveCount(0);
});

test('a second program is not started while one runs', async ({ app }) => {
  await app.start(ASKING);
  await waitsAt(app, 2);
  await app.press('Control+Enter');
  await expect(app.page.getByRole('alert')).toContainText('is being recorded; stop it before');
  await app.button('Stop').click();
  await app.recorded('stopped by you');
});

test('what the command line records is followed, and ends in the window', async ({ app, host }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'refscope-live-'));
  const program = path.join(folder, 'asking.py');
  await writeFile(program, ASKING);
  const command = path.resolve(import.meta.dirname, '../../src/main/cli/index.ts');
  const env = { ...process.env, REFSCOPE_LIBRARY: host.library };
  const child = spawn(process.execPath, [command, 'record', program], { env, stdio: 'pipe' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let printed = '';
  child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  await expect.poll(() => printed, { timeout: 30_000 }).toContain('Who? ');
  await app.button('Open').click();
  const recordings = app.page.getByRole('list', { name: 'Recordings' });
  await recordings
    .getByRole('button', { name: /^asking / })
    .first()
    .click();
  await expect(app.page.getByText('Recorded elsewhere')).toBeVisible();
  await expect.poll(() => app.currentLine()).toBe(2);
  await expect(app.lane('shelf list')).toBeVisible();
  child.stdin.write('Ada\n');
  await expect.poll(() => app.currentLine()).toBe(5);
  await expect(app.outputText).toContainText('hello, Ada');
  child.stdin.end('Grace\n');
  await ended;
  await app.recorded();
  await expect(app.outputText).toContainText('bye, Grace');
  await rm(folder, { recursive: true, force: true });
});

test('programs that end at once, one after the other, each show their own end', async ({ app }) => {
  for (let i = 0; i < 8; i++) {
    await app.record(`quick_${i} = [${i}]\nprint("run", ${i})\n`);
    await expect(app.outputText).toHaveText(`run ${i}`);
    await expect(app.lane(`quick_${i} list`)).toBeVisible();
    await expect(app.timeline.getByRole('listitem', { name: /^quick_/ })).toHaveCount(1);
    await expect(app.button('Live')).toHaveCount(0);
    expect(await app.currentLine()).toBe(2);
  }
});
