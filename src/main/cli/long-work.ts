// Owns what long work of a verb has in common: a line of progress where somebody watches, and an end on Ctrl-C that leaves nothing half
// written. Must not know what is done.

import { Failure } from '../../shared/base/failure.ts';

/** As a shell has it for a command that a signal ended. */
export const STOPPED = 130;

const SHOWN_EVERY_MS = 200;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work`, whose signal is aborted by the first SIGINT, SIGTERM or SIGHUP; it then ends in a Failure of kind `cancelled`, and this
 * process with STOPPED. The second signal ends the process at once.
 */
export async function untilSignal<Value>(
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(STOPPED);
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (error instanceof Failure && controller.signal.aborted) process.exitCode = STOPPED;
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}

/** Shows how far `doing` is, on a line of a terminal that is written over. Nothing where nobody watches. */
export function progressOnTerminal(doing: string): (done: number, total: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  let shownMs = 0;
  return (done, total) => {
    const now = Date.now();
    if (now - shownMs < SHOWN_EVERY_MS) return;
    shownMs = now;
    process.stderr.write(
      `\rrefscope: ${doing}, ${Math.floor((100 * done) / Math.max(1, total))} %\u001b[K\r`,
    );
  };
}
