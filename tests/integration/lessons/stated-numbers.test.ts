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

/** The smallest and the greatest integer that CPython keeps (tested below), and the count at which an object ends. */
const OF_CPYTHON: readonly string[] = ['-5', '256', '0'];

/** Numbers that the words of a lesson may use: what its data states is compared with recordings above. */
const known = ({ claim, steps }: Lesson): ReadonlySet<string> =>
  new Set([
    ...OF_CPYTHON,
    // Of what the claim mentions the lesson may speak.
    ...(claim.match(/\d+/gu) ?? []),
    ...steps.flatMap(({ count, printed, question }) =>
      [count, printed, question?.answer].flatMap((each) => Object.values(each ?? {})),
    ),
  ]);

test.each(lessons)('the words of “$title” state no number of their own', (lesson) => {
  const { source } = lesson.program;
  const numbers = known(lesson);
  const lines = source.split('\n').length;
  const own = lesson.steps.flatMap(({ title, text, question }) =>
    [text, question?.text ?? '', ...(question?.choices ?? []), lesson.correction].flatMap(
      (words) => {
        for (const [, line] of words.matchAll(/\blines? (\d+)/giu))
          expect(Number(line)).toBeLessThan(lines);
        const rest = words
          .replace(/\blines? \d+( (and|to) \d+)?/giu, '')
          .replace(/\b3\.1[234](\.\d)?\b/gu, '')
          .replace(/`[A-Z_0-9]+`/gu, '');
        return [...rest.matchAll(/(?<![\w.])-?\d+/gu)]
          .map(([number]) => number)
          .filter((number) => !source.includes(number) && !numbers.has(number))
          .map((number) => `${title}: ${number}`);
      },
    ),
  );
  expect(own).toEqual([]);
});

test.each(
  lessons.flatMap((lesson) => lesson.engines).filter((id, i, all) => all.indexOf(id) === i),
)('on %s the integers from -5 to 256 are the ones that are not counted', async (engine) => {
  const source =
    'import sys\nprint([sys.getrefcount(int(text)) > 10**9 for text in ("-6", "-5", "256", "257")])\n';
  const run = await recordProgram(folder.path('.'), source, { python: engine });
  const session = run.open();
  const printed = createQueries(session)
    ['session.output']({})
    .pieces.map(({ text }) => text);
  session.close();
  expect(printed.join('')).toBe('[False, True, True, False]\n');
});
