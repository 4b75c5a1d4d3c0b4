// Checks who imports whom (.dependency-cruiser.cjs). The canary: a cruiser that cannot read TypeScript reports no modules and
// no violations, and would pass for ever.

import { packageBin } from './lib/paths.mjs';
import { runNode } from './lib/run.mjs';

const LEAST_MODULES = 150;

const { output } = await runNode(
  [
    packageBin('dependency-cruiser', 'depcruise'),
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'src',
  ],
  { capture: true },
);
let summary;
try {
  summary = JSON.parse(output.slice(output.indexOf('{'))).summary;
} catch {
  console.error(`dependency-cruiser gave no report:\n${output.slice(0, 2000)}`);
  process.exit(1);
}
for (const { from, to, rule, cycle } of summary.violations)
  console.error(
    `${rule.name}: ${from} -> ${cycle ? cycle.map(({ name }) => name).join(' -> ') : to}`,
  );
const cruised = summary.totalCruised;
if (cruised < LEAST_MODULES)
  console.error(
    `only ${cruised} modules were cruised, expected at least ${LEAST_MODULES}: the check is blind.`,
  );
else console.error(`${cruised} modules, ${summary.violations.length} violations`);
process.exitCode = summary.violations.length > 0 || cruised < LEAST_MODULES ? 1 : 0;
