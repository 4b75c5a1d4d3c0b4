// npm run bench:window [-- FILE] [--events N] [--json]: how smooth the window is on a large session, in headless Chromium on the browser
// host: intervals between animation frames while the playhead is dragged, the timeline zoomed and the lanes scrolled, and the tasks
// of the page that took longer than 50 ms. Without a FILE the refcount-dense loop is recorded first. Nothing passes or fails.

import { chromium, type Page } from '@playwright/test';
import { startApp } from '../tests/harness/start-app.ts';
import { timeRecorded } from './measure.ts';
import { REFCOUNT_LOOP } from './programs.ts';

const EVENTS = 10_000_000;
const EVENTS_PER_ITERATION = 18;
const SIZE = { width: 1440, height: 900 };
/** Mouse events come about as often as frames. */
const MOVE_MS = 16;
const MOVES = 240;

interface Smoothness {
  readonly action: string;
  readonly frames: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Part of the frames that came more than half a frame late. */
  readonly late: number;
  /** Tasks of 50 ms and more. */
  readonly longTasksMs: readonly number[];
}

interface Collected {
  readonly frames: number[];
  readonly tasks: number[];
}
declare global {
  interface Window {
    collected?: Collected;
  }
}

/** Runs `act` and says how evenly the page drew meanwhile. */
async function watch(page: Page, action: string, act: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(() => {
    const collected: Collected = { frames: [], tasks: [] };
    window.collected = collected;
    const frame = (now: number): void => {
      if (window.collected !== collected) return;
      collected.frames.push(now);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => {
      collected.tasks.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ type: 'longtask' });
  });
  await act();
  const { frames, tasks } = await page.evaluate(
    () =>
      new Promise<Collected>((resolve) =>
        setTimeout(() => {
          resolve(window.collected ?? { frames: [], tasks: [] });
          delete window.collected;
        }, 200),
      ),
  );
  const intervals = frames.slice(1).map((at, i) => at - (frames[i] ?? at));
  const sorted = intervals.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(part * (sorted.length - 1))] ?? NaN;
  return {
    action,
    frames: frames.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
    late: intervals.filter((ms) => ms > 25).length / Math.max(1, intervals.length),
    longTasksMs: tasks.map(Math.round),
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls `move` with parts from 0 to 1, as often as a mouse would. */
async function sweep(move: (part: number) => Promise<void>): Promise<void> {
  const startedMs = performance.now();
  for (let i = 0; i <= MOVES; i++) {
    await move(i / MOVES);
    await pause(Math.max(0, startedMs + i * MOVE_MS - performance.now()));
  }
}

async function measure(page: Page): Promise<readonly Smoothness[]> {
  const timeline = page.getByRole('region', { name: 'Timeline', exact: true });
  const objects = timeline.getByRole('list', { name: 'Objects' });
  await objects.getByRole('listitem').first().waitFor({ timeout: 60_000 });
  await pause(2_000);
  const ruler = await timeline.locator('.tl-ruler').boundingBox();
  const lanes = await objects.boundingBox();
  if (!ruler || !lanes) throw new Error('the timeline is not on screen');
  const { mouse } = page;
  const inLanes = (part: number): Promise<void> =>
    mouse.move(lanes.x + lanes.width * part, lanes.y + lanes.height / 2);
  const drag = watch(page, 'dragging the playhead', async () => {
    await mouse.move(ruler.x + 4, ruler.y + 8);
    await mouse.down();
    await sweep((part) => mouse.move(ruler.x + 4 + (ruler.width - 8) * part, ruler.y + 8));
    await mouse.up();
  });
  const results = [await drag];
  await inLanes(0.6);
  results.push(
    await watch(page, 'zooming in and out', async () => {
      await page.keyboard.down('Control');
      await sweep((part) => mouse.wheel(0, part < 0.5 ? -40 : 40));
      await page.keyboard.up('Control');
    }),
    await watch(page, 'scrolling the lanes', () =>
      sweep((part) => mouse.wheel(0, part < 0.7 ? 120 : -200)),
    ),
  );
  return results;
}

function print(results: readonly Smoothness[], events: number): void {
  console.log(`${events} events, ${SIZE.width} x ${SIZE.height}`);
  console.log(`${'ms between frames'.padEnd(26)}  median     p95     max    late  long tasks`);
  for (const { action, medianMs, p95Ms, maxMs, late, longTasksMs } of results) {
    const times = [medianMs, p95Ms, maxMs].map((ms) => ms.toFixed(1).padStart(8)).join('');
    const tasks = longTasksMs.length === 0 ? 'none' : longTasksMs.join(', ');
    console.log(`${action.padEnd(26)}${times}${(100 * late).toFixed(0).padStart(7)}%  ${tasks}`);
  }
}

const given = process.argv.slice(2);
const eventsAt = given.indexOf('--events');
const wanted = eventsAt < 0 ? EVENTS : Number(given.splice(eventsAt, 2)[1]);
const [file] = given.filter((argument) => !argument.startsWith('--'));
const recorded =
  file ?? (await timeRecorded(REFCOUNT_LOOP.source(Math.ceil(wanted / EVENTS_PER_ITERATION)))).path;
const app = await startApp([recorded]);
/** Set by scripts/bench-window.mjs. */
const executablePath = process.env['REFSCOPE_CHROMIUM'];
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(app.url);
  const results = await measure(page);
  const playhead = page.getByRole('slider', { name: 'Playhead' });
  const events = Number(await playhead.getAttribute('aria-valuemax'));
  if (given.includes('--json')) console.log(JSON.stringify({ events, results }, null, 2));
  else print(results, events);
} finally {
  await browser.close();
  await app.stop();
}
process.exit(0);
