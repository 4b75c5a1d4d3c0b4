// What hands do with a timeline: wheel, pinch, brush, drags and every key, with what the window says of its view.

import type { AppWindow } from '../harness/app-window.ts';
import { expect, test } from '../harness/app-test.ts';
import { COMMANDS } from '../../src/shared/model/commands.ts';

const PROGRAM = `kept = [0]
for number in range(400):
    kept[0] = [number]
half = kept
del half
for needle in [object() for _ in range(40)]:
    last = needle
print("done")
`;

/** The list that everything happens to: among hundreds of numbers it is found by its name. */
const selectKept = async (app: AppWindow): Promise<void> => {
  const filter = app.timeline.getByRole('searchbox', { name: 'Filter objects' });
  await filter.fill('kept');
  await filter.press('Enter');
  await app.select(app.lane('kept list'));
};

interface View {
  readonly from: number;
  readonly to: number;
  readonly span: number;
}
const viewOf = async (app: AppWindow): Promise<View> => {
  const at = async (name: string): Promise<number> =>
    Number(await app.timeline.getByRole('slider', { name }).getAttribute('aria-valuenow'));
  const [from, to] = [await at('Start of the view'), await at('End of the view')];
  return { from, to, span: to - from };
};
/** What the view is once `act` has changed it. */
const changed = async (app: AppWindow, act: () => Promise<void>): Promise<View> => {
  const before = JSON.stringify(await viewOf(app));
  await act();
  await expect.poll(async () => JSON.stringify(await viewOf(app))).not.toBe(before);
  // A zoom glides: it is over when it stands still.
  let last = '';
  await expect
    .poll(async () => {
      const now = JSON.stringify(await viewOf(app));
      const isStill = now === last;
      last = now;
      return isStill;
    })
    .toBe(true);
  return viewOf(app);
};
const boxOf = async (app: AppWindow, selector: string) => {
  const box = await app.timeline.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not on screen`);
  return {
    ...box,
    at: (share: number) => box.x + box.width * share,
    middle: box.y + box.height / 2,
  };
};
const wheel = async (app: AppWindow, key: string, x: number, y = 0): Promise<void> => {
  if (key !== '') await app.page.keyboard.down(key);
  await app.page.mouse.wheel(x, y);
  if (key !== '') await app.page.keyboard.up(key);
};
const near = (a: number, b: number, by: number): void =>
  expect(Math.abs(a - b), `${a} is about ${b}`).toBeLessThanOrEqual(by);

test('the wheel zooms at the pointer and pans, a pinch zooms, a plain wheel scrolls', async ({
  app,
}) => {
  await app.record(PROGRAM);
  const whole = await viewOf(app);
  const lanes = await boxOf(app, '.tl-canvas');
  await app.page.mouse.move(lanes.at(0.25), lanes.middle);
  await wheel(app, '', 0, 64);
  expect(await viewOf(app)).toEqual(whole);

  const zoomed = await changed(app, () => wheel(app, 'Control', 0, -300));
  expect(zoomed.span).toBeLessThan(whole.span * 0.7);
  near(zoomed.from + zoomed.span * 0.25, whole.from + whole.span * 0.25, 3);

  const panned = await changed(app, () => wheel(app, 'Shift', 0, 200));
  near(panned.span, zoomed.span, 2);
  expect(panned.from).toBeGreaterThan(zoomed.from);
  const back = await changed(app, () => wheel(app, '', -200));
  near(back.from, zoomed.from, 2);

  // A pinch comes as Ctrl and small steps.
  let pinched = back;
  for (let i = 0; i < 4; i++) pinched = await changed(app, () => wheel(app, 'Control', 0, -12));
  expect(pinched.span).toBeLessThan(back.span * 0.8);
  const out = await changed(app, () => wheel(app, 'Control', 0, 900));
  expect(out.span).toBeGreaterThan(pinched.span * 2);

  await selectKept(app);
  await app.move('[');
  const seq = await app.seq();
  await app.page.mouse.move(lanes.at(0.5), lanes.middle);
  await wheel(app, 'Alt', 0, 100);
  await expect.poll(() => app.seq(), 'Alt and the wheel: its next change').toBeGreaterThan(seq);
});

test('the brush draws, moves and resizes the view; a drag in a lane marks, with Shift it pans', async ({
  app,
}) => {
  await app.record(PROGRAM);
  const { mouse } = app.page;
  const brush = await boxOf(app, '.tl-brush');
  const drag = async (from: number, to: number, y = brush.middle): Promise<void> => {
    await mouse.move(from, y);
    await mouse.down();
    await mouse.move(to, y, { steps: 5 });
    await mouse.up();
  };
  await app.press('0');
  await expect.poll(async () => (await viewOf(app)).from, 'the whole recording is in view').toBe(0);
  const whole = await viewOf(app);
  await changed(app, () => mouse.dblclick(brush.at(0.5), brush.middle).then(() => app.press('w')));
  const part = await changed(app, () => mouse.dblclick(brush.at(0.02), brush.middle));
  expect(part).toEqual(whole);

  // With all in view there is no outside: zoomed in, a drag beside the window draws a new one.
  const few = await changed(app, () => wheelAt(app, 0.2));
  const drawn = await changed(app, () => drag(brush.at(0.6), brush.at(0.8)));
  near(drawn.from, whole.span * 0.6, whole.span * 0.02);
  near(drawn.to, whole.span * 0.8, whole.span * 0.02);
  expect(drawn.from).toBeGreaterThan(few.to);
  const moved = await changed(app, () => drag(brush.at(0.7), brush.at(0.5)));
  near(moved.span, drawn.span, 2);
  near(moved.from, whole.span * 0.4, whole.span * 0.02);
  const resized = await changed(app, () => drag(brush.at(0.4), brush.at(0.3)));
  near(resized.to, moved.to, 2);
  near(resized.from, whole.span * 0.3, whole.span * 0.02);

  const lanes = await boxOf(app, '.tl-canvas');
  const range = app.timeline.getByRole('region', { name: 'Selected range' });
  await drag(lanes.at(0.2), lanes.at(0.4), lanes.middle);
  await expect(range).toBeVisible();
  expect(await viewOf(app)).toEqual(resized);
  await app.press('Enter');
  await expect(range).toBeHidden();
  await expect.poll(async () => (await viewOf(app)).span).toBeLessThan(resized.span * 0.3);
  const before = await viewOf(app);
  await app.page.keyboard.down('Shift');
  const panned = await changed(app, () => drag(lanes.at(0.6), lanes.at(0.2), lanes.middle));
  await app.page.keyboard.up('Shift');
  near(panned.span, before.span, 2);
  expect(panned.from).toBeGreaterThan(before.from);
  await expect(range).toBeHidden();
});

const wheelAt = async (app: AppWindow, share: number): Promise<void> => {
  const lanes = await boxOf(app, '.tl-canvas');
  await app.page.mouse.move(lanes.at(share), lanes.middle);
  await wheel(app, 'Control', 0, -600);
};

test('W A S D by their place on the keyboard, and the other keys of the view', async ({ app }) => {
  await app.record(PROGRAM);
  await selectKept(app);
  const run = await viewOf(app);
  /** As another layout sends it: the key in the place of W types something else. */
  const physical = (code: string, key: string): Promise<void> =>
    app.page
      .evaluate(
        ([code, key]) =>
          document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true })),
        [code, key] as const,
      )
      .then(() => undefined);
  const closer = await changed(app, () => physical('KeyW', 'z'));
  expect(closer.span).toBeLessThan(run.span);
  const right = await changed(app, () => app.press('KeyA'));
  expect(right.from).toBeLessThan(closer.from);
  const left = await changed(app, () => app.press('KeyD'));
  near(left.from, closer.from, 3);
  const far = await changed(app, () => app.press('Shift+KeyW'));
  expect(far.span).toBeLessThan(left.span * 0.5);
  const further = await changed(app, () => app.press('Shift+KeyA'));
  expect(further.from).toBeLessThan(far.from);
  const out = await changed(app, () => app.press('KeyS'));
  expect(out.span).toBeGreaterThan(further.span);
  const plus = await changed(app, () => app.press('+'));
  expect(plus.span).toBeLessThan(out.span);
  const minus = await changed(app, () => app.press('-'));
  expect(minus.span).toBeGreaterThan(plus.span);

  const whole = await changed(app, () => app.press('0'));
  expect(whole.from).toBe(0);
  expect(await changed(app, () => app.press('0'))).toEqual(run);

  // F: its life, then the run again.
  await selectKept(app);
  await changed(app, () => app.press('KeyW'));
  await changed(app, () => app.press('f'));
  const born = await app.move('[');
  expect(born).toBeGreaterThan(0);
  await app.press('f');
  await expect.poll(() => viewOf(app)).toEqual(run);
});

test('arrows with Ctrl and Shift, Space and its speeds, Escape', async ({ app }) => {
  await app.record(PROGRAM);
  await selectKept(app);
  const born = await app.move('[');
  const second = await app.move('Control+ArrowRight');
  const third = await app.move('.');
  expect(third).toBeGreaterThan(second);
  expect(await app.move('Control+ArrowLeft')).toBe(second);
  expect(await app.move(',')).toBe(born);
  const line = await app.currentLine();
  await app.move('Shift+ArrowRight');
  expect(await app.currentLine()).not.toBe(line);
  await app.move('Shift+ArrowLeft');
  expect(await app.currentLine()).toBe(line);

  const speed = app.timeline.getByRole('combobox', { name: 'Speed' });
  const value = await speed.inputValue();
  await app.press('Shift+ArrowUp');
  expect(Number(await speed.inputValue())).toBeGreaterThan(Number(value));
  await app.press('Shift+ArrowDown');
  expect(await speed.inputValue()).toBe(value);
  for (let i = 0; i < 8; i++) await app.press('Shift+ArrowUp');
  expect(await speed.inputValue()).toBe('500');
  const start = await app.seq();
  await app.press('Space');
  await expect.poll(() => app.seq()).toBeGreaterThan(start);
  // Fast enough for 900 lines: it comes to their end and stops.
  await expect(app.button('Play')).toBeVisible({ timeout: 30_000 });
  await expect(app.objects.locator('[aria-current]')).toHaveCount(1);
  await app.press('Escape');
  await expect(app.objects.locator('[aria-current]')).toHaveCount(0);
});

test('search tells where it is, palette and sheet list every command', async ({ app }) => {
  await app.record(PROGRAM);
  await app.press('ControlOrMeta+F');
  const find = app.page.getByRole('search', { name: 'Find' });
  await find.getByRole('searchbox').fill('needle');
  const told = find.getByRole('status');
  await expect(told).toHaveText('1 of 42');
  await app.press('Enter');
  await app.press('Enter');
  await expect(told).toHaveText('3 of 42');
  await app.press('Shift+Enter');
  await expect(told).toHaveText('2 of 42');
  await app.press('Escape');

  await app.press('ControlOrMeta+Shift+P');
  const palette = app.page.getByRole('dialog', { name: 'Commands' });
  const listed = await palette.getByRole('option').allInnerTexts();
  await app.press('Escape');
  await app.press('?');
  const sheet = app.page.getByRole('dialog', { name: 'Keys and marks' });
  await expect(sheet).toBeVisible();
  const sheetText = await sheet.innerText();
  for (const { id, title, keys } of COMMANDS) {
    if (id !== 'palette')
      expect(
        listed.some((text) => text.startsWith(title)),
        title,
      ).toBe(true);
    if (keys.length > 0) expect(sheetText).toContain(title);
  }
  await app.press('Escape');
  await expect(sheet).toBeHidden();
});

test('the pointer reads out line, opcode and count, and a selection moves nothing', async ({
  app,
}) => {
  await app.record(PROGRAM);
  await app.timeline.getByRole('combobox', { name: 'Group by' }).selectOption('Type');
  await app.press('Shift+G');
  const ints = app.objects.getByRole('button', { name: /^int · 400/ });
  await ints.click();
  const lanes = app.timeline.getByRole('group', { name: 'Lanes' });
  await expect(ints).toHaveAttribute('aria-expanded', 'true');
  const scrolled = await lanes.evaluate((element) => element.scrollTop);
  const view = await viewOf(app);
  const numbers = app.lane('number int');
  await app.select(numbers.nth(1));
  await expect(app.inspector).toContainText('Immortal');
  const before = await numbers.nth(1).boundingBox();
  await app.page.waitForTimeout(300);
  expect(await numbers.nth(1).boundingBox()).toEqual(before);
  expect(await lanes.evaluate((element) => element.scrollTop)).toBe(scrolled);
  expect(await viewOf(app)).toEqual(view);

  await app.press('Shift+G');
  await app.timeline.getByRole('combobox', { name: 'Group by' }).selectOption('No groups');
  const kept = app.lane('kept list');
  await selectKept(app);
  await app.move('[');
  await app.press('f');
  const row = await kept.boundingBox();
  const handle = await app.playhead.boundingBox();
  if (!row || !handle) throw new Error('the lane is not on screen');
  await app.page.mouse.move(handle.x + handle.width / 2 + 1, row.y + row.height / 2);
  const readOut = app.page.locator('.tl-tooltip');
  await expect(readOut).toContainText(/count \d/);
  await expect(readOut).toContainText(/event [\d,]+ · line 1 · BUILD_LIST/);
});
