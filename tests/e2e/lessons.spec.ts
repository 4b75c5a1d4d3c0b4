// A lesson as a learner takes it: by keyboard, from the offer to its end, with a question answered wrong and right.

import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

const lessonPane = (app: AppWindow) =>
  app.page.getByRole('region', { name: 'Lesson', exact: true });
const heading = (app: AppWindow) => lessonPane(app).getByRole('heading', { level: 3 });

test('a lesson from start to end by keyboard', async ({ app }) => {
  const pane = lessonPane(app);
  await app.button('Lessons').focus();
  await app.press('Enter');
  await pane.getByRole('button', { name: /^Lesson 1: Two names, one value/ }).focus();
  await app.press('Enter');
  await expect(heading(app)).toHaveText('A list, and its first name', { timeout: 60_000 });
  await expect(app.page).toHaveTitle(/01_two_names/);
  // The playhead stands behind line 3, on the list that the step is about.
  await expect.poll(() => app.currentLine()).toBe(4);
  await expect(app.countNow).toHaveText('1');
  await expect(pane).toContainText('its reference count is 1');

  await app.press('n');
  await expect(heading(app)).toHaveText('What does a second name do?');
  const verdict = pane.getByRole('status', { name: 'Verdict' });
  await expect(verdict).toHaveCount(0);
  await expect(pane).not.toContainText('No list was copied');
  await expect(pane.getByRole('textbox', { name: 'Your answer' })).toBeFocused();
  await app.page.keyboard.type('5');
  await app.press('Enter');
  await expect(verdict).toContainText('Not quite: you said 5; it is 2');
  await expect(pane).toContainText('No list was copied');
  await expect(app.countNow).toHaveText('2');
  await expect.poll(() => app.currentLine()).toBe(6);

  await pane.getByRole('button', { name: 'Ask me again' }).focus();
  await app.press('Enter');
  await app.page.keyboard.type('2');
  await app.press('Enter');
  await expect(verdict).toContainText('Right: 2');

  await app.press('n');
  await app.press('n');
  await expect(heading(app)).toHaveText('Deleting a name');
  await app.press('ArrowDown');
  await app.press('Enter');
  await expect(verdict).toContainText('Right: It loses one reference and lives on');
  await app.press('n');
  await expect(heading(app)).toHaveText('The last name');
  await expect(app.countNow).toHaveText('0');
  await app.press('b');
  await expect(heading(app)).toHaveText('Deleting a name');
  await app.press('n');
  await app.press('n');
  await expect(app.countNow).toHaveText('∞');
  await app.press('n');
  await expect(pane.getByRole('button', { name: /^Lesson 1/ })).toContainText('finished');

  // What was reached is still known after a reload.
  await app.page.reload();
  await app.button('Lessons').click();
  await expect(pane.getByRole('button', { name: /^Lesson 1/ })).toContainText('finished');
});

test('a lesson on another version of Python states that version’s numbers', async ({ app }) => {
  const pane = lessonPane(app);
  await app.button('Lessons').click();
  await pane.getByRole('button', { name: /What happens to id = 5/ }).click();
  await expect(heading(app)).toHaveText('The name', { timeout: 60_000 });
  await pane.getByRole('combobox', { name: 'Engine of this lesson' }).selectOption('3.14');
  await expect(app.facts).toContainText('Python 3.14', { timeout: 60_000 });
  await expect(heading(app)).toHaveText('The name');
  await app.press('n');
  await app.press('n');
  await expect(heading(app)).toHaveText('What Python says');
  await expect(pane).toContainText('printed 3221225472');
  await expect(app.outputText).toHaveText('3221225472');
});
