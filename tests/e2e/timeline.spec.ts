// Marked ranges and what they hold, bookmarks that survive, the timeline as a picture.

import { readFile } from 'node:fs/promises';
import type { AppWindow } from '../harness/app-window.ts';
import { BROWSER_HOST_ONLY, expect, test } from '../harness/app-test.ts';

const PROGRAM = `class Node:
    pass
kept = [Node() for _ in range(5)]
for _ in range(20):
    gone = Node()
print("<&> done")
`;

const canvasOf = async (app: AppWindow) => {
  const box = await app.timeline.locator('.tl-canvas').boundingBox();
  if (!box) throw new Error('the lanes are not on screen');
  return box;
};

test('a marked range says what happened in it', async ({ app }) => {
  await app.record(PROGRAM);
  const { mouse } = app.page;
  const { x, y, width } = await canvasOf(app);
  await mouse.move(x + 2, y + 60);
  await mouse.down();
  await mouse.move(x + width - 2, y + 60, { steps: 4 });
  await mouse.up();
  const range = app.timeline.getByRole('region', { name: 'Selected range' });
  // 25 nodes are born; each but the last of the loop is collected when the name moves on.
  await expect(range).toContainText(/Node\+6 \(25 born\)/);
  await expect(range.getByText('birth', { exact: true })).toBeVisible();
  await expect(range).toContainText(/:3\d+ events/);
  await range.getByRole('button', { name: /^from / }).click();
  await app.settled();
  expect(await app.currentLine()).toBe(1);
  await app.press('Escape');
  await expect(range).toBeHidden();
});

test('the legend tells the counts at the playhead, not those of a stretch of the overview', async ({
  app,
}) => {
  await app.record(`${PROGRAM}for number in range(2000):\n    kept.append([number])\n`);
  await app.timeline.getByRole('button', { name: 'All', exact: true }).click();
  const legend = app.timeline.locator('.tl-legend b');
  const status = app.page.getByText(/ live objects · /);
  for (let i = 0; i < 6; i++) {
    await app.move('Shift+ArrowLeft');
    const [objects, references] = await legend.allInnerTexts();
    expect(await status.innerText()).toBe(`${objects} live objects · ${references} references`);
  }
});

test('a range is marked through headings of groups, and says the same with groups on', async ({
  app,
}) => {
  await app.record(PROGRAM);
  const range = app.timeline.getByRole('region', { name: 'Selected range' });
  const { mouse } = app.page;
  const markAll = async (down: number): Promise<string> => {
    const { x, y, width } = await canvasOf(app);
    await mouse.move(x + 2, y + down);
    await mouse.down();
    await mouse.move(x + width - 2, y + down, { steps: 4 });
    await mouse.up();
    await expect(range).toContainText(/Node\+6 \(25 born\)/);
    return range.innerText();
  };
  const plain = await markAll(60);
  await app.press('Escape');
  await expect(range).toBeHidden();
  await app.timeline.getByRole('combobox', { name: 'Group by' }).selectOption('Type');
  const heading = app.objects.getByRole('button', { name: /^(int|function) · / }).first();
  await expect(heading).toBeVisible();
  await app.press('Shift+G');
  await expect(heading).toHaveAttribute('aria-expanded', 'false');
  // All rows are headings now.
  expect(await markAll(10)).toBe(plain);
  await expect(heading).toHaveAttribute('aria-expanded', 'false');
  await expect(app.timeline.getByRole('button', { name: 'Zoom to selection' })).toBeVisible();
  await app.press('Shift+G');
  await expect(heading).toHaveAttribute('aria-expanded', 'true');
  expect(await range.innerText()).toBe(plain);
});

test('bookmarks with notes are there when the recording is opened again', async ({ app }) => {
  await app.record(PROGRAM);
  await app.press('Home');
  await app.move('Shift+ArrowRight');
  const seq = await app.seq();
  const words = seq.toLocaleString('en-US');
  await app.press('m');
  const list = app.page.getByRole('dialog', { name: 'Bookmarks' });
  const note = list.getByRole('textbox', { name: `Note at event ${words}` });
  await expect(note).toBeFocused();
  await app.page.keyboard.type('the class <b>is</b> made');
  await app.press('Enter');
  await app.press('Escape');
  const mark = app.timeline.getByRole('button', { name: /^Bookmark at event .*is.* made$/ });
  await expect(mark).toBeVisible();
  const title = await app.page.title();
  await app.page.reload();
  await expect(app.facts).toBeVisible();
  await app.button('Open').click();
  await app.page
    .getByRole('button', { name: title.replace(' – Refscope', ''), exact: false })
    .first()
    .click();
  await app.settled();
  await app.press('End');
  await expect(mark).toBeVisible();
  await mark.click();
  await expect.poll(() => app.seq()).toBe(seq);
  await app.timeline.getByRole('button', { name: /Bookmarks$/ }).click();
  await expect(note).toHaveValue('the class <b>is</b> made');
  await list.getByRole('button', { name: /^Delete the bookmark/ }).click();
  await expect(list).toContainText('No bookmark yet');
  await expect(mark).toHaveCount(0);
});

test('the timeline is saved as SVG and PNG', BROWSER_HOST_ONLY, async ({ app }) => {
  await app.record(PROGRAM);
  const save = async (command: string): Promise<Buffer> => {
    const download = app.page.waitForEvent('download');
    await app.press('ControlOrMeta+Shift+P');
    await app.page.keyboard.type(command);
    await app.press('Enter');
    return readFile(await (await download).path());
  };
  const svg = (await save('as svg')).toString();
  const drawn = await app.page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      problem: parsed.querySelector('parsererror')?.textContent ?? '',
      texts: [...parsed.querySelectorAll('text')].map((one) => one.textContent),
      paths: parsed.querySelectorAll('path').length,
    };
  }, svg);
  expect(drawn.problem).toBe('');
  expect(drawn.texts).toContain('kept');
  expect(drawn.paths).toBeGreaterThan(3);
  const png = await save('as png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(400);
});
