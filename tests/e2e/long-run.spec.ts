// A run of millions of events: it is drawn, and scrubbing keeps the window answering.

import type { Locator } from '@playwright/test';
import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

const PROGRAM = `total = 0
seen = []
for number in range(200_000):
    total = total + number * 1000
    if number % 20_000 == 0:
        seen.append([number])
print(total)
`;

/** How many pixels of a canvas are not as its top left one; without a canvas' own background, that is what was drawn. */
const drawnPixels = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const { width, height } = element;
    const context = element.getContext('2d');
    const pixels = context?.getImageData(0, 0, width, height).data;
    if (!pixels) return 0;
    const all = new Uint32Array(pixels.buffer);
    const background = all[0];
    return all.reduce((count, pixel) => count + (pixel === background ? 0 : 1), 0);
  });

/** Milliseconds of every task of the page's main thread longer than 50 ms, while `act` runs. */
async function longTasks(app: AppWindow, act: () => Promise<void>): Promise<number[]> {
  const observer = await app.page.evaluateHandle(() => {
    const durations: number[] = [];
    const found = (list: PerformanceObserverEntryList): void =>
      void durations.push(...list.getEntries().map((entry) => entry.duration));
    new PerformanceObserver(found).observe({ type: 'longtask' });
    return durations;
  });
  await act();
  // A task that is long on purpose comes last: it shows that all before it were counted.
  const markMs = 300;
  await app.page.evaluate(
    (ms) =>
      new Promise<void>((resolve) =>
        setTimeout(() => {
          const end = performance.now() + ms;
          while (performance.now() < end);
          resolve();
        }),
      ),
    markMs,
  );
  await expect
    .poll(async () => (await observer.jsonValue()).at(-1) ?? 0)
    .toBeGreaterThanOrEqual(markMs);
  return (await observer.jsonValue()).slice(0, -1);
}

test('two hundred thousand iterations are recorded, drawn and scrubbed', async ({ app }, info) => {
  await app.record(PROGRAM);
  const events = await app.lastSeq();
  expect(events).toBeGreaterThan(1_000_000);
  await expect(app.outputText).toHaveText('19999900000000');

  // Every int that `total` was is a lane: hundreds of thousands, of which the list holds what is seen.
  const rows = app.objects.getByRole('listitem');
  await expect(rows.first()).toHaveAttribute('aria-setsize', /^\d{6}$/);
  expect(await rows.count()).toBeLessThan(200);
  const filter = app.page.getByRole('searchbox', { name: 'Filter objects' });
  await filter.fill('seen');
  await app.select(app.lane('seen list'));
  await filter.fill('');
  await expect(rows.first()).toHaveAttribute('aria-setsize', /^\d{6}$/);

  const lanes = app.timeline.locator('canvas.tl-canvas');
  const ruler = app.timeline.locator('canvas.tl-ruler-canvas');
  await expect.poll(() => drawnPixels(lanes)).toBeGreaterThan(500);
  await expect.poll(() => drawnPixels(ruler)).toBeGreaterThan(100);
  const chart = app.timeline.getByRole('img', { name: /^Live objects/ });
  for (const curve of await chart.locator('path.recharts-curve').all())
    await expect(curve).toHaveAttribute('d', /^M.{200,}/);
  await expect(chart.locator('path.recharts-curve')).not.toHaveCount(0);

  const box = await app.timeline.locator('.tl-ruler').boundingBox();
  if (!box) throw new Error('the ruler is not on screen');
  const { mouse } = app.page;
  const seqs: number[] = [];
  const tasks = await longTasks(app, async () => {
    await mouse.move(box.x + 4, box.y + 8);
    await mouse.down();
    for (let share = 0.02; share < 1; share += 0.02) {
      await mouse.move(box.x + box.width * share, box.y + 8);
      seqs.push(await app.seq());
    }
    await mouse.up();
    await app.settled();
  });
  const longest = Math.max(0, ...tasks);
  info.annotations.push({
    type: 'scrubbing',
    description: `${events} events: longest task ${Math.round(longest)} ms, ${tasks.length} of 50 ms or more`,
  });
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  expect(new Set(seqs).size).toBeGreaterThan(40);
  await expect(app.code).toContainText('total = total + number * 1000');

  // Where it was let go, the panes agree: the loop's own variables, and the lanes drawn again when zoomed in.
  await expect(app.names.getByRole('link', { name: 'number', exact: true })).toBeVisible();
  const before = await lanes.screenshot();
  await app.press('w');
  await app.press('w');
  await expect.poll(async () => (await lanes.screenshot()).equals(before)).toBe(false);
  await app.move('ArrowRight');
  await app.move('End');
  expect(await app.seq()).toBe(events);
});
