// Owns the list of checks: everything that needs no browser. `npm run check` is this list, `npm test` starts with it.

import fs from 'node:fs';
import { inRoot, packageBin } from './paths.mjs';
import { checkStep, testStep } from './steps.mjs';

const ROOMS = ['src/shared', 'src/main', 'src/preload', 'src/renderer', 'tests'];
const LINTED = ['src', 'tests', 'benches', 'scripts', 'vitest.config.ts', 'playwright.config.ts'];

const existing = (names) => names.filter((name) => fs.existsSync(inRoot(name)));

const countVitest = ({ numPassedTests, numFailedTests, testResults }) => ({
  passed: numPassedTests,
  // A test file that does not load has no tests: it counts as one failure.
  failed:
    numFailedTests +
    testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
      .length,
});

export const vitestStep = (project) =>
  testStep(
    project,
    (report) => [
      packageBin('vitest'),
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    countVitest,
  );

export async function runChecks() {
  const outcomes = [
    await checkStep('format', [packageBin('prettier'), '--check', '--log-level=warn', '.']),
  ];
  for (const room of ROOMS)
    outcomes.push(await checkStep(`types ${room}`, [packageBin('typescript', 'tsc'), '-p', room]));
  outcomes.push(
    await checkStep('lint', [
      packageBin('oxlint'),
      '--type-aware',
      '--deny-warnings',
      ...existing(LINTED),
    ]),
    await checkStep('boundaries', [inRoot('scripts', 'boundaries.mjs')]),
    await checkStep('unused code', [packageBin('knip')]),
    await vitestStep('unit'),
    await vitestStep('property'),
  );
  return outcomes;
}
