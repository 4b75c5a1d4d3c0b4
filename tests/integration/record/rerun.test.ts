// Re-execution: the same program with the same entropy takes the same course, event by event, also when every store that could be
// to a reference count is logged. So the sites that value numbering finds are all there are.

import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { rerunFile } from '../../../src/main/app/rerun.ts';
import { compareRuns } from '../../../src/main/replay/compare-runs.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const corpus = (name: string): string =>
  readFileSync(new URL(`../../fixtures/conformance/${name}.py`, import.meta.url), 'utf8');

test.each(['big_event_system', 'big_lru_cache', '25_suspended_generator', '60_uncaught_exception'])(
  '%s runs the same again, and nothing was missed',
  async (name) => {
    const run = await recordProgram(folder.path('.'), corpus(name));
    const { divergence, verification } = await rerunFile(run.path);
    expect(divergence).toBeNull();
    expect(verification).toMatchObject({ gaps: 0, events: run.facts.events });
  },
);

test('random numbers, hashes of strings and input are the same again', async () => {
  const source =
    'import random\nprint(random.random(), hash("a"), {str(i) for i in range(9)}, input())\n';
  const run = await recordProgram(folder.path('.'), source, { stdin: Buffer.from('typed\n') });
  expect((await rerunFile(run.path)).divergence).toBeNull();
  const other = await recordProgram(folder.path('.'), source, { stdin: Buffer.from('typed\n') });
  expect(other.stdout).not.toBe(run.stdout);
});

test('clocks say the same again: the time of day, the time a program takes, sleep and the times of files', async () => {
  const source = `
import time, datetime, os, random
started = time.perf_counter()
print(time.time(), time.monotonic(), datetime.datetime.now(), time.localtime())
time.sleep(0.05)
with open('kept.txt', 'w') as file:
    file.write('x')
print(os.stat('kept.txt').st_mtime_ns, time.process_time())
turns = 0
while time.perf_counter() - started < 0.1:
    turns += 1
print(turns)
`;
  const run = await recordProgram(folder.path('.'), source);
  expect(run.facts.exitStatus).toBe(0);
  const { divergence, verification } = await rerunFile(run.path);
  expect(divergence).toBeNull();
  expect(verification).toMatchObject({ gaps: 0, events: run.facts.events });
});

test('a sleeping program can be stopped at once, and goes on with its clock when it is run again', async () => {
  const run = await recordProgram(folder.path('.'), 'import time\ntime.sleep(600)\n', {
    maxDurationMs: 300,
  });
  expect(run.facts.status).toBe('limit');
  expect(run.facts.statusReason).toContain('its limit');
  const session = run.open();
  // A busy wait would read the clock some million times.
  expect(session.clock().length).toBeLessThan(20_000);
  session.close();
});

test('a run that recursion in C ended, which 3.14 does not notice, is compared as far as it went', async () => {
  const source = 'a = []\na.append(a)\nb = []\nb.append(b)\nprint("so far", flush=True)\na == b\n';
  const run = await recordProgram(folder.path('.'), source, { python: '3.14' });
  expect(run.facts).toMatchObject({ status: 'crashed', gaps: 0 });
  expect(run.facts.statusReason).toContain('ran out of stack in C code');
  expect(run.stdout).toBe('so far\n');
  const { divergence, verification } = await rerunFile(run.path);
  expect(divergence).toBeNull();
  expect(verification).toMatchObject({ gaps: 0, events: run.facts.events });
});

test('a different run is told apart, at its first different event', async () => {
  const seed = { entropySeed: '0123456789abcdef0123456789abcdef' };
  const one = await recordProgram(folder.path('.'), 'a = [1.5]\nb = a\n', seed);
  const two = await recordProgram(folder.path('.'), 'a = [1.5]\nb = 7\n', seed);
  const [first, second] = [one.open(), two.open()];
  const divergence = compareRuns(first, second);
  first.close();
  second.close();
  expect(divergence?.seq).toBeGreaterThan(1);
  expect(divergence?.seq).toBeLessThan(one.facts.events);
});

test('a run that was ended by a limit is compared as far as it goes', async () => {
  const run = await recordProgram(folder.path('.'), 'while True: x = [1]\n', { maxEvents: 50_000 });
  expect(run.facts).toMatchObject({ status: 'limit', events: 50_000 });
  expect((await rerunFile(run.path)).divergence).toBeNull();
});
