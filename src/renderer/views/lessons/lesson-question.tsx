// Owns a question of a lesson: it is answered before anything is shown, and may be asked again.

import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { LessonQuestion as Question, LessonStep } from '../../../shared/api/index.ts';
import { answerStep } from '../../state/lesson-actions.ts';
import { isRight, type LessonEngine } from '../../state/lessons-store.ts';
import { LessonText, type LessonNumbers } from './lesson-text.tsx';

const NO_NUMBERS: LessonNumbers = { count: '…', printed: '…' };

interface InputProps {
  readonly question: Question;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const Choices = ({ question, value, onChange }: InputProps) => (
  <div role="radiogroup" aria-label="Answers" className="lesson-choices">
    {question.choices.map((choice) => (
      <label key={choice}>
        <input
          type="radio"
          name="lesson-answer"
          checked={choice === value}
          onChange={() => onChange(choice)}
        />
        {choice}
      </label>
    ))}
  </div>
);

const NumberField = ({ value, onChange }: InputProps) => (
  <input
    className="field lesson-number"
    aria-label="Your answer"
    inputMode="numeric"
    autoComplete="off"
    size={10}
    maxLength={30}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
);

/** The question, open. */
export const OpenQuestion = ({ question }: { question: NonNullable<LessonStep['question']> }) => {
  const [value, setValue] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const Input = question.choices.length > 0 ? Choices : NumberField;
  const commit = (event: FormEvent): void => {
    event.preventDefault();
    if (value.trim() !== '') void answerStep(value.trim());
  };
  return (
    <form ref={form} className="lesson-question" aria-label="Question" onSubmit={commit}>
      <LessonText text={question.text} numbers={NO_NUMBERS} />
      <Input question={question} value={value} onChange={setValue} />
      <button type="submit" className="button" disabled={value.trim() === ''}>
        Check
      </button>
    </form>
  );
};

interface VerdictProps {
  readonly step: LessonStep;
  readonly engine: LessonEngine;
  readonly answer: string;
}

/** What became of the answer. */
export const Verdict = ({ step, engine, answer }: VerdictProps) => {
  const box = useRef<HTMLDivElement>(null);
  const right = step.question?.answer[engine] ?? '';
  const isGood = isRight(step, engine, answer);
  useEffect(() => box.current?.focus(), []);
  return (
    <div
      ref={box}
      className={isGood ? 'lesson-verdict lesson-right' : 'lesson-verdict lesson-wrong'}
      role="status"
      aria-label="Verdict"
      tabIndex={-1}
    >
      {step.question && <LessonText text={step.question.text} numbers={NO_NUMBERS} />}
      <p>
        <b>{isGood ? '✓ Right' : '✗ Not quite'}</b>: {isGood ? answer : `you said ${answer}; it is`}
        {!isGood && <b> {right}</b>}
      </p>
      <button
        type="button"
        className="button button-quiet button-small"
        onClick={() => void answerStep(undefined)}
      >
        Ask me again
      </button>
    </div>
  );
};
