// npm run soak [-- --runs 200 --minutes 10]: records one program after another in one process, as a window does that is never closed, opens
// each recording, asks, exports, closes and deletes it. Samples memory, handles, threads and files; fails when any of them goes on growing.

import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createApp, type App } from '../src/main/app/create-app.ts';
import type { AppEvent, Params, RequestName, Result } from '../src/shared/api/index.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '200' }, minutes: { type: 'string', default: '60' } },
});
const RUNS = Number(values.runs);
const DEADLINE_MS = performance.now() + Number(values.minutes) * 60_000;

/** Caches fill, V8 learns: what comes before this part of the runs is not compared. */
const WARM_PART = 0.3;
const SAMPLE_EVERY = 5;
const LEAST_SAMPLES = 6;
/** Of what the least of the later half of the samples may lie above the least of the earlier half. */
const MOST_GROWTH = { rssMB: 40, handles: 3, threads: 0, files: 0, children: 0 };
type Measure = keyof typeof MOST_GROWTH;
type Sample = Readonly<Record<Measure, number>>;

const PROGRAM = `import json
class Node:
    def __init__(self, other):
        self.other = other
kept = None
for i in range(3000):
    kept = Node(Node([i, str(i)]))
    kept.other.other.append(kept)
with open('out.json', 'w') as file:
    json.dump(list(range(100)), file)
print(len(json.dumps({'a': 1})))
`;

const folder = mkdtempSync(path.join(tmpdir(), 'refscope-soak-'));
const temporary = path.join(folder, 'tmp');
mkdirSync(temporary);
process.env['TMPDIR'] = temporary;

/** Entries of a folder, those below it included; 0 where the system has no such folder (/proc is Linux's). */
function countIn(dir: string): number {
  try {
    return readdirSync(dir, { recursive: !dir.startsWith('/proc') }).length;
  } catch {
    return 0;
  }
}

const processes = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

/** A closed session's process ends by itself a moment later; one that has not ended by then counts. */
async function sample(): Promise<Sample> {
  for (let waited = 0; processes() > 0 && waited < 50; waited++) await sleep(100);
  // What is only waiting for the collector is no growth (the script passes --expose-gc).
  globalThis.gc?.();
  return {
    rssMB: Math.round(process.memoryUsage.rss() / 1e6),
    handles: countIn('/proc/self/fd'),
    threads: countIn('/proc/self/task'),
    files: countIn(folder),
    children: processes(),
  };
}

/**
 * How much the floor of the later half lies above that of the earlier one, once warm: what is kept raises the floor, while what the
 * allocator has not yet given back comes and goes.
 */
function growth(samples: readonly Sample[], of: Measure): number {
  const warm = samples.slice(Math.floor(samples.length * WARM_PART)).map((one) => one[of]);
  const half = warm.length >> 1;
  return Math.min(...warm.slice(half)) - Math.min(...warm.slice(0, half));
}

class Soak {
  readonly #app: App;
  readonly #ends = new Map<string, (event: AppEvent) => void>();

  constructor() {
    this.#app = createApp({
      host: {
        kind: 'browser',
        chooseExport: async () => ({ target: path.join(temporary, 'out.csv'), downloadUrl: null }),
      },
      emit: (event) => this.#ends.get(event.kind)?.(event),
      libraryDir: path.join(folder, 'library'),
      startSession: null,
    });
  }

  async #ask<Name extends RequestName>(name: Name, params: Params<Name>): Promise<Result<Name>> {
    const reply = await this.#app.handle(name, params);
    if (!reply.ok) throw new Error(`${name}: ${reply.message}`);
    // The app answers a request with the value of its name.
    return reply.value as Result<Name>;
  }

  #event(kind: AppEvent['kind']): Promise<AppEvent> {
    return new Promise((resolve) => this.#ends.set(kind, resolve));
  }

  /** One recording, from the first request to the trash. */
  async once(python: '3.12' | '3.13' | '3.14'): Promise<void> {
    const finished = this.#event('record.finished');
    const { path: file } = await this.#ask('record.start', {
      name: 'soak.py',
      source: PROGRAM,
      python,
    });
    await finished;
    const { session, facts } = await this.#ask('session.open', { path: file });
    if (facts.gaps !== 0 || facts.status !== 'finished')
      throw new Error(`${file}: ${facts.status}, ${facts.gaps} gaps`);
    await this.#ask('session.moment', { session, seq: facts.events >> 1 });
    const exported = this.#event('export.finished');
    await this.#ask('export.csv', { session });
    await exported;
    await this.#ask('session.close', { session });
    const { trashed } = await this.#ask('library.delete', { path: file });
    rmSync(trashed, { recursive: true, force: true });
  }

  close(): Promise<void> {
    return this.#app.close();
  }
}

async function main(): Promise<number> {
  const soak = new Soak();
  const samples: Sample[] = [];
  let runs = 0;
  for (; runs < RUNS && performance.now() < DEADLINE_MS; runs++) {
    await soak.once('3.12');
    if (runs % SAMPLE_EVERY === 0) samples.push(await sample());
    if (runs % 25 === 0) console.log(`${runs}: ${JSON.stringify(samples.at(-1))}`);
  }
  await soak.close();
  console.log(
    `${runs} recordings, ${samples.length} samples, at the end ${JSON.stringify(await sample())}`,
  );
  if (samples.length < LEAST_SAMPLES) {
    console.error(`soak: ${samples.length} samples are too few to compare; give it more time.`);
    return 1;
  }
  const measures = Object.keys(MOST_GROWTH) as Measure[];
  const grown = measures.filter((of) => growth(samples, of) > MOST_GROWTH[of]);
  for (const of of measures)
    console.log(`${of}: ${growth(samples, of)} more in the later half, at most ${MOST_GROWTH[of]}`);
  if (grown.length > 0) console.error(`soak: ${grown.join(', ')} goes on growing.`);
  return grown.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
