// The window at two sizes, light and dark: nothing lies outside it, nothing covers another pane. The pictures are kept beside the
// results for whoever wants to look.

import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];

const PROGRAM = `import gc


class Node:
    def __init__(self, name):
        self.name = name
        self.links = []


def build(count):
    nodes = [Node(f"node {i}") for i in range(count)]
    for a, b in zip(nodes, nodes[1:] + nodes[:1]):
        a.links.append(b)
    return nodes[0]


score = a_score = [10, 20]
for size in (3, 4, 5):
    ring = build(size)
    print(size, "nodes, ring starts at", ring.name)
    ring = None
    print("collected:", gc.collect())
del a_score
big = int("7" * 40)
word = "".join(["x"] * 200)
print(word[:60], big)
`;

interface Rect {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The panes' places, the page's own size, and controls that their bar cuts off. */
const measure = (app: AppWindow) =>
  app.page.evaluate(() => {
    const isShown = (element: Element): boolean => element.checkVisibility();
    const rects = [...document.querySelectorAll('section[aria-label]')]
      .filter((element) => isShown(element) && !element.parentElement?.closest('section'))
      .map((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { name: element.getAttribute('aria-label') ?? '', left, top, right, bottom };
      });
    const cut = [...document.querySelectorAll('button, select, input')].filter((element) => {
      if (!isShown(element) || element.closest('[role="list"], .tl-list, .cm-editor')) return false;
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
    });
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { rects, scrollWidth, scrollHeight, cut: cut.map((element) => element.outerHTML) };
  });

const overlap = (a: Rect, b: Rect): boolean =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;

async function checkLayout(app: AppWindow): Promise<void> {
  const { rects, scrollWidth, scrollHeight, cut } = await measure(app);
  const size = app.page.viewportSize() ?? { width: 0, height: 0 };
  expect(scrollWidth).toBeLessThanOrEqual(size.width);
  expect(scrollHeight).toBeLessThanOrEqual(size.height);
  expect(cut).toEqual([]);
  expect(rects.length).toBeGreaterThanOrEqual(3);
  for (const rect of rects) {
    expect(rect.right - rect.left, rect.name).toBeGreaterThan(150);
    expect(rect.bottom - rect.top, rect.name).toBeGreaterThan(60);
    expect(rect.right, rect.name).toBeLessThanOrEqual(size.width + 1);
    expect(rect.bottom, rect.name).toBeLessThanOrEqual(size.height + 1);
    for (const other of rects)
      if (other !== rect) expect(overlap(rect, other), `${rect.name}, ${other.name}`).toBe(false);
  }
}

/** Whether Code shows its current line whole. */
async function isLineInView(app: AppWindow): Promise<boolean> {
  const pane = await app.code.locator('.cm-scroller').boundingBox();
  const line = await app.code.locator('.code-current').boundingBox();
  if (!pane || !line) return false;
  return line.y >= pane.y && line.y + line.height <= pane.y + pane.height;
}

/** WCAG contrast of two computed colours. */
const contrast = (app: AppWindow): Promise<number> =>
  app.page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d');
    const luminance = (color: string): number => {
      if (!canvas) return 0;
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data]
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const { color, backgroundColor } = getComputedStyle(document.body);
    const [light = 1, dark = 0] = [luminance(color), luminance(backgroundColor)].sort(
      (a, b) => b - a,
    );
    return (light + 0.05) / (dark + 0.05);
  });

test('every state fits the window, light and dark', async ({ app }, info) => {
  const picture = (name: string): Promise<Buffer> =>
    app.page.screenshot({ path: info.outputPath(`${name}.png`), animations: 'disabled' });
  await app.record(PROGRAM);
  await app.select(app.lane('score list'));
  for (const scheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme: scheme });
    expect(await contrast(app)).toBeGreaterThan(7);
    for (const size of SIZES) {
      const name = (state: string): string => `${state}-${size.width}-${scheme}`;
      await app.page.setViewportSize(size);
      await checkLayout(app);
      // A smaller pane scrolls to the line that it shows.
      await expect.poll(() => isLineInView(app)).toBe(true);
      await picture(name('session'));
      await app.move('Home');
      await checkLayout(app);
      await picture(name('start'));
      await app.move('End');
      await app.button('All').click();
      await app.button('Whole').click();
      await expect(app.objects.getByRole('listitem').first()).toBeVisible();
      await picture(name('all'));
      await app.button('Named').click();
      await app.button('Run').click();
      await app.move(']');
      await picture(name('collected'));
      await app.page.getByRole('radio', { name: 'Edit' }).click();
      await checkLayout(app);
      await picture(name('edit'));
      await app.button('Open').click();
      await expect(app.page.getByRole('list', { name: 'Recordings' })).toBeVisible();
      await picture(name('open'));
      await app.press('Escape');
      await app.button('Export options').click();
      await picture(name('export'));
      await app.press('Escape');
      await app.button('Keyboard help').click();
      await picture(name('help'));
      await app.press('Escape');
      await app.page.getByRole('radio', { name: 'Recording' }).click();
      await app.move(',');
    }
  }
});

test('at twice the size nothing is out of reach: the bars wrap, the window scrolls down', async ({
  app,
}) => {
  await app.record(PROGRAM);
  await app.page.setViewportSize({ width: 720, height: 450 });
  const { scrollWidth, cut } = await measure(app);
  expect(scrollWidth).toBeLessThanOrEqual(720);
  expect(cut).toEqual([]);
  for (const name of ['Record', 'Export CSV', 'Keyboard help', 'Bytecode', 'Play']) {
    await app.button(name).scrollIntoViewIfNeeded();
    await expect(app.button(name)).toBeInViewport({ ratio: 1 });
  }
  const row = await app.objects.getByRole('listitem').nth(1).getAttribute('data-row');
  const lane = app.objects.locator(`[data-row="${row}"]`);
  await lane.scrollIntoViewIfNeeded();
  await app.select(lane);
});
