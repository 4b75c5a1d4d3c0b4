// Owns what the process that reads a session may use: time for a question, memory, and how little of the environment it sees. A session
// file may come from a stranger, and what it makes its reader do is the stranger's choice.

import { totalmem } from 'node:os';

export interface ReadingLimits {
  readonly questionMs: number;
  readonly memoryBytes: number;
}

const GIB = 2 ** 30;

export const READING_LIMITS: ReadingLimits = {
  /** No question takes a second in a sound file, however long the run; a forged one may be made so that one never ends. */
  questionMs: 60_000,
  /** A run of 100 million events needs less than one (docs/performance.md). */
  memoryBytes: Math.min(4 * GIB, Math.floor(totalmem() / 2)),
};

/** With this signal the process says that it wanted more memory; nothing else sends it. Windows knows no other than SIGTERM. */
export const OUT_OF_MEMORY_SIGNAL = process.platform === 'win32' ? 'SIGTERM' : 'SIGUSR2';

/** What a Node needs to start, to make temporary files and to find rewritten engines; no key or token of the user's is among them. */
const PASSED =
  /^(?:PATH|HOME|USERPROFILE|TMPDIR|TEMP|TMP|LANG|LC_\w+|TZ|LD_LIBRARY_PATH|SYSTEMROOT|WINDIR|LOCALAPPDATA|XDG_CACHE_HOME|REFSCOPE_\w+)$/i;

/**
 * In Electron the child is its Node. With glibc's default the threshold above which an allocation goes back to the system when it is
 * freed grows with use, and decoded blocks stay behind in the heap.
 */
const OWN = { ELECTRON_RUN_AS_NODE: '1', MALLOC_MMAP_THRESHOLD_: '65536' };

/** Also of the process that runs a recorded program again. */
export const readingEnvironment = (all: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(all).filter(([name]) => PASSED.test(name))),
  ...OWN,
});
