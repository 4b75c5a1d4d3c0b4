// The whole path in a real browser: open the app, record a program, scrub by mouse and keyboard, export, reopen.

import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { startApp, type RunningApp } from '../harness/start-app.ts';

const PROGRAM = readFileSync(
  path.resolve(import.meta.dirname, '../fixtures/conformance/big_event_system.py'),
  'utf8',
);

let app: RunningApp;
test.beforeEach(async () => {
  app = await startApp();
});
test.afterEach(() => app.stop());

/** Errors of the page fail the test that caused them. */
const watch = (page: Page): string[] => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return errors;
};

/** The window has opened its first recording; what it does by itself at the start is over. */
async function openWindow(page: Page): Promise<void> {
  await page.goto(app.url);
  await expect(page.getByText('finished', { exact: true })).toBeVisible();
}

async function writeProgram(page: Page, source: string): Promise<void> {
  await openWindow(page);
  await page.getByText('Edit', { exact: true }).click();
  await expect(page.getByText('finished', { exact: true })).toBeHidden();
  await page.getByRole('textbox', { name: 'Program' }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(source);
}

async function record(page: Page, source: string): Promise<void> {
  await writeProgram(page, source);
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  await expect(page.getByText('finished', { exact: true })).toBeVisible({ timeout: 60_000 });
}

const playhead = (page: Page) => page.getByRole('slider', { name: 'Playhead' });
const seqNow = async (page: Page): Promise<number> =>
  Number(await playhead(page).getAttribute('aria-valuenow'));

test('the window opens on the recording of an example', async ({ page }) => {
  const errors = watch(page);
  await page.goto(app.url);
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  await expect(
    page.getByRole('list', { name: 'Objects' }).getByRole('listitem').first(),
  ).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  expect(errors).toEqual([]);
});

test('a pasted program is recorded, and every pane follows the playhead', async ({ page }) => {
  const errors = watch(page);
  await record(page, PROGRAM);
  const output = page.getByRole('region', { name: 'Output' });
  await expect(page.getByRole('region', { name: 'Code' })).toContainText('EventBus');
  await expect(
    page.getByRole('list', { name: 'Objects' }).getByRole('listitem').first(),
  ).toBeVisible();

  await playhead(page).focus();
  await page.keyboard.press('Home');
  await expect.poll(() => seqNow(page)).toBeLessThan(20_000);
  const start = await seqNow(page);
  const textAtStart = await output.innerText();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => seqNow(page)).toBeGreaterThan(start);
  await page.keyboard.press('End');
  await expect.poll(() => seqNow(page)).toBeGreaterThan(100_000);
  await expect.poll(() => output.innerText()).not.toBe(textAtStart);

  const end = await seqNow(page);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => seqNow(page)).toBeLessThan(end);
  expect(errors).toEqual([]);
});

test('what is exported can be read back', async ({ page }) => {
  await record(page, 'score = [10]\na_score = score\ndel a_score\nscore = None\n');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const download = page.waitForEvent('download', { timeout: 30_000 });
  const start = page.getByRole('dialog').getByRole('button', { name: /^Export/ });
  if (await start.isVisible().catch(() => false)) await start.click();
  const rows: Record<string, string>[] = parse(readFileSync(await (await download).path()), {
    columns: true,
  });
  const list = rows.filter(({ label, type }) => type === 'list' && label === 'score');
  expect(list.map(({ refcount }) => refcount)).toContain('2');
  expect(list.at(-1)).toMatchObject({ kind: 'collect', refcount: '0', line: '4' });
});

test('an endless loop is stopped, and its recording kept', async ({ page }) => {
  await writeProgram(page, 'x = 0\nwhile True:\n    x = x + 1\n');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  // Events are counted once the program runs.
  const progress = page.getByRole('list', { name: 'Progress' });
  await expect(progress).toContainText(/[\d,]{6,} events/, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText(/^stopped/)).toBeVisible({ timeout: 30_000 });
});

test('recordings are in the library and open again', async ({ page }) => {
  await record(page, 'mine = ["again"]\n');
  const title = readdirSync(app.library)
    .find((name) => name.endsWith('.refscope'))
    ?.replace('.refscope', '');
  await openWindow(page);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page
    .getByText(title ?? 'no recording')
    .filter({ visible: true })
    .first()
    .click();
  const objects = page.getByRole('list', { name: 'Objects' });
  await expect(objects.getByRole('listitem', { name: /mine/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Code' })).toContainText('again');
});
