import { defineConfig } from 'vitest/config';

/** One project per kind of test; `integration` and `golden` start real engines, which take a second or two each. */
const project = (name: string, timeoutMs: number, root = `tests/${name}`) => ({
  test: {
    name,
    include: [`${root}/**/*.test.{ts,tsx}`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 30_000),
      project('property', 120_000),
      project('golden', 120_000),
      project('integration', 180_000),
    ],
    // Each engine needs some hundred megabytes: more files at once than this trade memory for nothing.
    maxWorkers: 2,
  },
});
