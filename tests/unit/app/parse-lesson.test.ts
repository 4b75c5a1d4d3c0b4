// The text format of a lesson: what is read from it, and that a mistake is told with its place.

import { describe, expect, it } from 'vitest';
import { parseLesson } from '../../../src/main/app/lessons/parse-lesson.ts';

const HEAD = `---
title: A title
summary: In short
claim: What is said,
  over two lines
verdict: nearly
program: x.py
engines: 3.12, 3.14
---
`;
const lessonWith = (fields: string) =>
  parseLesson('x', `${HEAD}\n## A step\n\n${fields}\n\nText with {count}.\n\nMore.\n`, 'x = 1\n');
const stepOf = (fields: string) => lessonWith(fields).steps[0];

describe('a lesson', () => {
  it('has facts, and a step per heading', () => {
    const lesson = lessonWith('at: start');
    expect(lesson).toMatchObject({
      id: 'x',
      title: 'A title',
      claim: 'What is said, over two lines',
      verdict: 'nearly',
      correction: '',
      program: { name: 'x.py', source: 'x = 1\n' },
      engines: ['3.12', '3.14'],
    });
    expect(lesson.steps).toEqual([
      {
        title: 'A step',
        at: { kind: 'start' },
        subject: null,
        count: null,
        printed: null,
        question: null,
        text: 'Text with {count}.\n\nMore.',
      },
    ]);
  });

  it('names moments and objects', () => {
    expect(stepOf('at: after line 3 visit 2\nobject: x before line 4')).toMatchObject({
      at: { kind: 'after', line: 3, visit: 2 },
      subject: { name: 'x', at: { kind: 'before', line: 4, visit: 1 } },
    });
    expect(stepOf("at: peak on line 7\nobject: value 'a b' str")).toMatchObject({
      at: { kind: 'peak', line: 7, visit: 1 },
      subject: { value: "'a b'", type: 'str' },
    });
    expect(stepOf('at: STORE_NAME on line 7\nobject: value 7 int')?.at).toEqual({
      kind: 'instruction',
      opcode: 'STORE_NAME',
      line: 7,
      visit: 1,
    });
  });

  it('states numbers for all versions, or for each', () => {
    expect(stepOf('at: end\ncount: 2')?.count).toEqual({ '3.12': '2', '3.14': '2' });
    expect(stepOf('at: end\nprinted: 3.12=2, 3.14=[1, 2]'.replace('[1, 2]', '4'))?.printed).toEqual(
      {
        '3.12': '2',
        '3.14': '4',
      },
    );
    expect(stepOf('at: end\nprinted: [10, 11]')?.printed).toEqual({
      '3.12': '[10, 11]',
      '3.14': '[10, 11]',
    });
  });

  it('asks, with choices or for a number', () => {
    expect(stepOf('at: end\nask: Why?\nchoices: a | b c\nanswer: b c')?.question).toEqual({
      text: 'Why?',
      choices: ['a', 'b c'],
      answer: { '3.12': 'b c', '3.14': 'b c' },
    });
    expect(stepOf('at: end\nask: How many?\nanswer: 3')?.question?.choices).toEqual([]);
  });

  it.each([
    ['at: behind line 3', 'Lesson x, A step: “behind line 3” is no moment'],
    ['at: end\nobject: the list', 'Lesson x, A step: “the list” is no object'],
    ['at: end\nask: Why?', 'Lesson x, A step: ask and answer go together'],
    ['at: end\nNonsense', 'Lesson x, A step: “Nonsense” is no field'],
  ])('%s is refused', (fields, message) => {
    expect(() => stepOf(fields)).toThrow(message);
  });

  it('without facts, or with a verdict that there is not, is refused', () => {
    expect(() => parseLesson('x', '## A step\n', '')).toThrow('Lesson x: has no facts');
    const wrong = HEAD.replace('nearly', 'perhaps');
    expect(() => parseLesson('x', `${wrong}\n## A\n\nat: end\n\nText.\n`, 'x')).toThrow(
      /^Lesson x: verdict: /,
    );
  });
});
