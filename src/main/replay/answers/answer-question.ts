// Owns which question is answered by what. Must not run the program on.

import type { HeapAnswer, HeapQuestion } from '../../../shared/model/heap-questions.ts';
import { findCycles } from './find-cycles.ts';
import { findGraph } from './find-graph.ts';
import { findPath } from './find-path.ts';
import { findHolders } from './holders.ts';
import type { Moment, Recorded } from './moment.ts';

const ABOUT_OBJECT = { holders: findHolders, path: findPath, graph: findGraph } as const;

/** The answer is the one of the question's kind (HeapAnswers). Throws Failure. */
export const answerQuestion = (
  recorded: Recorded,
  moment: Moment,
  question: HeapQuestion,
): HeapAnswer =>
  question.kind === 'cycles'
    ? findCycles(recorded, moment)
    : ABOUT_OBJECT[question.kind](recorded, moment, question);
