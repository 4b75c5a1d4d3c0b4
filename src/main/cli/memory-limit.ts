// Owns the limit of memory of a command that reads a session: the file may come from a stranger. A recording has its own limits.

import { READING_LIMITS } from '../app/query-process/limits.ts';
import { watchMemory } from '../app/query-process/watch-memory.ts';
import { UsageError } from './usage.ts';

const NAME = 'REFSCOPE_MEMORY_MB';
const MB = 1e6;

function bytesOf(text: string | undefined): number {
  if (!text) return READING_LIMITS.memoryBytes;
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new UsageError(`${NAME} is "${text}"; give a whole number of megabytes, such as 8000`);
  return Number(text) * MB;
}

/** Throws UsageError when the user's own limit is none. */
export function limitMemory(verb: string, env: NodeJS.ProcessEnv): void {
  if (verb === 'record') return;
  const maxBytes = bytesOf(env[NAME]);
  const megabytes = Math.round(maxBytes / MB).toLocaleString('en');
  watchMemory({
    maxBytes,
    lastWords: `refscope: reading the session took more than ${megabytes} MB of memory, so it was stopped; if you trust the file, set ${NAME} to more.\n`,
  });
}
