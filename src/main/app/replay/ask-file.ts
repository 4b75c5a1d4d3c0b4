// Owns asking a recording on its own, without a window: its program runs again past the events that are asked about.

import type {
  HeapAnswer,
  HeapAnswers,
  HeapQuestion,
} from '../../../shared/model/heap-questions.ts';
import { checkQuestion } from '../../replay/answers/question.ts';
import { ReplayEngine } from '../../replay/pool/replay-engine.ts';
import { shareRun } from '../../replay/pool/shared-run.ts';
import { workerUrl } from '../places.ts';
import { withSession } from '../session-info.ts';
import { replaySpec } from './replay-spec.ts';

export interface Heap {
  /** Goes on in the run, or back. Throws Failure. */
  ask<Question extends HeapQuestion>(question: Question): Promise<HeapAnswers[Question['kind']]>;
  /** Throws Failure for an object or an event that there is not, without running anything. */
  check(question: HeapQuestion): void;
}

/** Throws Failure: a session that lacks what its program needs, a run that takes another course. */
export const withHeap = <Value>(
  file: string,
  work: (heap: Heap) => Promise<Value>,
): Promise<Value> =>
  withSession(file, async (session) => {
    const run = shareRun(session);
    const spec = await replaySpec(session);
    const start = (): ReplayEngine =>
      new ReplayEngine({ spec, sessionPath: file, run, workerUrl: workerUrl('replay') });
    let engine: ReplayEngine | null = null;
    const engineFor = async (seq: number): Promise<ReplayEngine> => {
      if (engine && !engine.canReach(seq)) {
        await engine.close();
        engine = null;
      }
      return (engine ??= start());
    };
    const check = (question: HeapQuestion): void => checkQuestion(session, question);
    try {
      return await work({
        check,
        ask: async (question) => {
          check(question);
          return (await engineFor(question.seq)).ask(question);
        },
      });
    } finally {
      await (engine as ReplayEngine | null)?.close();
    }
  });

/** Answers in the order of the questions; one run serves them all. Throws Failure, as withHeap does. */
export const askFile = <const Questions extends readonly HeapQuestion[]>(
  file: string,
  questions: Questions,
): Promise<{ -readonly [I in keyof Questions]: HeapAnswers[Questions[I]['kind']] }> =>
  withHeap(file, async ({ ask, check }) => {
    questions.forEach(check);
    const answers: HeapAnswer[] = [];
    const rising = [...questions.entries()].toSorted(([, a], [, b]) => a.seq - b.seq);
    for (const [i, question] of rising) answers[i] = await ask(question);
    // Each answer is of its question's kind.
    return answers as { -readonly [I in keyof Questions]: HeapAnswers[Questions[I]['kind']] };
  });
