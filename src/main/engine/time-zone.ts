// Owns what the recorded program learns of the host's time zone: the answers are kept with the readings of the clock and given back
// when the run is executed again, on whatever machine. Must not know how they are kept. Invariant: a question has one answer per
// run, in the memory that the question names. Even the names of a zone matter: their length moves every later block of memory.

import type { Clock } from './clock.ts';

/** Where a call leaves its answer, in the program's memory. */
interface Place {
  readonly at: unknown;
  readonly bytes: number;
}

const WORD = 4;
/** TZNAME_MAX of musl and the end of the text. */
const NAME = 17;
/** `struct tm` up to tm_gmtoff; tm_zone is the C library's. */
const TM = 40;

const PLACES: Readonly<Record<string, (args: readonly unknown[]) => readonly Place[]>> = {
  _tzset_js: ([seconds, hasSummer, name, summerName]) => [
    { at: seconds, bytes: WORD },
    { at: hasSummer, bytes: WORD },
    { at: name, bytes: NAME },
    { at: summerName, bytes: NAME },
  ],
  _localtime_js: ([, tm]) => [{ at: tm, bytes: TM }],
  _mktime_js: ([tm]) => [{ at: tm, bytes: TM }],
};

type HostFunction = (...args: unknown[]) => unknown;
type Wrap = (call: HostFunction) => HostFunction;

/** What takes the place of the imports that ask for the zone, by name. @param memory the program's, once there is one */
export const ownTimeZone = (
  clock: Pick<Clock, 'answer'>,
  memory: () => Uint8Array | undefined,
): ReadonlyMap<string, Wrap> =>
  new Map(
    Object.entries(PLACES).map(([name, placesOf]) => [
      name,
      (call) =>
        (...args) => {
          const places = placesOf(args);
          const said = clock.answer(() => {
            const result = call(...args);
            const words = readWords(memory(), places);
            return result === undefined ? words : [...words, Number(result)];
          });
          const wordCount = writeWords(memory(), places, said);
          // A time_t is 64 bits wide, which JavaScript gives to WebAssembly as a BigInt.
          return said.length > wordCount ? BigInt(said[wordCount] ?? 0) : undefined;
        },
    ]),
  );

const roundUp = (bytes: number): number => Math.ceil(bytes / WORD) * WORD;

function readWords(memory: Uint8Array | undefined, places: readonly Place[]): number[] {
  return places.flatMap(({ at, bytes }) => {
    const padded = new Uint8Array(roundUp(bytes));
    const start = Number(at) >>> 0;
    if (memory) padded.set(memory.subarray(start, start + bytes));
    return [...new Int32Array(padded.buffer)];
  });
}

/** Returns how many words they take. */
function writeWords(
  memory: Uint8Array | undefined,
  places: readonly Place[],
  words: readonly number[],
): number {
  let next = 0;
  for (const { at, bytes } of places) {
    const count = roundUp(bytes) / WORD;
    const padded = new Uint8Array(Int32Array.from(words.slice(next, next + count)).buffer);
    memory?.set(padded.subarray(0, bytes), Number(at) >>> 0);
    next += count;
  }
  return next;
}
