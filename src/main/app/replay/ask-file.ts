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

/**
 * Answers in the order of the questions; one run serves them all. Throws Failure: bad object or event, a session that lacks what its
 * program needs, a run that takes another course.
 */
export const askFile = <const Questions extends readonly HeapQuestion[]>(
  file: string,
  questions: Questions,
): Promise<{ -readonly [I in keyof Questions]: HeapAnswers[Questions[I]['kind']] }> =>
  withSession(file, async (session) => {
    for (const question of questions) checkQuestion(session, question);
    const engine = new ReplayEngine({
      spec: await replaySpec(session),
      sessionPath: file,
      run: shareRun(session),
      workerUrl: workerUrl('replay'),
    });
    try {
      const answers: HeapAnswer[] = [];
      const rising = [...questions.entries()].toSorted(([, a], [, b]) => a.seq - b.seq);
      for (const [i, question] of rising) answers[i] = await engine.ask(question);
      // Each answer is of its question's kind.
      return answers as { -readonly [I in keyof Questions]: HeapAnswers[Questions[I]['kind']] };
    } finally {
      await engine.close();
    }
  });
