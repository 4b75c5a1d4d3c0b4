// Owns answering who holds an object: the recorded program runs again up to the event that is asked about.

import type { HoldersAnswer, HoldersQuestion } from '../../shared/model/holders.ts';
import { checkQuestion } from '../replay/question.ts';
import { Replay } from '../replay/start-replay.ts';
import { prepareEngine } from './engine-cache.ts';
import { workerUrl } from './places.ts';
import { programOf } from './program-of-session.ts';
import { programSpec } from './record-specs.ts';
import { withSession } from './session-info.ts';

/**
 * Answers in the order of the questions; one run serves them all. Throws Failure: bad object or event, a session that lacks what its
 * program needs, a run that takes another course.
 */
export const holdersInFile = (
  file: string,
  questions: readonly HoldersQuestion[],
): Promise<HoldersAnswer[]> =>
  withSession(file, async (session) => {
    for (const question of questions) checkQuestion(session, question);
    const program = programOf(session);
    const { definition, packageDir, module } = await prepareEngine(program.python);
    const spec = {
      engine: definition.id,
      packageDir,
      module,
      program: programSpec(program),
      record: true,
    };
    const replay = new Replay({ spec, sessionPath: file, workerUrl: workerUrl('replay') });
    try {
      const order = [...questions.keys()].toSorted(
        (a, b) => seqOf(questions, a) - seqOf(questions, b),
      );
      const answers: HoldersAnswer[] = [];
      for (const i of order) {
        const question = questions[i];
        if (question) answers[i] = await replay.ask(question);
      }
      return answers;
    } finally {
      await replay.close();
    }
  });

const seqOf = (questions: readonly HoldersQuestion[], i: number): number => questions[i]?.seq ?? 0;
