// The whole way without a mouse: example, recording, an object, its history, export. And the focus can always be seen.

import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

/** Tab until a control of that name has the focus. */
async function tabTo(app: AppWindow, role: 'button' | 'radio', name: string): Promise<void> {
  const wanted = app.page.getByRole(role, { name, exact: true }).first();
  for (let presses = 0; presses < 40; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await app.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}.`);
}

/** The control with the focus is drawn with an outline, or stands in a box that is; a text shows its caret. */
const isFocusSeen = (app: AppWindow): Promise<boolean> =>
  app.page.evaluate(() => {
    if (document.activeElement?.matches('[contenteditable="true"], textarea')) return true;
    for (let at = document.activeElement; at && at !== document.body; at = at.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
      // The bar between two panes is filled.
      if (at.matches('[role="separator"][data-separator="focus"]')) return true;
      if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return true;
    }
    return false;
  });

test('an example is recorded, walked through and exported by keyboard alone', async ({ app }) => {
  await tabTo(app, 'button', 'Examples');
  expect(await isFocusSeen(app)).toBe(true);
  await app.press('Enter');
  await expect(app.page.getByRole('menuitem').first()).toBeVisible();
  await app.page.keyboard.type('A cycle');
  await app.press('Enter');
  await expect(app.page.getByRole('menuitem')).toHaveCount(0);
  await app.press('ControlOrMeta+Enter');
  await app.recorded();
  await expect(app.page).toHaveTitle(/cycle/i);

  // Out of the text, then from lane to lane and from change to change.
  await app.page.getByRole('slider', { name: 'Playhead' }).focus();
  await app.press('Home');
  await app.press('ArrowDown');
  await app.press('ArrowDown');
  await expect(app.objects.locator('[aria-current="true"]')).toHaveCount(1);
  const before = await app.seq();
  await app.press('.');
  await expect.poll(() => app.seq()).toBeGreaterThan(before);

  await app.press('ControlOrMeta+Shift+E');
  await expect(app.page.getByRole('dialog')).toBeVisible();
  expect(await isFocusSeen(app)).toBe(true);
  await app.press('Escape');
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
});

test('the history is walked by keyboard, and its reasons can be read in a small window', async ({
  app,
}) => {
  await app.page.setViewportSize({ width: 1024, height: 700 });
  await app.select(app.lane('score list'));
  await app.inspect('History');
  const history = app.inspector.getByRole('table', { name: 'History' });
  const current = history.locator('[role="row"][aria-current="true"]');
  await history.getByRole('rowgroup').focus();
  await app.press('Home');
  await expect(current).toContainText('BUILD_LIST made the list');
  await app.press('ArrowDown');
  await expect(current).toContainText('STORE_NAME');
  await app.press('End');
  await expect(current).toContainText('collected');
  const reason = current.getByRole('cell').last();
  const width = (await history.boundingBox())?.width ?? 0;
  expect((await reason.boundingBox())?.width).toBeGreaterThan(width * 0.8);
});

test('every stop of the Tab key can be seen', async ({ app }) => {
  const unseen: string[] = [];
  await app.page.getByRole('button', { name: 'Open', exact: true }).focus();
  for (let presses = 0; presses < 45; presses++) {
    await app.press('Tab');
    if (await isFocusSeen(app)) continue;
    unseen.push(
      await app.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? ''),
    );
  }
  expect(unseen.filter((html) => !html.startsWith('<body'))).toEqual([]);
});

test('Tab goes past the program, and indents for who writes', async ({ app }) => {
  const program = app.page.getByRole('textbox', { name: 'Program', exact: true });
  await program.focus();
  await app.press('Tab');
  await expect(program).not.toBeFocused();
  await program.click();
  await app.press('ControlOrMeta+Home');
  await app.press('Tab');
  await expect(program).toBeFocused();
  await expect(program.locator('.cm-line').first()).toHaveText(/^ {4}#/);
});

test('who wants no motion gets none', async ({ app }) => {
  await app.page.emulateMedia({ reducedMotion: 'reduce' });
  await app.press('?');
  const moving = await app.page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  );
  expect(moving).toBe(0);
});
