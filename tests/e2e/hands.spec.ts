// What the pointer does with a timeline: wheel, pinch, brush, drags, and what it reads out.

import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';
import {
  boxOf,
  changed,
  HANDS_PROGRAM,
  near,
  selectKept,
  viewOf,
  wheel,
} from '../harness/timeline/hands.ts';

test('the wheel zooms at the pointer and pans, a pinch zooms, a plain wheel scrolls', async ({
  app,
}) => {
  await app.record(HANDS_PROGRAM);
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

  // Who wants it otherwise says so; over the list a wheel scrolls all the same.
  await app.press('ControlOrMeta+Shift+P');
  await app.page.getByRole('combobox', { name: 'Command' }).fill('timeline: zooms');
  await app.press('Enter');
  const before = await viewOf(app);
  const closer = await changed(app, () => wheel(app, '', 0, -300));
  expect(closer.span).toBeLessThan(before.span * 0.7);
  const list = await app.objects.boundingBox();
  if (!list) throw new Error('the list is not on screen');
  await app.page.mouse.move(list.x + 20, lanes.middle);
  await wheel(app, '', 0, -300);
  expect(await viewOf(app)).toEqual(closer);
});

test('the brush draws, moves and resizes the view; a drag in a lane marks, with Shift it pans', async ({
  app,
}) => {
  await app.record(HANDS_PROGRAM);
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

test('the pointer reads out line, opcode and count, and a selection moves nothing', async ({
  app,
}) => {
  await app.record(HANDS_PROGRAM);
  await app.timeline.getByRole('combobox', { name: 'Group by' }).selectOption('Type');
  const ints = app.objects.getByRole('button', { name: /^int · 400/ });
  // What the recording opened on may have been scrolled to, behind the numbers.
  await expect(async () => {
    await app.timeline.locator('.tl-scroller').evaluate((scroller) => scroller.scrollTo(0, 0));
    await expect(ints).toHaveAttribute('aria-expanded', 'true', { timeout: 1000 });
  }).toPass();
  await app.press('Shift+G');
  await expect(ints).toHaveAttribute('aria-expanded', 'false');
  await ints.click();
  const lanes = app.timeline.getByRole('group', { name: 'Lanes' });
  await expect(ints).toHaveAttribute('aria-expanded', 'true');
  const scrolled = await lanes.evaluate((element) => element.scrollTop);
  const view = await viewOf(app);
  const numbers = app.lane('number int');
  await app.select(numbers.nth(1));
  await expect(app.inspector).toContainText('Immortal');
  const before = await numbers.nth(1).boundingBox();
  // A scroll would begin with the next frames.
  await app.page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
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
  await expect(readOut).toContainText(/event [\d,]+ · line \d+ · [A-Z_]+/);
});
