// What the lessons remember, and when an answer is right.

import { describe, expect, it } from 'vitest';
import { isRight, parseMemory } from '../../../../src/renderer/state/lessons-store.ts';
import type { LessonStep } from '../../../../src/shared/api/index.ts';

describe('what a browser kept', () => {
  const nothing = { reached: {}, finished: [], answers: {}, recordings: {} };

  it('is taken as it was', () => {
    const kept = {
      reached: { a: 2 },
      finished: ['b'],
      answers: { 'a 3.12 1': '2' },
      recordings: { 'a 3.12': '/library/a.refscope' },
    };
    expect(parseMemory(JSON.stringify(kept))).toEqual(kept);
  });

  it.each([null, '', 'no json', '3', '[]', '{"reached":[1],"finished":{},"answers":3}'])(
    '%s is nothing',
    (json) => expect(parseMemory(json)).toEqual(nothing),
  );

  it('loses only what is not what it should be', () => {
    const json = '{"reached":{"a":1,"b":"x","c":1.5},"finished":["a",3],"answers":{"a":1,"b":"2"}}';
    expect(parseMemory(json)).toEqual({
      ...nothing,
      reached: { a: 1 },
      finished: ['a'],
      answers: { b: '2' },
    });
  });
});

describe('an answer', () => {
  const step: LessonStep = {
    title: 'A step',
    at: { kind: 'end' },
    subject: null,
    count: null,
    printed: null,
    question: { text: 'How many?', choices: [], answer: { '3.12': 'immortal', '3.13': '2' } },
    text: 'Text.',
  };

  it('is right on its version only', () => {
    expect(isRight(step, '3.13', ' 2 ')).toBe(true);
    expect(isRight(step, '3.12', '2')).toBe(false);
    expect(isRight(step, '3.14', '2')).toBe(false);
  });

  it('may be a word or the sign for immortal', () => {
    for (const answer of ['immortal', 'Immortal', '∞', 'infinity'])
      expect(isRight(step, '3.12', answer)).toBe(true);
  });
});
