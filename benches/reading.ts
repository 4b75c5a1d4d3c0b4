// node benches/reading.ts FILE… [--json]: how long a session file takes to open and each kind of query to answer, in a fresh
// process per file, and the memory that takes. The positions asked for are spread over the whole run. Nothing passes or fails.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Axis, ObjectPage } from '../src/shared/api/results.ts';
import { openSession } from '../src/main/session/read/open-session.ts';
import { createQueries, type SessionQueries } from '../src/main/session/query/session-queries.ts';

const BUCKETS = 1_200;
const LANES = 100;
const PAGE = 100;
const ROUNDS = 60;
const ZOOMS = 12;

interface Timing {
  readonly query: string;
  readonly count: number;
  readonly firstMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
  /** Time on the processor, which other programs disturb less. */
  readonly p95CpuMs: number;
}

interface ReadingFigures {
  readonly file: string;
  readonly events: number;
  readonly objects: number;
  readonly openMs: number;
  readonly firstPictureMs: number;
  readonly openedRssMb: number;
  /** What is prepared while nothing is asked: on the processor, and the longest that a question would have waited for it. */
  readonly warmCpuMs: number;
  readonly warmLongestMs: number;
  readonly peakRssMb: number;
  readonly timings: readonly Timing[];
}

/** Deterministic numbers from 0 to below 1. */
function* spread(): Generator<number, never> {
  for (let state = 12_345; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

class Reading {
  readonly #queries: SessionQueries;
  readonly #numbers = spread();
  readonly #events: number;
  readonly #objects: number;
  readonly #widths: Record<Axis, number>;
  readonly #timings: Timing[] = [];

  constructor(
    queries: SessionQueries,
    counts: { events: number; objects: number; widths: Record<Axis, number> },
  ) {
    this.#queries = queries;
    this.#events = counts.events;
    this.#objects = counts.objects;
    this.#widths = counts.widths;
  }

  run(): readonly Timing[] {
    this.#overviews();
    this.#lanes();
    this.#moments();
    this.#objectQueries();
    this.#lists();
    this.#moves();
    return this.#timings;
  }

  #overviews(): void {
    for (const axis of ['step', 'event'] as const) {
      const spans = this.#spans(axis);
      this.#time(`overview, ${axis} axis`, spans.length, (i) =>
        this.#queries['session.overview']({
          ...(spans[i] ?? { axis, from: 0, to: 1 }),
          buckets: BUCKETS,
          yours: i % 2 === 0,
        }),
      );
    }
  }

  #lanes(): void {
    const listed = this.#page('born', 0).rows.map((row) => row.id);
    const busiest = this.#page('events', 0).rows.map((row) => row.id);
    const scattered = Array.from({ length: LANES }, () => this.#object());
    for (const [name, objects] of Object.entries({ listed, busiest, scattered })) {
      for (const axis of ['step', 'event'] as const) {
        const spans = this.#spans(axis);
        this.#time(`100 lanes, ${name}, ${axis} axis`, spans.length, (i) =>
          this.#queries['session.lanes']({
            ...(spans[i] ?? { axis, from: 0, to: 1 }),
            buckets: BUCKETS,
            objects: objects.slice(0, LANES),
          }),
        );
      }
    }
  }

  #moments(): void {
    this.#time('moment', ROUNDS * 3, () => this.#queries['session.moment']({ seq: this.#seq() }));
    const from = this.#seq();
    this.#time('moment, next events', ROUNDS * 3, (i) =>
      this.#queries['session.moment']({ seq: Math.min(from + i, this.#events) }),
    );
  }

  #objectQueries(): void {
    this.#time('object at a seq', ROUNDS * 3, () =>
      this.#queries['session.object']({ object: this.#object(), seq: this.#seq() }),
    );
    const busiest = this.#page('events', 0).rows.map((row) => row.id);
    this.#time('busiest objects at a seq', ROUNDS, (i) =>
      this.#queries['session.object']({
        object: busiest[i % Math.max(1, busiest.length)] ?? 1,
        seq: this.#seq(),
      }),
    );
    this.#time('history page', ROUNDS, (i) => {
      const object = busiest[i % Math.max(1, busiest.length)] ?? 1;
      const { total } = this.#queries['session.history']({ object, offset: 0, limit: 1 });
      this.#queries['session.history']({
        object,
        offset: Math.floor(this.#next() * Math.max(1, total - PAGE)),
        limit: PAGE,
      });
    });
  }

  #lists(): void {
    const sorts = ['born', 'ended', 'name', 'type', 'peak', 'events', 'lifetime'] as const;
    for (const sort of sorts) {
      this.#time(`objects by ${sort}`, 8, (i) => this.#page(sort, i * PAGE, i % 2 === 1));
    }
    for (const text of ['1234', 'pair', 'Node', 'zzz']) {
      let searched = 0;
      this.#timeUntil(`objects like ${text}, answers until all`, () => {
        ({ searched } = this.#page('born', 0, false, text));
        return searched === 1;
      });
      this.#time(`objects like ${text}, pages`, 3, (i) =>
        this.#page('born', i * PAGE, false, text),
      );
    }
  }

  #moves(): void {
    for (const move of ['step', 'yours', 'object', 'line'] as const) {
      this.#time(`next ${move}`, ROUNDS, () =>
        this.#queries['session.neighbor']({
          of: move,
          seq: this.#seq(),
          direction: 'next',
          object: this.#object(),
          sourceId: 1,
          line: 5,
        }),
      );
    }
    this.#time('seq at x', ROUNDS * 3, () =>
      this.#queries['session.seqAt']({ axis: 'step', x: this.#next() * this.#widths.step }),
    );
  }

  /** From the whole run to a few hundred events, in different places. */
  #spans(axis: Axis): readonly { axis: Axis; from: number; to: number }[] {
    const width = this.#widths[axis];
    return Array.from({ length: ZOOMS * 2 }, (_, i) => {
      const length = Math.max(width / 2.5 ** (i % ZOOMS), Math.min(50, width));
      const from = this.#next() * (width - length);
      return { axis, from, to: from + length };
    });
  }

  #page(
    sort: 'born' | 'ended' | 'name' | 'type' | 'peak' | 'events' | 'lifetime',
    offset: number,
    descending = sort === 'events',
    text = '',
  ): ObjectPage {
    const scope = 'all' as const;
    const page = { scope, text, sort, descending, offset, limit: PAGE, partial: true };
    return this.#queries['session.objects'](page);
  }

  #next(): number {
    return this.#numbers.next().value;
  }
  #seq(): number {
    return Math.floor(this.#next() * this.#events) + 1;
  }
  #object(): number {
    return Math.floor(this.#next() * this.#objects) + 1;
  }

  #time(query: string, count: number, ask: (i: number) => unknown): void {
    let i = 0;
    this.#timeUntil(query, () => {
      ask(i++);
      return i === count;
    });
  }

  #timeUntil(query: string, ask: () => boolean): void {
    const times: number[] = [];
    const cpuTimes: number[] = [];
    for (let isDone = false; !isDone;) {
      const cpu = process.threadCpuUsage();
      const started = performance.now();
      isDone = ask();
      times.push(performance.now() - started);
      const { user, system } = process.threadCpuUsage(cpu);
      cpuTimes.push((user + system) / 1000);
    }
    const at = (part: number, of = times): number =>
      of.toSorted((a, b) => a - b)[Math.floor(part * (of.length - 1))] ?? NaN;
    this.#timings.push({
      query,
      count: times.length,
      firstMs: times[0] ?? NaN,
      medianMs: at(0.5),
      p95Ms: at(0.95),
      maxMs: at(1),
      p95CpuMs: at(0.95, cpuTimes),
    });
  }
}

const megabytes = (bytes: number): number => bytes / 2 ** 20;
const rss = (): number => megabytes(process.memoryUsage().rss);

function warmUp(queries: SessionQueries): Pick<ReadingFigures, 'warmCpuMs' | 'warmLongestMs'> {
  const cpu = process.cpuUsage();
  let warmLongestMs = 0;
  for (let isMore = true; isMore;) {
    const portion = process.cpuUsage();
    isMore = queries.warm();
    const { user, system } = process.cpuUsage(portion);
    warmLongestMs = Math.max(warmLongestMs, (user + system) / 1000);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { warmCpuMs: (user + system) / 1000, warmLongestMs };
}

/** What the window asks for first: the summary, the overview and the lanes of the first objects over the run. */
function read(path: string): ReadingFigures {
  const started = performance.now();
  const file = openSession(path);
  const queries = createQueries(file);
  const openMs = performance.now() - started;
  const { facts, phases } = queries['session.summary']({});
  const steps = phases.at(-1)?.stepSpan[1] ?? 1;
  const run = phases.find(({ phase }) => phase === 'run')?.stepSpan ?? [0, steps];
  const span = { axis: 'step' as const, from: run[0], to: run[1], buckets: BUCKETS };
  queries['session.overview']({ ...span, yours: false });
  const objects = queries['session.objects']({
    scope: 'named',
    text: '',
    sort: 'born',
    descending: false,
    offset: 0,
    limit: PAGE,
  }).rows.map((row) => row.id);
  queries['session.lanes']({ ...span, objects: objects.slice(0, 30) });
  queries['session.moment']({ seq: facts.runFromSeq });
  const firstPictureMs = performance.now() - started;
  const openedRssMb = rss();
  const warm = warmUp(queries);
  const reading = new Reading(queries, {
    events: facts.events,
    objects: facts.objects,
    widths: { step: steps, event: facts.events },
  });
  const timings = reading.run();
  return {
    file: path,
    events: facts.events,
    objects: facts.objects,
    openMs,
    firstPictureMs,
    openedRssMb,
    ...warm,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    timings,
  };
}

function print(figures: ReadingFigures): void {
  const { file, events, objects, openMs, firstPictureMs, openedRssMb, peakRssMb } = figures;
  const ms = (value: number): string => value.toFixed(1).padStart(9);
  console.log(`${file}: ${events} events, ${objects} objects`);
  console.log(`  open ${openMs.toFixed(0)} ms, first picture ${firstPictureMs.toFixed(0)} ms`);
  console.log(
    `  prepared while nothing is asked: ${figures.warmCpuMs.toFixed(0)} ms on the processor, in portions of at most ${figures.warmLongestMs.toFixed(0)} ms`,
  );
  console.log(`  memory ${openedRssMb.toFixed(0)} MB then, ${peakRssMb.toFixed(0)} MB at most`);
  console.log(`  ${'ms'.padEnd(34)}    first   median      p95      max  p95 cpu`);
  for (const { query, firstMs, medianMs, p95Ms, maxMs, p95CpuMs } of figures.timings) {
    const times = [firstMs, medianMs, p95Ms, maxMs, p95CpuMs].map(ms).join('');
    console.log(`  ${query.padEnd(32)}${times}`);
  }
}

/** A process per file, as the app has one per open session. */
function readApart(path: string): ReadingFigures {
  const self = fileURLToPath(import.meta.url);
  const child = spawnSync(process.execPath, [self, '--one', path], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MALLOC_MMAP_THRESHOLD_: '65536' },
  });
  if (child.status !== 0) throw new Error(`reading ${path} failed (${child.status})`);
  return JSON.parse(child.stdout) as ReadingFigures;
}

const argumentsGiven = process.argv.slice(2);
const files = argumentsGiven.filter((argument) => !argument.startsWith('--'));
if (argumentsGiven.includes('--one')) {
  console.log(JSON.stringify(read(files[0] ?? '')));
} else {
  const all = files.map(readApart);
  if (argumentsGiven.includes('--json')) console.log(JSON.stringify(all, null, 2));
  else for (const figures of all) print(figures);
}
