// Owns which lesson is open, where the learner is in it, what was answered and how far each lesson was taken. What is worth
// remembering survives a reload. Must not record, or move the playhead (lesson-actions.ts does). Invariant: an answer belongs to one
// step on one version of Python.

import { create } from 'zustand';
import type { LandmarkPlace, Lesson, LessonStep } from '../../shared/api/index.ts';

export type LessonEngine = Lesson['engines'][number];

/** What is kept in the browser. */
export interface LessonMemory {
  /** Furthest step seen, from 0, per lesson. */
  readonly reached: Readonly<Record<string, number>>;
  /** Ids of lessons taken to the end. */
  readonly finished: readonly string[];
  /** What was answered, by answerKey. */
  readonly answers: Readonly<Record<string, string>>;
  /** The recording of a lesson's program, by recordingKey. */
  readonly recordings: Readonly<Record<string, string>>;
}

export interface LessonsState extends LessonMemory {
  readonly lessons: readonly Lesson[];
  readonly isOpen: boolean;
  /** Null: the list of lessons. */
  readonly lesson: Lesson | null;
  readonly engine: LessonEngine;
  /** From 0. */
  readonly step: number;
  readonly phase: 'idle' | 'recording' | 'ready';
  /** Handle of the recording that the lesson is about, '' while there is none. */
  readonly session: string;
  /** Where the step is in that recording; null before it was found, or while its question is open. */
  readonly place: LandmarkPlace | null;
  readonly problem: string;
}

const KEY = 'refscope.lessons';
const NOTHING: LessonMemory = { reached: {}, finished: [], answers: {}, recordings: {} };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const strings = (value: unknown): Record<string, string> =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).filter((one): one is [string, string] => typeof one[1] === 'string'),
      )
    : {};
const numbers = (value: unknown): Record<string, number> =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).filter((one): one is [string, number] => Number.isInteger(one[1])),
      )
    : {};

/** What a browser kept, or nothing where that cannot be read. */
export const parseMemory = (json: string | null): LessonMemory => {
  try {
    const kept: unknown = JSON.parse(json ?? '');
    if (!isRecord(kept)) return NOTHING;
    const { finished } = kept;
    return {
      reached: numbers(kept['reached']),
      finished: Array.isArray(finished) ? finished.filter((id) => typeof id === 'string') : [],
      answers: strings(kept['answers']),
      recordings: strings(kept['recordings']),
    };
  } catch {
    return NOTHING;
  }
};

const stored = (): LessonMemory =>
  typeof localStorage === 'undefined' ? NOTHING : parseMemory(localStorage.getItem(KEY));

export const useLessons = create<LessonsState>()(() => ({
  ...stored(),
  lessons: [],
  isOpen: false,
  lesson: null,
  engine: '3.12',
  step: 0,
  phase: 'idle',
  session: '',
  place: null,
  problem: '',
}));

/** Changes what is remembered, and keeps it. */
export const remember = (change: (memory: LessonMemory) => Partial<LessonMemory>): void => {
  useLessons.setState(change);
  const { reached, finished, answers, recordings } = useLessons.getState();
  localStorage.setItem(KEY, JSON.stringify({ reached, finished, answers, recordings }));
};

type Here = Pick<LessonsState, 'lesson' | 'engine' | 'step'>;

export const answerKey = ({ lesson, engine, step }: Here): string =>
  `${lesson?.id ?? ''} ${engine} ${step}`;
export const recordingKey = ({ lesson, engine }: Pick<Here, 'lesson' | 'engine'>): string =>
  `${lesson?.id ?? ''} ${engine}`;

export const currentStep = ({ lesson, step }: Here): LessonStep | null =>
  lesson?.steps[step] ?? null;

/** What was answered to the present step's question; undefined while it is open, or where it asks nothing. */
export const givenAnswer = (state: Here & Pick<LessonsState, 'answers'>): string | undefined =>
  state.answers[answerKey(state)];

/** True when the step shows its explanation: it asks nothing, or was answered. */
export const isRevealed = (state: Here & Pick<LessonsState, 'answers'>): boolean =>
  !currentStep(state)?.question || givenAnswer(state) !== undefined;

const normal = (answer: string): string => {
  const word = answer.trim().toLowerCase();
  return word === '∞' || word === 'infinity' ? 'immortal' : word;
};

/** Whether an answer is the right one on a version; false where the lesson states none for it. */
export const isRight = (step: LessonStep, engine: LessonEngine, answer: string): boolean => {
  const right = step.question?.answer[engine];
  return right !== undefined && normal(right) === normal(answer);
};
