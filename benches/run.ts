// npm run bench [-- --json]: every figure of one run, side by side on one machine. A ratio compares two
// things measured in turn, A B A B …, and is the median of the pairs' ratios. Nothing here passes or fails.

import { createQueries } from '../src/main/session/query/session-queries.ts';
import { openSession } from '../src/main/session/read/open-session.ts';
import { measureByHand, measureGrowth, type ByHand, type GrowthPoint } from './growth.ts';
import { median, timePlain, timeRecorded, type RecordedRun } from './measure.ts';
import { OTHER_SHAPES, REFCOUNT_LOOP, type BenchProgram } from './programs.ts';

const PAIRS = 3;
const LOOP_COUNT = 1_000_000;
const OVERVIEW_BUCKETS = 1_200;
const LANES = 30;
const PLAYHEAD_MOVES = 200;

interface Comparison {
  readonly program: string;
  readonly plainMs: number;
  readonly recordedMs: number;
  readonly recordedCpuMs: number;
  readonly ratio: number;
  readonly events: number;
  readonly millionEventsPerSecond: number;
  readonly bytesPerEvent: number;
  readonly firstEventMs: number;
  readonly peakRssMb: number;
  readonly last: RecordedRun;
}

async function compare(program: BenchProgram): Promise<Comparison> {
  const source = program.source(LOOP_COUNT);
  const plain: number[] = [];
  const recorded: RecordedRun[] = [];
  for (let i = 0; i < PAIRS; i++) {
    plain.push(await timePlain(source));
    recorded.push(await timeRecorded(source));
  }
  const last = recorded.at(-1);
  if (!last) throw new Error('nothing was recorded');
  const recordedMs = median(recorded.map((run) => run.ms));
  return {
    program: program.name,
    plainMs: median(plain),
    recordedMs,
    recordedCpuMs: median(recorded.map((run) => run.cpuMs)),
    ratio: median(recorded.map((run, i) => run.ms / (plain[i] ?? NaN))),
    events: last.facts.events,
    millionEventsPerSecond: last.facts.events / recordedMs / 1000,
    bytesPerEvent: last.sizeBytes / last.facts.events,
    firstEventMs: median(recorded.map((run) => run.firstEventMs)),
    peakRssMb: Math.max(...recorded.map((run) => run.peakRssMb)),
    last,
  };
}

interface Reading {
  readonly events: number;
  readonly firstPictureMs: number;
  readonly moveMedianMs: number;
  readonly move95Ms: number;
}

/** What the window does: open, overview and lanes of the whole run, then moves of the playhead all over it. */
function read(path: string): Reading {
  const started = performance.now();
  const file = openSession(path);
  const queries = createQueries(file);
  const { facts, phases } = queries['session.summary']({});
  const span = { axis: 'step' as const, from: 0, to: phases.at(-1)?.stepSpan[1] ?? 1 };
  queries['session.overview']({ ...span, buckets: OVERVIEW_BUCKETS, yours: false });
  const page = queries['session.objects']({
    scope: 'named',
    text: '',
    sort: 'born',
    descending: false,
    offset: 0,
    limit: LANES,
  });
  const objects = page.rows.map((row) => row.id);
  queries['session.lanes']({ ...span, buckets: OVERVIEW_BUCKETS, objects });
  const firstPictureMs = performance.now() - started;
  const moves: number[] = [];
  for (let i = 0; i < PLAYHEAD_MOVES; i++) {
    const seq = Math.floor(((i * 7919) % PLAYHEAD_MOVES) * (facts.events / PLAYHEAD_MOVES)) + 1;
    const at = performance.now();
    queries['session.moment']({ seq });
    const object = objects[i % Math.max(1, objects.length)];
    if (object !== undefined) queries['session.object']({ object, seq });
    moves.push(performance.now() - at);
  }
  moves.sort((a, b) => a - b);
  file.close();
  return {
    events: facts.events,
    firstPictureMs,
    moveMedianMs: median(moves),
    move95Ms: moves[Math.floor(moves.length * 0.95)] ?? NaN,
  };
}

const fixed = (value: number, digits = 1): string => value.toFixed(digits);

function print(comparisons: readonly Comparison[], reading: Reading): void {
  console.log(
    'program                  plain ms  recorded ms  cpu ms  ratio   events    M ev/s  bytes/ev  1st event ms  rss MB',
  );
  for (const c of comparisons) {
    const cells = [
      c.program.padEnd(22),
      fixed(c.plainMs, 0).padStart(10),
      fixed(c.recordedMs, 0).padStart(12),
      fixed(c.recordedCpuMs, 0).padStart(7),
      `${fixed(c.ratio, 2)}x`.padStart(7),
      String(c.events).padStart(10),
      fixed(c.millionEventsPerSecond).padStart(8),
      fixed(c.bytesPerEvent, 2).padStart(9),
      fixed(c.firstEventMs, 0).padStart(13),
      fixed(c.peakRssMb, 0).padStart(7),
    ];
    console.log(cells.join(' '));
  }
  console.log(
    `\nreading the ${reading.events} events of the first: first picture ${fixed(reading.firstPictureMs, 0)} ms, a move of the playhead (all panes) ${fixed(reading.moveMedianMs)} ms, 95th percentile ${fixed(reading.move95Ms)} ms`,
  );
}

function printGrowth(growth: readonly GrowthPoint[], byHand: ByHand): void {
  console.log('\nrefcount-dense loop, growing');
  for (const point of growth)
    console.log(
      `${String(point.events).padStart(12)} events ${fixed(point.recordedMs, 0).padStart(7)} ms ${fixed(point.millionEventsPerSecond).padStart(5)} M events/s ${fixed(point.bytesPerEvent, 2)} bytes/event ${fixed(point.peakRssMb, 0)} MB`,
    );
  console.log(
    `a sys.settrace recorder written by hand, on the same engine: ${fixed(byHand.ratio)}x (${fixed(byHand.tracedMs, 0)} ms, plain ${fixed(byHand.plainMs, 0)} ms)`,
  );
}

// The engine is prepared and the code warm before anything counts.
await timeRecorded('print(1)\n');
// First, as memory that other programs took would hide what this one takes.
const growth = await measureGrowth();
const byHand = await measureByHand();
const comparisons: Comparison[] = [];
for (const program of [REFCOUNT_LOOP, ...OTHER_SHAPES]) comparisons.push(await compare(program));
const reading = read(comparisons[0]?.last.path ?? '');
if (process.argv.includes('--json')) {
  console.log(
    JSON.stringify(
      {
        comparisons: comparisons.map((comparison) => ({ ...comparison, last: undefined })),
        reading,
        growth,
        byHand,
      },
      null,
      2,
    ),
  );
} else {
  print(comparisons, reading);
  printGrowth(growth, byHand);
}
process.exit(0);
