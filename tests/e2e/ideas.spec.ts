// The seven ideas that somebody who learns Python's memory starts from, each seen in the window as CPython really does it.

import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

/** The count that a name's object has, as the list of names shows it. */
const names = async (app: AppWindow): Promise<Record<string, string[]>> =>
  Object.fromEntries((await app.boundNames()).map(([name = '', ...rest]) => [name, rest]));

test('two names, one value', async ({ app }) => {
  await app.record('score = 10\na_score = 10\nprint(score is a_score)\n');
  await expect(app.outputText).toHaveText('True');
  // One object, so one lane, and both names in its inspector.
  await expect(app.lane(/ int$/)).toHaveCount(1);
  await app.select(app.lane('score int'));
  await expect(app.inspector.getByRole('definition').first()).toHaveText(/score.*a_score/s);
  await app.inspect('Names');
  await expect(app.inspector.getByRole('list', { name: 'Names over time' })).toContainText(
    'a_score',
  );
  expect(await names(app)).toMatchObject({
    score: ['10', 'int', '∞'],
    a_score: ['10', 'int', '∞'],
  });
  // Either name leads to it: both are marked.
  await app.names.getByRole('link', { name: 'a_score', exact: true }).click();
  await expect(app.lane('score int')).toHaveAttribute('aria-current', 'true');
  await expect(app.names.locator('[aria-current="true"]')).toHaveText(['score', 'a_score']);
});

test('id = 5 is dropped, and 5 is still there', async ({ app }) => {
  await app.record('id = 5\ndel id\nprint(5)\n');
  await app.select(app.lane('id int'));
  await expect(app.lane('id int')).toHaveAttribute('aria-description', 'immortal');
  await app.move('End');
  await expect(app.countNow).toHaveText('∞');
  await expect(app.inspector).toContainText('Immortal: never collected');
  await expect(app.inspector).toContainText('sys.getrefcount prints 4294967295');
  await expect(app.lane('id int').locator('[data-count-of]')).toHaveText('∞');
  // The name is gone at the end of line 2; the value is not.
  await app.goToLine(2);
  expect(await names(app)).toMatchObject({ id: ['5', 'int', '∞'] });
  await app.move('Shift+ArrowRight');
  expect(await names(app)).not.toHaveProperty('id');
  await expect(app.countNow).toHaveText('∞');
});

test('sys.getrefcount(24601) says 3, and so does the window', async ({ app }) => {
  await app.record(`import sys
print(sys.getrefcount(24601))
print(sys.getrefcount('hitesh'))
print(sys.getrefcount(1))
print(sys.getrefcount('h'))
`);
  const printed = ['3', '4294967295', '4294967295', '4294967295'];
  expect((await app.printed()).trim().split('\n')).toEqual(printed);

  await app.button('Yours').click();
  await app.page.getByRole('searchbox', { name: 'Filter objects' }).fill('24601');
  await app.select(app.lane('24601 int'));
  await app.goToLine(2);
  const counts: number[] = [Number(await app.countNow.innerText())];
  while (Math.max(...counts) < 3) {
    counts.push(await app.moveToChange('.'));
    expect(await app.currentLine()).toBe(2);
    expect(counts.length).toBeLessThan(10);
  }
  // What the call put on top of what there was before: the value stack's reference, for the call.
  expect(counts.at(-1)).toBe(3);
  await expect(app.inspector.getByRole('region', { name: 'Why' })).toContainText(
    'LOAD_CONST pushed the constant',
  );
  expect(await app.moveToChange('.')).toBe(2);
});

test('a = 3, then a = a string: the type belongs to the value', async ({ app }) => {
  await app.record("a = 3\na = 'chaiaurcode'\nprint(a)\n");
  await expect(app.lane('a int')).toBeVisible();
  await expect(app.lane('a str')).toBeVisible();
  await app.goToLine(2);
  expect(await names(app)).toMatchObject({ a: ['3', 'int', '∞'] });
  await app.goToLine(3);
  expect(await names(app)).toMatchObject({ a: ["'chaiaurcode'", 'str', '∞'] });
  await app.select(app.lane('a int'));
  await expect(app.inspector).toContainText('no name refers to it now; over its life: a');
  await expect(app.inspector).toContainText('Immortal: never collected');
});

test('a = a + 2 fetches, computes, binds; 5 and 7 are both there', async ({ app }) => {
  await app.record('a = 5\nb = 2\na = a + 2\nprint(a, b)\n');
  await expect(app.outputText).toHaveText('7 2');
  const ints = app.lane('a int');
  await expect(ints).toHaveCount(2);
  await expect(ints.nth(0)).toContainText('5');
  await expect(ints.nth(1)).toContainText('7');
  await app.goToLine(3);
  expect(await names(app)).toMatchObject({ a: ['5', 'int', '∞'], b: ['2', 'int', '∞'] });
  await app.move('Shift+ArrowRight');
  expect(await names(app)).toMatchObject({ a: ['7', 'int', '∞'], b: ['2', 'int', '∞'] });
});

test('a = a + 2 with numbers that are counted: the old one goes once the name is bound', async ({
  app,
}) => {
  await app.record('a = int("500500")\na = a + 2\nprint(a)\n');
  const old = app.lane('a int').filter({ hasText: '500500' });
  await app.select(old);
  await expect(old).toHaveAttribute('aria-description', /collected: its count reached 0 on line 2/);
  await app.move(']');
  await expect(app.countNow).toHaveText('0');
  expect(await app.currentLine()).toBe(2);
  // The name has moved on by then.
  expect(await names(app)).toMatchObject({ a: ['500502', 'int', '2'] });
  await app.goToLine(3);
  expect(await names(app)).toMatchObject({ a: ['500502', 'int', '1'] });
});

test('del drops a name; with the last one the list is collected, at once', async ({ app }) => {
  await app.record('first = [1, 2, 3]\nsecond = first\ndel first\nprint("here")\ndel second\n');
  const list = app.lane('first list');
  await expect(list).toHaveAttribute(
    'aria-description',
    /born on line 1, .*, collected: its count reached 0 on line 5/,
  );
  await app.select(list);
  await app.goToLine(4);
  await expect(app.countNow).toHaveText('1');
  expect(await names(app)).not.toHaveProperty('first');
  expect(await names(app)).toMatchObject({ second: ['[3 items]', 'list', '1'] });
  await app.move(']');
  expect(await app.currentLine()).toBe(5);
  await expect(app.inspector).toContainText('Collected at line 5: its count reached 0');
  await expect(app.inspector.getByRole('region', { name: 'Why' })).toContainText(/DELETE_NAME/);
  await expect(list.locator('[data-count-of]')).toHaveText('✕');
});

test('a list without a name is collected in the line that made it', async ({ app }) => {
  await app.record('print(len([1, 2, 3, 4, 5]))\na = ["x"]\na = ["y"]\nprint("later")\n');
  await app.button('Yours').click();
  const unnamed = app.lane('[5 items] list');
  await expect(unnamed).toHaveAttribute(
    'aria-description',
    /born on line 1, .*, collected: its count reached 0 on line 1/,
  );
  await app.button('Named').click();
  const [first, second] = [app.lane('a list').nth(0), app.lane('a list').nth(1)];
  await expect(first).toHaveAttribute(
    'aria-description',
    /born on line 2, .*, collected: its count reached 0 on line 3/,
  );
  await expect(second).toHaveAttribute('aria-description', /born on line 3, .*, collected at exit/);
});
