// Owns the system calls in which a program waits until something is ready: they return at once in Emscripten, so that an event loop would
// turn without end. Nothing becomes ready by itself in the sandbox, so a wait is the time that it was given. Must not read clocks of
// its own: time passes as the run's clock says, so that a second run waits as often, and not at all where it only repeats.

import type { Machine } from './open-sockets.ts';

type SystemCall = (...args: number[]) => number;

export interface Time {
  /** Milliseconds; the reading is kept with the recording. */
  now(): number;
  /** Nothing happens for so many milliseconds. May throw, which ends the run. */
  pass(ms: number): void;
}

/** So often somebody who wants to stop the run is heard. */
const SLICE_MS = 50;

function wait(time: Time, ms: number): void {
  const end = time.now() + ms;
  for (let left = ms; left > 0; left = end - time.now()) time.pass(Math.min(left, SLICE_MS));
}

/** poll(descriptors, count, milliseconds); less than 0: for ever. */
export const waitingPoll =
  (poll: SystemCall, time: Time): SystemCall =>
  (descriptors = 0, count = 0, ms = 0) => {
    const ready = poll(descriptors, count, ms);
    if (ready === 0 && ms !== 0) wait(time, ms < 0 ? Infinity : ms);
    return ready;
  };

const MOST_DESCRIPTORS = 64;

/** select(count, sets to read, write, except, timeval); no timeval: for ever. */
export const waitingSelect =
  (select: SystemCall, machine: Machine, time: Time): SystemCall =>
  (count = 0, read = 0, write = 0, except = 0, timeval = 0) => {
    // Emscripten's own looks at no more, but does not say so.
    const ready = select(Math.min(count, MOST_DESCRIPTORS), read, write, except, timeval);
    const ms = timeval === 0 ? Infinity : millisecondsOf(machine, timeval);
    if (ready === 0 && ms > 0) wait(time, ms);
    return ready;
  };

/** Seconds and microseconds, as the C library hands them to the system. */
function millisecondsOf(machine: Machine, timeval: number): number {
  const memory = machine.memory() ?? new Uint8Array();
  const view = new DataView(memory.buffer, memory.byteOffset, memory.length);
  const at = timeval >>> 0;
  if (at + 8 > view.byteLength) return 0;
  return view.getInt32(at, true) * 1000 + view.getInt32(at + 4, true) / 1000;
}
