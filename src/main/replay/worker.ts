// The replay's worker thread: runs a recorded program again, stops where it is asked to, answers, and goes on. Questions come in any
// order; what lies behind it is answered where it was kept. Messages: stops/replay-messages.ts.

import { isMainThread, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { dropAmbientPowers } from '../engine/ambient-powers.ts';
import { engineDefinition } from '../engine/catalogue.ts';
import { livePlace } from '../engine/heap/heap-view.ts';
import { Interpreter } from '../engine/interpreter.ts';
import { openSession } from '../session/read/open-session.ts';
import type { SessionFile } from '../session/read/session-file.ts';
import { answerQuestion } from './answers/answer-question.ts';
import { KnownChunks } from './course/known-chunks.ts';
import { RecordedCourse } from './course/recorded-course.ts';
import { ReplayRing } from './course/replay-ring.ts';
import { neighboursBefore } from './stops/neighbours.ts';
import {
  SHARED,
  SHARED_SEQ,
  type ReplayCommand,
  type ReplayMessage,
  type ReplayWorkerData,
  type SharedRun,
} from './stops/replay-messages.ts';
import { Stops } from './stops/stops.ts';

/** The program's clocks replace those of its thread later. */
const now = performance.now.bind(performance);

const send = (message: ReplayMessage): void => parentPort?.postMessage(message);

function createCommands({ commands, shared }: ReplayWorkerData): {
  take(): ReplayCommand;
  isCancelled(command: ReplayCommand): boolean;
} {
  const words = new Int32Array(shared);
  let taken = 0;
  return {
    take: () => {
      Atomics.wait(words, SHARED.sent, taken++);
      return receiveMessageOnPort(commands)?.message as ReplayCommand;
    },
    isCancelled: ({ id }) => Atomics.load(words, SHARED.cancelled) >= id,
  };
}

function createInterpreter(data: ReplayWorkerData, session: SessionFile): Run {
  const { spec, run } = data;
  const engine = engineDefinition(spec.engine);
  const { immortalRefcount } = engine.instrument;
  const course = new RecordedCourse(session, immortalRefcount, addressesOf(session, run));
  const recorded = { session, immortalRefcount };
  const commands = createCommands(data);
  const progress = new Float64Array(data.shared);
  let input = spec.program.stdin ?? new Uint8Array();
  let stops: Stops | null = null;
  const stopsOf = (): Stops => {
    if (!stops) throw new Error('Internal error: a replay that never started has arrived');
    return stops;
  };
  let ring: ReplayRing | null = null;
  const ownInput = {
    save: () => {
      const saved = input;
      return () => {
        input = saved;
      };
    },
  };
  const interpreter = new Interpreter(spec, {
    send: () => undefined,
    side: (message) => {
      if (message.kind === 'code') course.code(message.code);
    },
    readInput: (length) => {
      const bytes = input.subarray(0, length);
      input = input.subarray(bytes.length);
      return bytes;
    },
    createRing: (program) => {
      ring = new ReplayRing({
        runtime: program.loaded.exports,
        course,
        known: new KnownChunks(data.known),
        apartMs: data.apartMs,
        states: [ownInput],
        now,
        onStart: () => {
          stops = new Stops({
            ...commands,
            engine,
            course,
            place: livePlace(program),
            send,
            answer: (moment, question) => answerQuestion(recorded, moment, question),
            neighbours: (question) => neighboursBefore(session, question),
            goesBack: () => ring?.goesBack ?? false,
            firstObject: () => session.lives().unborn().ids[0] ?? 0,
          });
          send({ kind: 'ready' });
          stops.next(false);
        },
        isStopWanted: () => {
          progress[SHARED_SEQ] = course.seq;
          return stopsOf().isCancelled;
        },
        onStop: (isWanted) => stopsOf().next(isWanted),
        goal: () => stopsOf().goal,
        nextStop: (from) => stopsOf().nextStop(from),
      });
      return ring;
    },
  });
  return { interpreter, end: () => stopsOf().end() };
}

/** A session that was still growing when its replay started has more objects by now. */
function addressesOf(session: SessionFile, { addresses }: SharedRun): Uint32Array {
  const lives = session.lives();
  return addresses.length > lives.count ? addresses : (lives.column('address') as Uint32Array);
}

interface Run {
  readonly interpreter: Interpreter;
  /** Throws what there is to say of a run that is over. */
  end(): never;
}

async function main(data: ReplayWorkerData): Promise<void> {
  try {
    const { interpreter, end } = createInterpreter(data, openSession(data.sessionPath));
    await interpreter.boot();
    dropAmbientPowers();
    interpreter.run();
    end();
  } catch (error) {
    send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

if (!isMainThread) void main(workerData as ReplayWorkerData);
