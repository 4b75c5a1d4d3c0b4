// When a recording ends by itself is said beside Record, can be changed, is kept, and is told once it has happened.

import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

const LOOP = 'n = 0\nwhile True:\n    n = len([n, 1.5, 2.5])\n';
const GROWING = 'kept = []\nwhile True:\n    kept.append(str(len(kept)) * 9)\n';

const popover = (app: AppWindow) => app.page.getByRole('dialog', { name: 'Limits of a recording' });

async function setLimits(app: AppWindow, limits: Record<string, string>): Promise<void> {
  await app.button('Limits').click();
  for (const [label, typed] of Object.entries(limits))
    await popover(app).getByRole('textbox', { name: label }).fill(typed);
  await app.press('Escape');
  await expect(popover(app)).toHaveCount(0);
}

const told = (app: AppWindow) => app.page.getByRole('status').filter({ hasText: 'limit' });

test('the limits are shown, checked in place, kept, and put back', async ({ app }) => {
  await expect(app.button('Limits')).toContainText('500 million events, 60 min, 4 GB');
  await app.button('Limits').click();
  const events = popover(app).getByRole('textbox', { name: 'Events' });
  await expect(popover(app)).toContainText('what was recorded is kept, at 500 million events');
  await expect(popover(app).getByRole('button', { name: /^Reset/ })).toBeDisabled();
  await events.fill('plenty');
  await expect(popover(app).getByRole('alert').first()).toHaveText(
    'Type a number from 0.001 to 10,000 million.',
  );
  await expect(popover(app)).toContainText('at 500 million events');
  await events.fill('0.02');
  await popover(app).getByRole('textbox', { name: 'Time' }).fill('1.5');
  await popover(app).getByRole('textbox', { name: 'Disk' }).fill('250');
  await expect(popover(app)).toContainText(
    'at 20,000 events, after 1 min 30 s, or when the file has 250 MB',
  );

  await app.open();
  await expect(app.button('Limits')).toContainText('20,000 events, 1 min 30 s, 250 MB');
  await app.button('Limits').click();
  await expect(events).toHaveValue('0.02');
  await popover(app)
    .getByRole('button', { name: /^Reset/ })
    .click();
  await expect(events).toHaveValue('500');
  await app.open();
  await expect(app.button('Limits')).toContainText('500 million events, 60 min, 4 GB');
});

test('a limit of events ends the recording, and is told with where it ends', async ({ app }) => {
  await setLimits(app, { Events: '0.05' });
  await app.record(LOOP, 'stopped at a limit');
  expect(await app.lastSeq()).toBe(50_000);
  await expect(told(app)).toContainText('reached its limit of 50,000 events');
  const end = told(app).getByRole('link', { name: /^It ends at event 50,000 on line [23]$/ });
  await app.move('Home');
  await end.click();
  await expect(app.playhead).toHaveAttribute('aria-valuenow', '50000');
});

test('so does a limit of time', async ({ app }) => {
  await setLimits(app, { Time: '0.05' });
  await app.record(LOOP, 'stopped at a limit');
  await expect(told(app)).toContainText('The program ran for 3 s, its limit');
  await expect(told(app).getByRole('link', { name: /^It ends at event [\d,]+/ })).toBeVisible();
});

test('so does a limit of the file', async ({ app }) => {
  await setLimits(app, { Disk: '4' });
  await app.record(GROWING, 'stopped at a limit');
  await expect(told(app)).toContainText('reached its size limit of 4 MB');
  await expect(told(app).getByRole('link', { name: /^It ends at event [\d,]+/ })).toBeVisible();
});

test('a limit that is reached while the run is watched leaves the window where it was', async ({
  app,
}) => {
  await setLimits(app, { Events: '0.2' });
  await app.start(`shelf = ['first']\ninput('Go? ')\n${LOOP}`);
  const answer = app.output.getByRole('textbox', { name: 'Input for the program' });
  await expect(answer).toBeFocused({ timeout: 30_000 });
  await expect(app.button('Live')).toHaveAttribute('aria-pressed', 'true');
  await app.select(app.lane('shelf list'));
  await answer.fill('on');
  await answer.press('Enter');
  await app.recorded('stopped at a limit');
  await expect(app.button('Live')).toHaveCount(0);
  await expect(told(app)).toContainText('reached its limit of 200,000 events');
  await expect(app.lane('shelf list')).toHaveAttribute('aria-current', 'true');
  expect(await app.seq()).toBe(200_000);
  expect([4, 5]).toContain(await app.currentLine());
});
