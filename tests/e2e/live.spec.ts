// A program that still runs: the window shows what ran so far through the same panes, follows it, and is on the same place when it ends.
// input() gives points at which everything waits, so that what is seen there does not depend on time.

import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

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
