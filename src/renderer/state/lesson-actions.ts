// Owns what the lessons do to the rest of the window: record a lesson's program, move the playhead to a step, select what it is
// about. Must not know components. Invariant: the playhead moves only in the lesson's own recording.

import type { Lesson, SessionSummary } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { mainSource, openSession } from './actions.ts';
import {
  currentStep,
  isRevealed,
  answerKey,
  recordingKey,
  remember,
  useLessons,
  type LessonEngine,
} from './lessons-store.ts';
import { useObjectsQuery } from './objects-query-store.ts';
import { setPlayhead } from './playhead-store.ts';
import { useRecording } from './recording-store.ts';
import { selectObject } from './selection-store.ts';
import { useSession } from './session-store.ts';
import { useWindow } from './window-store.ts';

const fail = (error: unknown): void =>
  useLessons.setState({ phase: 'idle', problem: sentenceOf(error) });

/** Shows the pane, with the lessons in it. */
export const openLessons = async (): Promise<void> => {
  useLessons.setState({ isOpen: true });
  if (useLessons.getState().lessons.length > 0) return;
  try {
    useLessons.setState({ lessons: await api.request('app.lessons', {}), problem: '' });
  } catch (error) {
    fail(error);
  }
};

export const closeLessons = (): void => useLessons.setState({ isOpen: false });
export const listLessons = (): void =>
  useLessons.setState({ lesson: null, problem: '', place: null, phase: 'idle' });

/** Resolves with the path of the finished recording; fails with its sentence. */
const recorded = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const check = ({ phase, problem, finishedPath }: ReturnType<typeof useRecording.getState>) => {
      if (phase !== 'idle') return;
      stop();
      if (problem === '') resolve(finishedPath);
      else reject(new Error(problem));
    };
    const stop = useRecording.subscribe(check);
    queueMicrotask(() => check(useRecording.getState()));
  });

/** Resolves when the window has opened a recording; fails when it could not. */
const opened = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const check = ({ summary, opening, problem }: ReturnType<typeof useSession.getState>) => {
      if (summary?.path !== path && (opening !== '' || problem === '')) return;
      stop();
      if (summary?.path === path) resolve();
      else reject(new Error(problem));
    };
    const stop = useSession.subscribe(check);
    queueMicrotask(() => check(useSession.getState()));
  });

const isOf = (summary: SessionSummary | null, lesson: Lesson, engine: LessonEngine): boolean =>
  summary !== null &&
  summary.facts.engine === engine &&
  mainSource(summary)?.text === lesson.program.source;

/** Whether a path of an earlier start is still the recording of this program. */
const reopened = async (lesson: Lesson, engine: LessonEngine): Promise<boolean> => {
  if (isOf(useSession.getState().summary, lesson, engine)) return true;
  const path = useLessons.getState().recordings[recordingKey({ lesson, engine })];
  if (path === undefined) return false;
  const library = await api.request('library.list', {});
  if (!library.some((entry) => entry.path === path && entry.facts !== null)) return false;
  await openSession(path);
  return isOf(useSession.getState().summary, lesson, engine);
};

const recordLesson = async (lesson: Lesson, engine: LessonEngine): Promise<void> => {
  const { name, source } = lesson.program;
  const { phase, start } = useRecording.getState();
  if (phase !== 'idle') throw new Error('A recording is running; stop it, then start the lesson.');
  await start({ name, source, argsText: '', python: engine });
  const path = await recorded();
  await opened(path);
  remember(({ recordings }) => ({
    recordings: { ...recordings, [recordingKey({ lesson, engine })]: path },
  }));
};

/** Starts a lesson, or takes it up where it was left. */
export const startLesson = async (lesson: Lesson, engine?: LessonEngine): Promise<void> => {
  const memory = useLessons.getState();
  const isFinished = memory.finished.includes(lesson.id);
  const on = engine ?? lesson.engines[0] ?? '3.12';
  const step = isFinished ? 0 : Math.min(memory.reached[lesson.id] ?? 0, lesson.steps.length - 1);
  useLessons.setState({
    lesson,
    engine: on,
    step: engine === undefined ? step : memory.step,
    phase: 'recording',
    session: '',
    place: null,
    problem: '',
  });
  try {
    if (!(await reopened(lesson, on))) await recordLesson(lesson, on);
    const now = useLessons.getState();
    if (now.lesson !== lesson || now.engine !== on) return;
    useWindow.getState().show('recording');
    useLessons.setState({
      phase: 'ready',
      session: useSession.getState().summary?.session ?? '',
    });
    await showStep();
  } catch (error) {
    fail(error);
  }
};

const START = { at: { kind: 'start' }, subject: null } as const;

/** Most constants have no name, and the list shows named objects at first. */
const showLane = async (session: string, object: number): Promise<void> => {
  const { scope, text, sort, descending, setObjectsQuery } = useObjectsQuery.getState();
  const query = { session, object, scope, text, sort, descending };
  const index = await api.request('session.objectIndex', query);
  if (index < 0) setObjectsQuery({ scope: 'yours', text: '' });
};

/** Moves the playhead to the present step, unless its question is still open. */
export const showStep = async (): Promise<void> => {
  const state = useLessons.getState();
  const step = currentStep(state);
  useLessons.setState({ place: null, problem: '' });
  if (!step || state.phase !== 'ready') return;
  // An open question shows nothing yet: the playhead stays where the step before left it.
  const isOpen = !isRevealed(state);
  if (isOpen && state.step > 0) return;
  try {
    const { at, subject } = isOpen ? START : step;
    const { session } = state;
    const place = await api.request('session.landmark', { session, at, subject });
    if (currentStep(useLessons.getState()) !== step) return;
    useLessons.setState({ place });
    if (useSession.getState().summary?.session !== session) return;
    setPlayhead(place.seq, { source: 'session', step: place.step });
    if (place.object === null) return;
    selectObject(place.object);
    await showLane(session, place.object);
  } catch (error) {
    useLessons.setState({ problem: sentenceOf(error) });
  }
};

/** To another step of the lesson, as far as there is one; past the last the lesson is finished. */
export const moveStep = async (by: 1 | -1): Promise<void> => {
  const { lesson, step } = useLessons.getState();
  if (!lesson) return;
  const next = step + by;
  if (next < 0) return;
  if (next >= lesson.steps.length) {
    remember(({ finished }) => ({ finished: [...new Set([...finished, lesson.id])] }));
    listLessons();
    return;
  }
  useLessons.setState({ step: next });
  remember(({ reached }) => ({
    reached: { ...reached, [lesson.id]: Math.max(next, reached[lesson.id] ?? 0) },
  }));
  await showStep();
};

/** Commits an answer, or with `undefined` takes it back. */
export const answerStep = async (answer: string | undefined): Promise<void> => {
  const key = answerKey(useLessons.getState());
  remember(({ answers }) => {
    const { [key]: _, ...others } = answers;
    return { answers: answer === undefined ? others : { ...others, [key]: answer } };
  });
  await showStep();
};
