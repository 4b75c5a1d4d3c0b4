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
