// Owns starting the watch over this process's memory, in whichever process reads a session: the window's for one, or the command line.

import { Worker } from 'node:worker_threads';
import { workerUrl } from '../places.ts';

export interface MemoryWatchData {
  readonly maxBytes: number;
  /** Written to stderr before the process ends; empty where somebody else tells. */
  readonly lastWords: string;
}

/** Ends this process by `OUT_OF_MEMORY_SIGNAL` once it holds more than `maxBytes`. It keeps no process alive. */
export function watchMemory(workerData: MemoryWatchData): void {
  new Worker(workerUrl('memoryWatch'), { workerData, execArgv: [] }).unref();
}
