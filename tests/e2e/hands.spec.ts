// What hands do with a timeline: brush and drags, search, palette and key sheet, with what the window says of its view.

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
