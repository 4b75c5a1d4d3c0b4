// Owns running named steps one after the other and counting what passed. A step is a command (one check), or a test runner whose
// JSON report is counted. Invariant: a runner without a readable report, or with 0 tests, counts as a failure.

import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';

const REPORTS = inRoot('node_modules', '.cache', 'refscope', 'reports');

/** `note` says what the numbers do not. @typedef {{ name: string, passed: number, failed: number, note?: string }} Outcome */

/** @returns {Promise<Outcome>} */
export async function checkStep(name, args) {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = await runNode(args);
  return { name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
}

/** Runs a test runner that writes a JSON report to the path it is given; `count` reads { passed, failed, note } from it. */
export async function testStep(name, makeArgs, count, env = {}) {
  process.stdout.write(`\n== ${name}\n`);
  const report = path.join(REPORTS, `${name}.json`);
  fs.mkdirSync(REPORTS, { recursive: true });
  fs.rmSync(report, { force: true });
  const { status } = await runNode(makeArgs(report), {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const { passed, failed: failedTests, note } = readReport(report, count);
  let failed = failedTests;
  // A runner may fail outside any test: a file that does not load, an error after the last one.
  if (status !== 0 && failed === 0) failed = 1;
  if (passed + failed === 0) {
    process.stdout.write(`${name}: no tests were run\n`);
    failed = 1;
  }
  return { name, passed, failed, note };
}

/** A step that cannot be made here: it counts as nothing. */
export const notRun = (name, reason) => ({
  name,
  passed: 0,
  failed: 0,
  note: `not run: ${reason}`,
});

function readReport(report, count) {
  try {
    return count(JSON.parse(fs.readFileSync(report, 'utf8')));
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** Prints a table and, as the last line, the sum. Returns the exit status. */
export function summarise(outcomes) {
  process.stdout.write('\n');
  for (const { name, passed, failed, note } of outcomes) {
    const mark = failed > 0 ? 'FAILED' : passed > 0 ? 'ok    ' : '-     ';
    const counts = passed + failed > 0 ? [`${passed} passed, ${failed} failed`] : [];
    process.stdout.write(`${mark} ${name}: ${[...counts, ...(note ? [note] : [])].join('; ')}\n`);
  }
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0 ? 0 : 1;
}
