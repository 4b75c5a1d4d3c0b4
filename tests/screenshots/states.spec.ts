// npm run screenshots: pictures of the window's main states, of real recordings, into docs/images. Nothing is compared: they are for
// the README and for whoever wants to see what a change did.

import path from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const IMAGES = path.join(ROOT, 'docs/images');
const LEAK = readFileSync(path.join(import.meta.dirname, 'leak.py'), 'utf8');

/** 1.5 million changes of one list's count, in 200 rounds. */
const HUGE = `shelf = []
rounds = []
for number in range(200):
    for item in [shelf] * 2500:
        kept = item
        other = kept
    rounds.append([number, shelf])
`;

async function take(app: AppWindow, name: string): Promise<void> {
  await app.settled();
  // Also what no pane waits for, as the labels of lines.
  await app.page.waitForLoadState('networkidle');
  // The pointer would leave a tooltip, the caret blinks.
  await app.page.mouse.move(0, 0);
  await app.page.screenshot({
    path: path.join(IMAGES, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}

/** The leaked session of the recording: an object with names, reasons and a late end. */
async function openLeak(app: AppWindow): Promise<void> {
  await app.record(LEAK);
  await app.select(app.lane(/ Session$/).first());
  await app.goToLine(26);
}

test('light, and dark', async ({ app }) => {
  await openLeak(app);
  await take(app, 'window');
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await take(app, 'dark');
});

test('small', async ({ app }) => {
  await app.page.setViewportSize({ width: 1024, height: 700 });
  await openLeak(app);
  await take(app, 'small');
});

test('a lesson', async ({ app }) => {
  await app.button('Lessons').click();
  await app.page.getByRole('button', { name: /^Lesson \d: Why is it 3/ }).click();
  await expect(app.page).toHaveTitle(/05_why_three/, { timeout: 60_000 });
  await take(app, 'lesson');
});

test('nothing that has a name', async ({ app }) => {
  await app.record('pass\n');
  await take(app, 'empty');
});

test('millions of changes', async ({ app }) => {
  await app.record(HUGE);
  await app.page.getByRole('searchbox', { name: 'Filter objects' }).fill('list');
  await app.select(app.lane('shelf list'));
  await take(app, 'huge');
});

test('lanes in groups, and a name that is followed', async ({ app }) => {
  await openLeak(app);
  await app.timeline.getByRole('combobox', { name: 'Group by' }).selectOption('Type');
  await expect(app.objects.getByRole('button', { expanded: true }).first()).toBeVisible();
  await app.names.getByRole('link', { name: 'session', exact: true }).hover();
  await app.names.getByRole('button', { name: 'Follow session', exact: true }).click();
  await expect(app.lane(/^Name session /)).toBeVisible();
  await take(app, 'groups');
});

test('a program that ends with an error', async ({ app }) => {
  await app.record('values = [1, 2]\nprint(values[2])\n', 'exit status 1');
  await app.press('End');
  await take(app, 'error');
});
