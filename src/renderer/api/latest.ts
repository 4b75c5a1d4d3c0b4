// Owns the rule for questions that change faster than answers come (a dragged playhead): at most one is in flight, and only
// the newest waiting one is asked next. Invariant: answers are delivered in the order of the questions, none after reset().

export interface Latest<Question> {
  ask(question: Question): void;
  /** Forgets the waiting question and drops the answer in flight. */
  reset(): void;
}

export interface LatestHandlers<Question, Answer> {
  fetch(question: Question): Promise<Answer>;
  answer(answer: Answer, question: Question): void;
  fail(error: unknown, question: Question): void;
}

export const createLatest = <Question, Answer>(
  handlers: LatestHandlers<Question, Answer>,
): Latest<Question> => {
  let epoch = 0;
  let busy = false;
  let waiting: { question: Question } | null = null;

  const send = async (question: Question): Promise<void> => {
    const asked = epoch;
    busy = true;
    try {
      const answer = await handlers.fetch(question);
      if (asked === epoch) handlers.answer(answer, question);
    } catch (error) {
      if (asked === epoch) handlers.fail(error, question);
    }
    if (asked !== epoch) return;
    busy = false;
    const next = waiting;
    waiting = null;
    if (next) void send(next.question);
  };

  return {
    ask: (question) => {
      if (busy) waiting = { question };
      else void send(question);
    },
    reset: () => {
      epoch += 1;
      busy = false;
      waiting = null;
    },
  };
};
