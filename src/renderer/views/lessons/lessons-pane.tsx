// Owns the pane of the lessons, beside whatever the window shows: the list, or the lesson that is open.

import type { Lesson } from '../../../shared/api/index.ts';
import { closeLessons, listLessons, startLesson } from '../../state/lesson-actions.ts';
import { useLessons } from '../../state/lessons-store.ts';
import { CloseIcon } from '../kit/icons.tsx';
import { Pane } from '../kit/pane.tsx';
import { LessonView } from './lesson-view.tsx';

const Card = ({ lesson, number }: { lesson: Lesson; number: number }) => {
  const isFinished = useLessons((state) => state.finished.includes(lesson.id));
  const reached = useLessons((state) => state.reached[lesson.id]);
  const progress = isFinished
    ? '✓ finished'
    : reached === undefined
      ? ''
      : `at step ${reached + 1} of ${lesson.steps.length}`;
  return (
    <li>
      <button
        type="button"
        className="card"
        aria-label={`Lesson ${number}: ${lesson.title}`}
        aria-description={progress}
        onClick={() => void startLesson(lesson)}
      >
        <span className="lesson-card-title">
          {number}. {lesson.title} <span className="muted">{progress}</span>
        </span>
        <small>{lesson.summary}</small>
      </button>
    </li>
  );
};

const List = () => {
  const { lessons, problem } = useLessons();
  return (
    <div className="lesson-body">
      <p className="muted">
        Each lesson records a small program on real CPython and walks through it. Predict a count,
        then see it.
      </p>
      {problem !== '' && (
        <p role="alert" className="library-problem">
          {problem}
        </p>
      )}
      <ol className="card-list">
        {lessons.map((lesson, index) => (
          <Card key={lesson.id} lesson={lesson} number={index + 1} />
        ))}
      </ol>
    </div>
  );
};

const Title = ({ lesson }: { lesson: Lesson | null }) =>
  lesson === null ? (
    'Lessons'
  ) : (
    <button type="button" className="link" onClick={listLessons}>
      ‹ All lessons
    </button>
  );

export const LessonsPane = () => {
  const isOpen = useLessons((state) => state.isOpen);
  const lesson = useLessons((state) => state.lesson);
  if (!isOpen) return null;
  return (
    <aside className="lessons" aria-label="Lessons">
      <Pane
        name="Lesson"
        title={<Title lesson={lesson} />}
        note={lesson?.title ?? ''}
        actions={
          <button
            type="button"
            className="button button-quiet button-icon button-small"
            aria-label="Close the lessons"
            onClick={closeLessons}
          >
            <CloseIcon size={14} />
          </button>
        }
        bodyClass="pane-body lesson-pane"
      >
        {lesson === null ? <List /> : <LessonView key={lesson.id} lesson={lesson} />}
      </Pane>
    </aside>
  );
};
