// Recording what a user pastes: a program that ends, one that does not compile, one that never ends, one that asks.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../harness/app-test.ts';

const CONFORMANCE = path.resolve(import.meta.dirname, '../fixtures/conformance');
const textOf = (name: string): string => readFileSync(path.join(CONFORMANCE, name), 'utf8');

test('a pasted program is recorded, and fills every pane', async ({ app }) => {
  await app.record(textOf('big_event_system.py'));
  await expect(app.facts).toContainText('Python 3.12.1');
  expect(await app.lastSeq()).toBeGreaterThan(10_000);

  await app.press('End');
  await expect(app.playhead).toHaveAttribute('aria-valuenow', String(await app.lastSeq()));
  await expect
    .poll(() => app.outputText.evaluate((log) => log.textContent))
    .toBe(textOf('big_event_system.out'));

  // Lanes of what the program's names referred to, drawn in the order of birth.
  await expect(app.lane('EventBus type')).toBeVisible();
  await app.page.getByRole('searchbox', { name: 'Filter objects' }).fill('Widget');
  const widgets = app.lane(/ Widget$/);
  await expect(widgets.first()).toBeVisible();
  await app.select(widgets.first());
  await expect(app.inspector).toContainText('button');
  await expect(app.inspector).toContainText(/Collected (at line|while Python exited)/);
  await app.inspect('History');
  const history = app.inspector.getByRole('table', { name: 'History' });
  await expect(history).toContainText('LOAD_FAST self pushed it on the value stack');

  await app.goToLine(1);
  await expect(app.code).toContainText(textOf('big_event_system.py').split('\n')[0] ?? '');
});

test('a program that does not compile says so in Python’s own words', async ({ app }) => {
  await app.record('total = 1\ndef broken(:\n    return total\n', 'exit status 1');
  await expect(app.outputText).toContainText('line 2');
  await expect(app.outputText).toContainText('def broken(:');
  await expect(app.outputText).toContainText('SyntaxError: invalid syntax');
  // Every pane says why there is nothing in it.
  await expect(app.code).toContainText('the program did not compile: no line ran');
  await expect(app.code).toContainText('def broken(:');
  await expect(app.names).toContainText('The program did not compile');
  await expect(app.timeline).toContainText(/The program gave no object a name/);
  await expect(app.inspector).toContainText('No object is selected.');
  await app.button('Show all of yours').click();
  await expect(app.timeline).toContainText('the program ended before its first line');
  await app.button('Show all objects').click();
  await expect(app.objects.getByRole('listitem').first()).toBeVisible();
});

test('an exception that nobody catches is shown as Python shows it', async ({ app }) => {
  await app.record('values = [1, 2]\nprint(values[2])\n', 'exit status 1');
  await expect(app.outputText).toContainText('Traceback (most recent call last):');
  await expect(app.outputText).toContainText('IndexError: list index out of range');
  await expect(app.lane('values list')).toBeVisible();
});

test('an endless loop is stopped, and its recording kept', async ({ app }) => {
  await app.start('while True:\n    x = [1]\n');
  const progress = app.page.getByRole('list', { name: 'Progress' });
  // Events are counted while it runs.
  await expect(progress).toContainText(/\d{2,3},\d{3} events/, { timeout: 30_000 });
  await app.button('Stop').click();
  await app.recorded('stopped by you');
  expect(await app.lastSeq()).toBeGreaterThan(10_000);
  await expect(app.lane('x list').first()).toBeVisible();
  await app.move('Home');
  await app.move('End');
  expect(await app.seq()).toBe(await app.lastSeq());
  await expect(app.code).toContainText('while True:');
});

test('input() is answered in Output, and the answer reaches the program', async ({ app }) => {
  await app.start('name = input("Who? ")\nprint("hello,", name)\n');
  const answer = app.output.getByRole('textbox', { name: 'Input for the program' });
  await expect(answer).toBeFocused({ timeout: 30_000 });
  await expect(app.page.getByText('Waiting for input')).toBeVisible();
  await app.page.keyboard.type('Ada Lovelace');
  await app.press('Enter');
  await app.recorded();
  await expect(app.outputText).toContainText('hello, Ada Lovelace');
  await expect(app.names.getByRole('row', { name: /^name/ })).toContainText("'Ada Lovelace'");
});

test('the end of input is an EOFError', async ({ app }) => {
  await app.start('name = input()\n');
  await app.output.getByRole('button', { name: 'End of input' }).click({ timeout: 30_000 });
  await app.recorded('exit status 1');
  await expect(app.outputText).toContainText('EOFError: EOF when reading a line');
});

test('a program is pasted over the recorded one, and typed on', async ({ app }) => {
  const editor = app.page.getByRole('textbox', { name: 'Program' });
  await app.page.getByRole('textbox', { name: 'Arguments' }).fill('one "two words"');
  // Beside the recording that is open, as after every recording.
  await editor.click();
  await app.press('ControlOrMeta+A');
  await app.page.keyboard.insertText('import sys\nprint(sys.argv[1:])\n');
  await app.button('Record').click();
  await app.recorded();
  await expect(app.outputText).toContainText("['one', 'two words']");

  await editor.click();
  await app.press('ControlOrMeta+End');
  await app.page.keyboard.type('print("changed")');
  await expect(app.code).toContainText('edited: Record runs this text');
  await app.press('ControlOrMeta+Enter');
  await app.recorded();
  await expect(app.outputText).toContainText('changed');
});
