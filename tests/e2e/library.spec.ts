// Recordings are kept: found again after a reload, renamed, deleted, brought back; and what is no recording is refused.

import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

/** The title of the open recording. */
const titleNow = (app: AppWindow): Promise<string> =>
  app.page.locator('.session-title').innerText();

const library = (app: AppWindow) => app.page.getByRole('list', { name: 'Recordings' });

async function openAgain(app: AppWindow, title: string): Promise<void> {
  await app.button('Open').click();
  await library(app).getByRole('button', { name: title, exact: true }).click();
  await expect(app.page).toHaveTitle(`${title} – Refscope`);
  await app.settled();
}

test('a recording is opened again after the page was reloaded', async ({ app }) => {
  await app.record('mine = ["again"]\nprint("kept")\n');
  const title = await titleNow(app);
  const events = await app.lastSeq();
  await app.open();
  await expect(app.page).not.toHaveTitle(new RegExp(title));
  await openAgain(app, title);
  expect(await app.lastSeq()).toBe(events);
  await expect(app.lane('mine list')).toBeVisible();
  await expect(app.outputText).toHaveText('kept');
  await expect(app.code).toContainText('mine = ["again"]');
});

test('a recording is renamed, deleted and brought back', async ({ app }) => {
  await app.record('renamed = ["me"]\n');
  const title = await titleNow(app);
  await app.button('Open').click();
  await app.button(`Rename ${title}`).click();
  const field = app.page.getByRole('textbox', { name: 'New title' });
  await expect(field).toBeFocused();
  await field.fill('The names of one list');
  await app.press('Enter');
  const renamed = library(app).getByRole('button', { name: 'The names of one list', exact: true });
  await expect(renamed).toBeVisible();
  await expect(library(app).getByRole('button', { name: title, exact: true })).toHaveCount(0);

  await app.button('Delete The names of one list').click();
  await expect(renamed).toHaveCount(0);
  await expect(app.page.getByText('“The names of one list” was deleted.')).toBeVisible();
  await app.button('Undo').click();
  await expect(renamed).toBeVisible();

  // What was open stays open, whatever its file is called now.
  await app.press('Escape');
  await app.move('Home');
  await openAgain(app, 'The names of one list');
  await expect(app.lane('renamed list')).toBeVisible();
});

test('a recording from another place is found again among the recent ones', async ({
  app,
  host,
}) => {
  await app.record('lent = ["to a friend"]\n');
  const title = await titleNow(app);
  // What the app remembers of a file that was chosen in an earlier run.
  const elsewhere = path.join(path.dirname(host.library), 'lent.refscope');
  await rename(path.join(host.library, `${title}.refscope`), elsewhere);
  const openedAt = new Date().toISOString();
  const list = [elsewhere, path.join(path.dirname(host.library), 'gone.refscope')];
  await writeFile(
    path.join(host.library, '.recent.json'),
    JSON.stringify(list.map((file) => ({ path: file, openedAt }))),
  );
  await app.open();
  await app.button('Open').click();
  const recent = app.page.getByRole('list', { name: 'Recent, from other places' });
  await expect(recent.getByRole('button', { name: 'gone', exact: true })).toBeDisabled();
  await expect(recent).toContainText('It is no longer in');
  await recent.getByRole('button', { name: 'Forget gone' }).click();
  await expect(recent.getByRole('listitem')).toHaveCount(1);
  await recent.getByRole('button', { name: 'lent', exact: true }).click();
  await expect(app.page).toHaveTitle('lent – Refscope');
  await app.settled();
  await expect(app.lane('lent list')).toBeVisible();
  await app.button('Open').click();
  await app.button('Forget lent').click();
  await expect(recent).toHaveCount(0);
  await rm(elsewhere);
});

test('the library is searched', async ({ app }) => {
  await app.record('one = ["of two"]\n');
  await app.button('Open').click();
  const search = app.page.getByRole('searchbox', { name: 'Search recordings' });
  await search.fill('no recording is called that');
  await expect(app.page.getByText('No recording matches.')).toBeVisible();
  await search.fill('program');
  await expect(library(app).getByRole('listitem').first()).toBeVisible();
});

test('files are dropped on the window: a recording opens, a program comes into the editor', async ({
  app,
  host,
}) => {
  await app.record('dropped = ["here"]\n');
  const title = await titleNow(app);
  const bytes = await readFile(path.join(host.library, `${title}.refscope`));
  const drop = async (name: string, text: string): Promise<void> => {
    const files = await app.page.evaluateHandle(
      ([fileName, base64]) => {
        const transfer = new DataTransfer();
        const content = Uint8Array.from(atob(base64 ?? ''), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([content], fileName ?? ''));
        return transfer;
      },
      [name, text] as const,
    );
    await app.page.dispatchEvent('body', 'dragover', { dataTransfer: files });
    await app.page.dispatchEvent('body', 'drop', { dataTransfer: files });
  };
  await drop('from elsewhere.refscope', bytes.toString('base64'));
  await expect(app.page).toHaveTitle('from elsewhere – Refscope');
  await app.settled();
  await expect(app.lane('dropped list')).toBeVisible();
  await drop('greeting.py', Buffer.from('print("hello")\n').toString('base64'));
  await expect(app.page.getByRole('textbox', { name: 'Program', exact: true })).toContainText(
    'print("hello")',
  );
});

test.describe('a file that is no recording', () => {
  const alert = (app: AppWindow) => app.page.getByRole('alert');

  /** The app works on: the session that was open is still there, and another program can be recorded. */
  async function goesOn(app: AppWindow): Promise<void> {
    await app.press('Escape');
    await app.move('Home');
    await app.button('Dismiss').click();
    await expect(alert(app)).toHaveCount(0);
    await app.record('after = ["all"]\n');
    await expect(app.lane('after list')).toBeVisible();
  }

  // The host refuses the upload, which the browser reports on its own as well.
  test.beforeEach(({ pageErrors }) => {
    pageErrors.expect(/status of 400/);
  });

  test('is refused when it is something else altogether', async ({ app }, info) => {
    const file = info.outputPath('letter.refscope');
    await writeFile(file, 'Dear reader, this is a letter.');
    await app.openFile(file);
    await expect(alert(app)).toContainText('letter.refscope is not a Refscope session');
    await expect(alert(app)).toContainText('choose a .refscope file');
    await goesOn(app);
  });

  test('is refused when it is a database of another program', async ({ app }, info) => {
    const { DatabaseSync } = await import('node:sqlite');
    const file = info.outputPath('recipes.refscope');
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE recipes (title TEXT); INSERT INTO recipes VALUES (1)');
    database.close();
    await app.openFile(file);
    await expect(alert(app)).toContainText(/recipes.*is not a Refscope session/);
    await goesOn(app);
  });

  test('is refused, or shown as far as it goes, when it is damaged', async ({
    app,
    host,
  }, info) => {
    await app.record('whole = ["still"]\n');
    const bytes = await readFile(path.join(host.library, `${await titleNow(app)}.refscope`));
    const cut = info.outputPath('cut off.refscope');
    await writeFile(cut, bytes.subarray(0, 5000));
    await app.openFile(cut);
    await expect(alert(app)).toContainText(/cut off.*is cut short/);
    await app.button('Dismiss').click();

    const holed = info.outputPath('holed.refscope');
    await writeFile(holed, Buffer.from(bytes).fill(0x55, 4096, bytes.length - 4096));
    await app.openFile(holed);
    await expect(alert(app)).toContainText(/holed.*damaged/);
    await goesOn(app);
  });
});
