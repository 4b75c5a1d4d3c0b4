// Several windows on one library: each with its own recordings, edits of one session in two of them, and how another one opens.

import type { Page } from '@playwright/test';
import { BROWSER_HOST_ONLY, expect, test } from '../harness/app-test.ts';
import { AppWindow } from '../harness/app-window.ts';
import type { TestHost } from '../harness/test-host.ts';

const WAITING = 'name = input("who? ")\nprint("hello", name)\n';

/** What `act` opens, shown as a window. */
async function opened(
  app: AppWindow,
  host: TestHost,
  act: () => Promise<void>,
): Promise<AppWindow> {
  const [page] = await Promise.all([app.page.context().waitForEvent('page'), act()]);
  const window = new AppWindow(page, host);
  await expect(window.facts).toBeVisible();
  await window.settled();
  return window;
}

const titleNow = (page: Page): Promise<string> => page.locator('.session-title').innerText();

test(
  'New window opens one by button, key and palette',
  BROWSER_HOST_ONLY,
  async ({ app, host }) => {
    const ways = [
      async () => {
        await app.button('Open').click();
        await app.button('New window').click();
      },
      () => app.press('ControlOrMeta+Shift+N'),
      async () => {
        await app.press('ControlOrMeta+Shift+P');
        await app.page.getByRole('combobox', { name: 'Command' }).fill('new window');
        await app.press('Enter');
      },
    ];
    for (const way of ways) {
      const window = await opened(app, host, way);
      // The key is in neither address.
      expect(new URL(window.page.url()).search).toBe('');
      await window.page.close();
    }
    await app.page.getByRole('radio', { name: 'Edit' }).click();
    await app.page.getByRole('textbox', { name: 'Program', exact: true }).click();
    await (await opened(app, host, () => app.press('ControlOrMeta+Shift+N'))).page.close();
  },
);

test(
  'two windows record at the same time, and neither sees the other’s',
  BROWSER_HOST_ONLY,
  async ({ app, host }) => {
    const other = await opened(app, host, () => app.press('ControlOrMeta+Shift+N'));
    await app.start(WAITING);
    await other.start(WAITING);
    const answer = (window: AppWindow) =>
      window.page.getByRole('textbox', { name: 'Input for the program' });
    await expect(answer(app)).toBeVisible();
    await expect(answer(other)).toBeVisible();

    await answer(other).fill('Grace');
    await other.press('Enter');
    await other.recorded();
    await expect(answer(app)).toBeVisible();
    await other.page.close();
    await answer(app).fill('Ada');
    await app.press('Enter');
    await app.recorded();
    await app.press('End');
    await expect(app.outputText).toContainText('hello Ada');
  },
);

test(
  'bookmarks of one session are edited in two windows',
  BROWSER_HOST_ONLY,
  async ({ app, host }) => {
    await app.record('shared = ["by two"]\nprint("done")\n');
    const title = await titleNow(app.page);
    const other = await opened(app, host, () => app.press('ControlOrMeta+Shift+N'));
    await other.button('Open').click();
    await other.page
      .getByRole('list', { name: 'Recordings' })
      .getByRole('button', { name: title, exact: true })
      .click();
    await expect(other.page).toHaveTitle(`${title} – Refscope`);
    await other.settled();

    const notes = (window: AppWindow) =>
      window.page.getByRole('textbox', { name: /^Note at event/ });
    const mark = async (window: AppWindow, key: string, note: string): Promise<void> => {
      await window.press('Escape');
      await window.playhead.focus();
      await window.press(key);
      await window.settled();
      await window.press('m');
      const field = window.page.locator('.tl-bookmark input:focus');
      await field.fill(note);
      await field.press('Enter');
    };
    await mark(app, 'End', 'the end, by one');
    await mark(other, 'Home', 'the start, by the other');
    for (const window of [app, other]) {
      await expect(notes(window)).toHaveCount(2);
      await expect(notes(window).nth(0)).toHaveValue('the start, by the other');
      await expect(notes(window).nth(1)).toHaveValue('the end, by one');
    }
    await other.page
      .getByRole('button', { name: /^Delete the bookmark/ })
      .last()
      .click();
    await expect(notes(app)).toHaveCount(1);
    await notes(app).first().fill('changed by one');
    await app.press('Enter');
    await expect(notes(other).first()).toHaveValue('changed by one');
  },
);

test(
  'a link to a moment opens session, playhead and selection in another window',
  BROWSER_HOST_ONLY,
  async ({ app, host }) => {
    await app.record('linked = ["to"]\nsecond = linked\ndel second\nprint("done")\n');
    const title = await titleNow(app.page);
    await app.select(app.lane('linked list'));
    await app.press('[');
    await app.settled();
    const seq = await app.seq();
    await app.press('ControlOrMeta+Shift+L');
    await expect.poll(() => app.page.evaluate(() => navigator.clipboard.readText())).toContain('#');
    const link = await app.page.evaluate(() => navigator.clipboard.readText());

    const page = await app.page.context().newPage();
    await page.goto(link);
    const other = new AppWindow(page, host);
    await expect(page).toHaveTitle(`${title} – Refscope`);
    await expect.poll(() => other.seq()).toBe(seq);
    await expect(other.lane('linked list')).toHaveAttribute('aria-current', 'true');
  },
);
