// What tests that move the view need: a program, the view as the window tells it, the wheel with a key held.

import { expect } from '../app-test.ts';
import type { AppWindow } from '../app-window.ts';

export const HANDS_PROGRAM = `kept = [0]
for number in range(400):
    kept[0] = [number]
half = kept
del half
for needle in [object() for _ in range(40)]:
    last = needle
print("done")
`;

/** The list that everything happens to: among hundreds of numbers it is found by its name. */
export const selectKept = async (app: AppWindow): Promise<void> => {
  const filter = app.timeline.getByRole('searchbox', { name: 'Filter objects' });
  await filter.fill('kept');
  await filter.press('Enter');
  await app.select(app.lane('kept list'));
};

export interface View {
  readonly from: number;
  readonly to: number;
  readonly span: number;
}
export const viewOf = async (app: AppWindow): Promise<View> => {
  const at = async (name: string): Promise<number> =>
    Number(await app.timeline.getByRole('slider', { name }).getAttribute('aria-valuenow'));
  const [from, to] = [await at('Start of the view'), await at('End of the view')];
  return { from, to, span: to - from };
};
/** What the view is once `act` has changed it. */
export const changed = async (app: AppWindow, act: () => Promise<void>): Promise<View> => {
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
export const boxOf = async (app: AppWindow, selector: string) => {
  const box = await app.timeline.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not on screen`);
  return {
    ...box,
    at: (share: number) => box.x + box.width * share,
    middle: box.y + box.height / 2,
  };
};
export const wheel = async (app: AppWindow, key: string, x: number, y = 0): Promise<void> => {
  if (key !== '') await app.page.keyboard.down(key);
  await app.page.mouse.wheel(x, y);
  if (key !== '') await app.page.keyboard.up(key);
};
export const near = (a: number, b: number, by: number): void =>
  expect(Math.abs(a - b), `${a} is about ${b}`).toBeLessThanOrEqual(by);
