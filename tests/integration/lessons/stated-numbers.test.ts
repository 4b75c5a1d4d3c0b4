// Every number that a lesson states, on every engine that it names, against a recording of its program.

import { afterAll, describe, expect, test } from 'vitest';
import { readLessons } from '../../../src/main/app/lessons/read-lessons.ts';
import {
  createQueries,
  type SessionQueries,
} from '../../../src/main/session/query/session-queries.ts';
import type { Lesson, LessonStep } from '../../../src/shared/api/lessons.ts';
import { IMMORTAL } from '../../../src/shared/model/session.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const lessons = await readLessons();
type Engine = Lesson['engines'][number];

/** The last line that the program has printed at a moment. */
function printedAt(queries: SessionQueries, seq: number, step: number | 'event'): string {
  const { outputEnd } = queries['session.moment']({ seq, step });
  const pieces = queries['session.output']({}).pieces.filter(({ end }) => end <= outputEnd);
  const text = pieces.map((piece) => piece.text).join('');
  return text.trimEnd().split('\n').at(-1) ?? '';
}

interface Stated {
  readonly count?: string | undefined;
  readonly printed?: string | undefined;
  readonly answer?: string | undefined;
}

const stated = ({ count, printed, question }: LessonStep, engine: Engine): Stated => ({
  count: count?.[engine],
  printed: printed?.[engine],
  answer: question?.answer[engine],
});

/** What the recording says where the lesson says something. */
function recorded(queries: SessionQueries, step: LessonStep, engine: Engine): Stated {
  const place = queries['session.landmark'](step);
  const count = place.refcount === IMMORTAL ? 'immortal' : String(place.refcount);
  const printed = printedAt(queries, place.seq, place.step);
  const says = stated(step, engine);
  const isNumber = step.question?.choices.length === 0;
  return {
    count: says.count && count,
    printed: says.printed && printed,
    // A number that is asked for is what was printed, or else the count; a choice states none.
    answer: says.answer && (isNumber ? (step.printed ? printed : count) : says.answer),
  };
}

describe.each(lessons)('$title', (lesson) => {
  test.each(lesson.engines)('on %s', async (engine) => {
    const { name, source } = lesson.program;
    const run = await recordProgram(folder.path('.'), source, {
      programName: name,
      python: engine,
    });
    expect(run.facts.exitStatus).toBe(0);
    const session = run.open();
    const queries = createQueries(session);
    const found = lesson.steps.map((step) => [step.title, recorded(queries, step, engine)]);
    session.close();
    expect(found).toEqual(lesson.steps.map((step) => [step.title, stated(step, engine)]));
  });
});
