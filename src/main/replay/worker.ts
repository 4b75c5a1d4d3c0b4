// The replay's worker thread: runs a recorded program again, stops at each event that is asked about, answers, and goes on to the
// next. Questions come in rising order of seq. Messages: replay-messages.ts.

import { isMainThread, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { HoldersQuestion } from '../../shared/model/holders.ts';
import { engineDefinition } from '../engine/catalogue.ts';
import { HeapView } from '../engine/heap/heap-view.ts';
import { Interpreter } from '../engine/interpreter.ts';
import { openSession } from '../session/read/open-session.ts';
import { findHolders } from './holders.ts';
import { Identities } from './identities.ts';
import { ReplayRing } from './replay-ring.ts';
import type { ReplayMessage, ReplayWorkerData } from './replay-messages.ts';

async function main(data: ReplayWorkerData): Promise<void> {
  const { spec, questions, questionSignal } = data;
  const send = (message: ReplayMessage): void => parentPort?.postMessage(message);
  const engine = engineDefinition(spec.engine);
  const session = openSession(data.sessionPath);
  const identities = new Identities(session.objects());
  const { immortalRefcount } = engine.instrument;
  let taken = 0;
  const next = (): HoldersQuestion => {
    Atomics.wait(questionSignal, 0, taken++);
    return receiveMessageOnPort(questions)?.message as HoldersQuestion;
  };
  let input = spec.program.stdin ?? new Uint8Array();
  let question = next();
  const interpreter = new Interpreter(spec, {
    send: () => undefined,
    side: () => undefined,
    readInput: (length) => {
      const bytes = input.subarray(0, length);
      input = input.subarray(bytes.length);
      return bytes;
    },
    createRing: (program) => {
      let heap: HeapView | null = null;
      const { exports } = program.loaded;
      const ring = new ReplayRing({
        runtime: exports,
        session,
        immortalRefcount,
        target: question.seq,
        onStart: () => (heap = new HeapView(engine, program, exports.PyThreadState_Get())),
        onArrival: () => {
          if (!heap) throw new Error('Internal error: a replay that never started has arrived');
          send({
            kind: 'answer',
            answer: findHolders({ heap, session, identities, immortalRefcount, ...question }),
          });
          question = next();
          return question.seq;
        },
      });
      return ring;
    },
  });
  try {
    await interpreter.boot();
    interpreter.run();
    send({ kind: 'failed', message: `The run ended before event ${question.seq} came again.` });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (process.env['REFSCOPE_DEBUG']) console.error(error);
    send({ kind: 'failed', message });
  }
}

if (!isMainThread) void main(workerData as ReplayWorkerData);
