// In a real thread: taking its powers away is for good.

import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

const ATTEMPTS = [
  'eval("1")',
  'Function("return 1")()',
  '(async () => {}).constructor("return 1")()',
  '(function* () {}).constructor("yield 1")()',
  'globalThis.fetch("http://127.0.0.1:9/")',
  'new globalThis.WebSocket("ws://127.0.0.1:9/")',
  'process.dlopen({}, "/lib/x.node")',
  'process.binding("fs")',
  'process.getBuiltinModule("fs")',
  'process.kill(process.pid, 0)',
  'globalThis.eval = (0, eval); eval("1")',
];

test('text does not become code, and what speaks to the system is not there', async () => {
  const powers = new URL('../../../src/main/engine/ambient-powers.ts', import.meta.url).href;
  const attempts = ATTEMPTS.map((text) => `() => { ${text}; }`).join(', ');
  const code = `
    import { parentPort } from 'node:worker_threads';
    import { dropAmbientPowers } from ${JSON.stringify(powers)};
    process.env.SECRET = 'x';
    dropAmbientPowers();
    const succeeded = [${attempts}].map((attempt) => {
      try { attempt(); return true; } catch { return false; }
    });
    parentPort.postMessage({ succeeded, env: Object.keys(process.env) });
  `;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    execArgv: [],
  });
  const result = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  expect(result).toEqual({ succeeded: ATTEMPTS.map(() => false), env: [] });
});
