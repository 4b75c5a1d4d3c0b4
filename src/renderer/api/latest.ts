// Owns the rule for questions that change faster than answers come (a dragged playhead): at most one is in flight, and only
// the newest waiting one is asked next; one that takes long while a newer waits is taken back. Invariant: answers are delivered in
// the order of the questions, none after reset().

import { createGivingUp } from './giving-up.ts';

export interface Latest<Question> {
  ask(question: Question): void;
  /** Forgets the waiting question and drops the answer in flight. */
  reset(): void;
}

export interface LatestHandlers<Question, Answer> {
  /** The signal says that nobody needs the answer any more; then it may fail. */
  fetch(question: Question, signal: AbortSignal): Promise<Answer>;
  answer(answer: Answer, question: Question): void;
  fail(error: unknown, question: Question): void;
}

export const createLatest = <Question, Answer>(
  handlers: LatestHandlers<Question, Answer>,
): Latest<Question> => {
  let epoch = 0;
  let busy = false;
  let waiting: { question: Question } | null = null;
  const givingUp = createGivingUp();

  const send = async (question: Question): Promise<void> => {
    const asked = epoch;
    busy = true;
    const signal = givingUp.begin();
    try {
      const answer = await handlers.fetch(question, signal);
      if (asked === epoch) handlers.answer(answer, question);
    } catch (error) {
      if (asked === epoch && !signal.aborted) handlers.fail(error, question);
    }
    if (asked !== epoch) return;
    givingUp.end();
    busy = false;
    const next = waiting;
    waiting = null;
    if (next) void send(next.question);
  };

  return {
    ask: (question) => {
      if (busy) {
        waiting = { question };
        givingUp.outdated();
      } else void send(question);
    },
    reset: () => {
      epoch += 1;
      givingUp.now();
      busy = false;
      waiting = null;
    },
  };
};
