// A thread beside the one that reads a session: ends the process when that takes more memory than it may. The reading thread could
// not do it itself, it may be inside one long decoding. Must not read anything.

import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { OUT_OF_MEMORY_SIGNAL } from './limits.ts';
import type { MemoryWatchData } from './watch-memory.ts';

const EVERY_MS = 50;

const { maxBytes, lastWords } = workerData as MemoryWatchData;

setInterval(() => {
  if (process.memoryUsage.rss() <= maxBytes) return;
  if (lastWords !== '') writeSync(2, lastWords);
  process.kill(process.pid, OUT_OF_MEMORY_SIGNAL);
}, EVERY_MS);
