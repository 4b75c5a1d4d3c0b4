// What every key does with a timeline; search, palette and key sheet.

import { expect, test } from '../harness/app-test.ts';
import { COMMANDS } from '../../src/shared/model/commands.ts';
import { changed, HANDS_PROGRAM, near, selectKept, viewOf } from '../harness/timeline/hands.ts';

test('W A S D by their place on the keyboard, and the other keys of the view', async ({ app }) => {
  await app.record(HANDS_PROGRAM);
  await selectKept(app);
  const run = await viewOf(app);
  /** As another layout sends it: the key in the place of W types something else. */
  const physical = (code: string, key: string): Promise<void> =>
    app.page
      .evaluate(
        ([code, key]) =>
          document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true })),
        [code, key] as const,
      )
      .then(() => undefined);
  const closer = await changed(app, () => physical('KeyW', 'z'));
  expect(closer.span).toBeLessThan(run.span);
  const right = await changed(app, () => app.press('KeyA'));
  expect(right.from).toBeLessThan(closer.from);
  const left = await changed(app, () => app.press('KeyD'));
  near(left.from, closer.from, 3);
  const far = await changed(app, () => app.press('Shift+KeyW'));
  expect(far.span).toBeLessThan(left.span * 0.5);
  const further = await changed(app, () => app.press('Shift+KeyA'));
  expect(further.from).toBeLessThan(far.from);
  const out = await changed(app, () => app.press('KeyS'));
  expect(out.span).toBeGreaterThan(further.span);
  const plus = await changed(app, () => app.press('+'));
  expect(plus.span).toBeLessThan(out.span);
  const minus = await changed(app, () => app.press('-'));
  expect(minus.span).toBeGreaterThan(plus.span);

  const whole = await changed(app, () => app.press('0'));
  expect(whole.from).toBe(0);
  expect(await changed(app, () => app.press('0'))).toEqual(run);

  // F: its life, then the run again.
  await selectKept(app);
  await changed(app, () => app.press('KeyW'));
  await changed(app, () => app.press('f'));
  const born = await app.move('[');
  expect(born).toBeGreaterThan(0);
  await app.press('f');
  await expect.poll(() => viewOf(app)).toEqual(run);
});

test('Backspace goes back to the views before, with Shift forward again', async ({ app }) => {
  await app.record(HANDS_PROGRAM);
  const run = await viewOf(app);
  const closer = await changed(app, () => app.press('KeyW'));
  expect(await changed(app, () => app.press('Backspace'))).toEqual(run);
  expect(await changed(app, () => app.press('Shift+Backspace'))).toEqual(closer);
  await changed(app, () => app.press('0'));
  expect(await changed(app, () => app.press('Backspace'))).toEqual(closer);
  expect(await changed(app, () => app.press('Backspace'))).toEqual(run);
  await app.press('Backspace');
  expect(await viewOf(app)).toEqual(run);
});

test('arrows with Ctrl and Shift, Space and its speeds, Escape', async ({ app }) => {
  await app.record(HANDS_PROGRAM);
  await selectKept(app);
  const born = await app.move('[');
  const second = await app.move('Control+ArrowRight');
  const third = await app.move('.');
  expect(third).toBeGreaterThan(second);
  expect(await app.move('Control+ArrowLeft')).toBe(second);
  expect(await app.move(',')).toBe(born);
  const line = await app.currentLine();
  await app.move('Shift+ArrowRight');
  expect(await app.currentLine()).not.toBe(line);
  await app.move('Shift+ArrowLeft');
  expect(await app.currentLine()).toBe(line);

  const speed = app.timeline.getByRole('combobox', { name: 'Speed' });
  const value = await speed.inputValue();
  await app.press('Shift+ArrowUp');
  expect(Number(await speed.inputValue())).toBeGreaterThan(Number(value));
  await app.press('Shift+ArrowDown');
  expect(await speed.inputValue()).toBe(value);
  for (let i = 0; i < 8; i++) await app.press('Shift+ArrowUp');
  expect(await speed.inputValue()).toBe('500');
  const start = await app.seq();
  await app.press('Space');
  await expect.poll(() => app.seq()).toBeGreaterThan(start);
  // Fast enough for 900 lines: it comes to their end and stops.
  await expect(app.button('Play')).toBeVisible({ timeout: 30_000 });
  await expect(app.objects.locator('[aria-current]')).toHaveCount(1);
  await app.press('Escape');
  await expect(app.objects.locator('[aria-current]')).toHaveCount(0);
});

test('search tells where it is, palette and sheet list every command', async ({ app }) => {
  await app.record(HANDS_PROGRAM);
  await app.press('ControlOrMeta+F');
  const find = app.page.getByRole('search', { name: 'Find' });
  await find.getByRole('searchbox').fill('needle');
  const told = find.getByRole('status');
  await expect(told).toHaveText('1 of 42');
  await app.press('Enter');
  await app.press('Enter');
  await expect(told).toHaveText('3 of 42');
  await app.press('Shift+Enter');
  await expect(told).toHaveText('2 of 42');
  await app.press('Escape');

  await app.press('ControlOrMeta+Shift+P');
  const palette = app.page.getByRole('dialog', { name: 'Commands' });
  const listed = await palette.getByRole('option').allInnerTexts();
  await app.press('Escape');
  await app.press('?');
  const sheet = app.page.getByRole('dialog', { name: 'Keys and marks' });
  await expect(sheet).toBeVisible();
  const sheetText = await sheet.innerText();
  for (const { id, title, keys } of COMMANDS) {
    if (id !== 'palette')
      expect(
        listed.some((text) => text.startsWith(title)),
        title,
      ).toBe(true);
    if (keys.length > 0) expect(sheetText).toContain(title);
  }
  await app.press('Escape');
  await expect(sheet).toBeHidden();
});
