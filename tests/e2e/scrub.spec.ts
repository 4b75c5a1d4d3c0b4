// Moving the playhead by mouse and keyboard: every pane follows it.

import type { AppWindow } from '../harness/app-window.ts';
import { expect, test } from '../harness/app-test.ts';

const PROGRAM = `score = [10]
print("one name")
a_score = score
print("two names")
del a_score
print("one name again")
score = None
print("collected")
`;

const outputOf = (app: AppWindow): Promise<string> => app.printed();

test.beforeEach(async ({ app }) => {
  await app.record(PROGRAM);
  await app.select(app.lane('score list'));
});

/** The ruler, which the playhead's handle lies on. */
const rulerOf = async (app: AppWindow) => {
  const box = await app.timeline.locator('.tl-ruler').boundingBox();
  if (!box) throw new Error('the ruler is not on screen');
  return { at: (share: number) => box.x + box.width * share, y: box.y + box.height / 2 };
};

test('dragging on the ruler scrubs all panes', async ({ app }) => {
  const { mouse } = app.page;
  const ruler = await rulerOf(app);
  await mouse.move(ruler.at(0.05), ruler.y);
  await mouse.down();
  const seen: { seq: number; line: number; output: number }[] = [];
  for (const share of [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.98]) {
    await mouse.move(ruler.at(share), ruler.y, { steps: 3 });
    await app.settled();
    seen.push({
      seq: await app.seq(),
      line: await app.currentLine(),
      output: (await outputOf(app)).length,
    });
  }
  await mouse.up();
  for (const [i, now] of seen.entries()) {
    const before = seen[i - 1];
    if (!before) continue;
    expect(now.seq).toBeGreaterThan(before.seq);
    expect(now.line).toBeGreaterThanOrEqual(before.line);
    expect(now.output).toBeGreaterThanOrEqual(before.output);
  }
  expect(seen[0]).toMatchObject({ line: 1, output: 0 });
  expect(seen.at(-1)?.line).toBe(8);
  // Released: the pointer moves on its own again.
  const end = await app.seq();
  await mouse.move(ruler.at(0.3), ruler.y);
  expect(await app.seq()).toBe(end);
});

test('the handle itself can be dragged back', async ({ app }) => {
  const { mouse } = app.page;
  const ruler = await rulerOf(app);
  const handle = await app.playhead.boundingBox();
  if (!handle) throw new Error('the playhead is not on screen');
  const before = await app.seq();
  await mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await mouse.down();
  await mouse.move(ruler.at(0.3), ruler.y, { steps: 8 });
  await mouse.up();
  await app.settled();
  expect(await app.seq()).toBeLessThan(before);
  expect(await app.currentLine()).toBe(3);
  await expect(app.playhead).toBeFocused();
});

test('a click in a lane selects its object and goes there', async ({ app }) => {
  await app.select(
    app
      .lane('None NoneType')
      .or(app.lane(/NoneType$/))
      .first(),
  );
  const row = await app.lane('score list').boundingBox();
  const ruler = await rulerOf(app);
  if (!row) throw new Error('the lane is not on screen');
  await app.page.mouse.click(ruler.at(0.45), row.y + row.height / 2);
  await expect(app.lane('score list')).toHaveAttribute('aria-current', 'true');
  await app.settled();
  expect(await app.currentLine()).toBe(4);
  await expect(app.countNow).toHaveText('2');
  await expect(app.inspector.getByRole('heading', { level: 2 })).toHaveText('score');
});

test('arrows walk events and lines, Home and End the whole recording', async ({ app }) => {
  const last = await app.lastSeq();
  expect(await app.move('Home')).toBe(0);
  expect(await app.currentLine()).toBe(0);
  expect(await outputOf(app)).toBe('');
  expect(await app.move('End')).toBe(last);
  expect(await outputOf(app)).toContain('collected');

  await app.goToLine(1);
  const lines: number[] = [];
  const texts: string[] = [];
  for (let step = 2; step <= 8; step++) {
    await app.move('Shift+ArrowRight');
    lines.push(await app.currentLine());
    texts.push((await outputOf(app)).trim().split('\n').at(-1) ?? '');
  }
  expect(lines).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(texts).toEqual([
    '',
    'one name',
    'one name',
    'two names',
    'two names',
    'one name again',
    'one name again',
  ]);
  await app.move('Shift+ArrowLeft');
  expect(await app.currentLine()).toBe(7);

  const here = await app.seq();
  const next = await app.move('ArrowRight');
  expect(next).toBeGreaterThan(here);
  expect(await app.move('ArrowLeft')).toBeLessThan(next);
});

test('comma and full stop walk the selected object’s changes, brackets its ends', async ({
  app,
}) => {
  const born = await app.move('[');
  await expect(app.countNow).toHaveText('1');
  expect(await app.currentLine()).toBe(1);
  const counts = [1];
  for (;;) {
    counts.push(await app.moveToChange('.'));
    if (counts.at(-1) === 0) break;
    expect(counts.length).toBeLessThan(40);
  }
  for (const [i, count] of counts.entries())
    if (i > 0) expect(Math.abs(count - (counts[i - 1] ?? 0))).toBe(1);
  expect(Math.max(...counts)).toBeGreaterThanOrEqual(2);
  const died = await app.seq();
  await expect(app.inspector).toContainText('Collected at line 7: its count reached 0');
  expect(await app.moveToChange(',')).toBe(1);
  expect(await app.seq()).toBeLessThan(died);
  expect(await app.move(']')).toBe(died);
  expect(await app.move('[')).toBe(born);
});

test('Space plays and pauses', async ({ app }) => {
  await app.goToLine(1);
  await app.press('Space');
  await expect(app.button('Pause')).toBeVisible();
  const start = await app.seq();
  await expect.poll(() => app.seq()).toBeGreaterThan(start);
  await app.press('Space');
  await expect(app.button('Play')).toBeVisible();
  const paused = await app.seq();
  await app.button('Play').click();
  await expect.poll(() => app.seq()).toBeGreaterThan(paused);
  // At its end it stops by itself.
  await expect(app.button('Play')).toBeVisible({ timeout: 30_000 });
});

test('clicks on a line, on output and on a change lead to their moments', async ({ app }) => {
  await app.code.getByText('a_score = score').click();
  await app.settled();
  expect(await app.currentLine()).toBe(3);
  // The caret is in the text now, and yet the keys are the playhead's.
  await app.move('Shift+ArrowRight');
  expect(await app.currentLine()).toBe(4);
  await app.move('End');
  await app.outputText.getByText('two names', { exact: true }).click();
  await app.settled();
  expect(await app.currentLine()).toBe(4);
  const why = app.inspector.getByRole('region', { name: 'Why' });
  await expect(why).toContainText('a_score');
  await why.getByRole('link').last().click();
  await app.settled();
  expect(await app.currentLine()).toBe(1);
});
