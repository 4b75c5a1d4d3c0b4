// Owns the way to the lessons from the toolbar. Until one was started it stands out: who is new here should begin with them.

import { closeLessons, openLessons } from '../../state/lesson-actions.ts';
import { useLessons } from '../../state/lessons-store.ts';
import { LessonIcon } from '../kit/icons.tsx';

export const LessonsButton = () => {
  const isOpen = useLessons((state) => state.isOpen);
  const isNew = useLessons((state) => Object.keys(state.recordings).length === 0);
  return (
    <button
      type="button"
      className={isNew && !isOpen ? 'button button-offer' : 'button'}
      aria-pressed={isOpen}
      title={
        isNew
          ? 'New here? Short lessons on reference counts, each on a recording'
          : 'Lessons on reference counts'
      }
      onClick={() => (isOpen ? closeLessons() : void openLessons())}
    >
      <LessonIcon /> Lessons
    </button>
  );
};
