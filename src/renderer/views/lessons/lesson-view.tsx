// Owns one lesson in the lessons pane: the claim that it is about, the present step, and the way on. Keys: N and B.

import { useEffect, useRef } from 'react';
import type { Lesson, LessonStep, PerEngine } from '../../../shared/api/index.ts';
import { isTyping } from '../../state/keys.ts';
import { moveStep, startLesson } from '../../state/lesson-actions.ts';
import {
  currentStep,
  givenAnswer,
  isRevealed,
  useLessons,
  type LessonEngine,
} from '../../state/lessons-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { BackIcon, NextIcon } from '../kit/icons.tsx';
import { OpenQuestion, Verdict } from './lesson-question.tsx';
import { LessonText, type LessonNumbers } from './lesson-text.tsx';

const VERDICTS: Readonly<Record<Lesson['verdict'], string>> = {
  true: 'CPython does so',
  nearly: 'Nearly so',
  corrected: 'CPython does otherwise',
};

const Claim = ({ lesson }: { lesson: Lesson }) => (
  <section className="lesson-claim" aria-label="What is said">
    <blockquote>{lesson.claim}</blockquote>
    <p>
      <b className={`lesson-stamp lesson-stamp-${lesson.verdict}`}>{VERDICTS[lesson.verdict]}.</b>{' '}
      {lesson.correction}
    </p>
  </section>
);

const numbersOf = (step: LessonStep, engine: LessonEngine): LessonNumbers => ({
  count: step.count?.[engine] ?? '',
  printed: step.printed?.[engine] ?? '',
});

/** True when the versions do not agree. */
const differs = (values: PerEngine | null): values is PerEngine =>
  values !== null && new Set(Object.values(values)).size > 1;

const OtherVersions = ({ label, values }: { label: string; values: PerEngine | null }) =>
  differs(values) ? (
    <dl className="lesson-versions" aria-label={`${label} on each version`}>
      <dt>{label}</dt>
      {Object.entries(values).map(([engine, value]) => (
        <dd key={engine}>
          <small>{engine}</small> {value === 'immortal' ? '∞' : value}
        </dd>
      ))}
    </dl>
  ) : null;

const Explanation = ({ step, engine }: { step: LessonStep; engine: LessonEngine }) => (
  <>
    <LessonText text={step.text} numbers={numbersOf(step, engine)} />
    <OtherVersions label="Count" values={step.count} />
    <OtherVersions label="Printed" values={step.printed} />
  </>
);

const Step = ({
  step,
  engine,
  number,
}: {
  step: LessonStep;
  engine: LessonEngine;
  number: number;
}) => {
  const answer = useLessons(givenAnswer);
  const isShown = useLessons(isRevealed);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // An open question takes the focus by itself.
    if (useLessons.getState().step > 0 && isRevealed(useLessons.getState()))
      heading.current?.focus();
  }, [number]);
  return (
    <article className="lesson-step">
      <h3 ref={heading} tabIndex={-1}>
        {step.title}
      </h3>
      {step.question && answer !== undefined && (
        <Verdict step={step} engine={engine} answer={answer} />
      )}
      {isShown ? (
        <Explanation step={step} engine={engine} />
      ) : (
        step.question && <OpenQuestion question={step.question} />
      )}
    </article>
  );
};

const EnginePicker = ({ lesson, engine }: { lesson: Lesson; engine: LessonEngine }) => (
  <select
    className="field lesson-engine"
    aria-label="Engine of this lesson"
    title="Record the lesson on another version of Python"
    value={engine}
    onChange={(event) => {
      const chosen = lesson.engines.find((one) => one === event.target.value);
      if (chosen) void startLesson(lesson, chosen);
    }}
  >
    {lesson.engines.map((one) => (
      <option key={one} value={one}>
        {one}
      </option>
    ))}
  </select>
);

/** Said where the window shows another recording than the lesson's. */
const Elsewhere = ({ lesson, engine }: { lesson: Lesson; engine: LessonEngine }) => {
  const session = useLessons((state) => state.session);
  const shown = useSession((state) => state.summary?.session);
  const view = useWindow((state) => state.view);
  if (session === shown && view === 'recording') return null;
  return (
    <p className="lesson-elsewhere" role="status">
      The window shows something else now.{' '}
      <button
        type="button"
        className="button button-small"
        onClick={() => void startLesson(lesson, engine)}
      >
        Back to the lesson’s recording
      </button>
    </p>
  );
};

const useLessonKeys = (): void => {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const by = ({ n: 1, b: -1 } as const)[event.key];
      const target = event.target;
      const isChoosing = target instanceof HTMLInputElement && target.type === 'radio';
      if (by === undefined || (isTyping(event) && !isChoosing)) return;
      event.preventDefault();
      void moveStep(by);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
};

export const LessonView = ({ lesson }: { lesson: Lesson }) => {
  const state = useLessons();
  const { engine, phase, problem } = state;
  const step = currentStep(state);
  const isLast = state.step === lesson.steps.length - 1;
  useLessonKeys();
  return (
    <>
      <div className="lesson-body">
        {state.step === 0 && <Claim lesson={lesson} />}
        {phase === 'recording' && (
          <p role="status" className="muted">
            Recording {lesson.program.name} on Python {engine}…
          </p>
        )}
        {problem !== '' && (
          <p role="alert" className="library-problem">
            {problem}{' '}
            <button
              type="button"
              className="button button-small"
              onClick={() => void startLesson(lesson, engine)}
            >
              Try again
            </button>
          </p>
        )}
        {phase === 'ready' && step && (
          <>
            <Elsewhere lesson={lesson} engine={engine} />
            <Step
              key={`${lesson.id} ${engine} ${state.step}`}
              step={step}
              engine={engine}
              number={state.step}
            />
          </>
        )}
      </div>
      <footer className="lesson-footer">
        <button
          type="button"
          className="button"
          title="The step before (B)"
          disabled={state.step === 0}
          onClick={() => void moveStep(-1)}
        >
          <BackIcon size={14} /> Back
        </button>
        <span className="muted" aria-label="Progress">
          {state.step + 1} of {lesson.steps.length}
        </span>
        <EnginePicker lesson={lesson} engine={engine} />
        <button
          type="button"
          className="button button-primary"
          title="The next step (N)"
          disabled={phase !== 'ready'}
          onClick={() => void moveStep(1)}
        >
          {isLast ? 'Finish' : 'Next'} <NextIcon size={14} />
        </button>
      </footer>
    </>
  );
};
