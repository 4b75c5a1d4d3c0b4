// A thread beside the one that reads a session: ends the process when that takes more memory than it may. The reading thread could
// not do it itself, it may be inside one long decoding. Must not read anything.

import { workerData } from 'node:worker_threads';
import { OUT_OF_MEMORY_SIGNAL } from './limits.ts';

const EVERY_MS = 50;

const { maxBytes } = workerData as { readonly maxBytes: number };

setInterval(() => {
  if (process.memoryUsage.rss() > maxBytes) process.kill(process.pid, OUT_OF_MEMORY_SIGNAL);
}, EVERY_MS);
