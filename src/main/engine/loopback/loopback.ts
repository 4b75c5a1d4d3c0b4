// Owns which imports of the binary the sandbox answers itself: sockets that reach the program alone, and waiting. Must not know what is
// refused. Invariant: none of them touches the host.

import type { Machine, OpenSockets } from './open-sockets.ts';
import { socketCalls, socketControl } from './system-calls.ts';
import { waitingPoll, waitingSelect, type Time } from './waiting.ts';

type SystemCall = (...args: number[]) => number;

/** What takes the place of an import, by its name; it is given Emscripten's own. */
export function ownSystemCalls(
  machine: Machine,
  sockets: OpenSockets,
  time: Time,
): ReadonlyMap<string, (call: SystemCall) => SystemCall> {
  const calls = Object.entries(socketCalls(machine, sockets));
  return new Map([
    ...calls.map(([name, own]) => [name, () => own] as const),
    ['__syscall_ioctl', (call: SystemCall) => socketControl(machine, call)],
    ['__syscall_poll', (call: SystemCall) => waitingPoll(call, time)],
    ['__syscall__newselect', (call: SystemCall) => waitingSelect(call, machine, time)],
  ]);
}
