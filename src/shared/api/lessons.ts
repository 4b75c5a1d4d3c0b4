// Owns what a lesson is, and how it names moments and objects of a recording: by line, visit, name and value, never by a number of
// an event, which differs between versions. Plain data with its schemas; must not know how a moment is found.

import { z } from 'zod';

export const ENGINES = ['3.12', '3.13', '3.14'] as const;
export const engine = z.enum(ENGINES);

const visitOf = {
  line: z.number().int().min(1).max(100_000),
  /** Which arrival at the line, from 1. */
  visit: z.number().int().min(1).max(1_000_000),
};
const before = z.object({ kind: z.literal('before'), ...visitOf });
/** Where the line's next step of the same function, or of its caller, begins. */
const after = z.object({ kind: z.literal('after'), ...visitOf });

/** A moment, described so that it is the same one in every recording of the program. */
export const landmark = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start') }),
  /** Where the program ends, before Python exits. */
  z.object({ kind: z.literal('end') }),
  before,
  after,
  /** Of the subject: its first greatest count during a visit of the line. */
  z.object({ kind: z.literal('peak'), ...visitOf }),
  /** Of the subject: its first change by an instruction during a visit of the line. */
  z.object({ kind: z.literal('instruction'), opcode: z.string().max(60), ...visitOf }),
  z.object({ kind: z.literal('birth') }),
  z.object({ kind: z.literal('collection') }),
]);
export type Landmark = z.output<typeof landmark>;

/** An object: what a name refers to at a moment, or the one of your code with a value and a type. */
export const subject = z.union([
  z.object({ name: z.string().min(1).max(200), at: z.discriminatedUnion('kind', [before, after]) }),
  z.object({ value: z.string().min(1).max(1000), type: z.string().min(1).max(200) }),
]);
export type LessonSubject = z.output<typeof subject>;

/** A number, or a word such as `immortal`, for each engine that a lesson names. */
const perEngine = z.partialRecord(engine, z.string().min(1).max(200));
export type PerEngine = z.output<typeof perEngine>;

export const question = z.object({
  /** Empty: the learner types a number. */
  choices: z.array(z.string().min(1)),
  answer: perEngine,
});
export type LessonQuestion = z.output<typeof question>;

export const lessonStep = z.object({
  title: z.string().min(1).max(200),
  at: landmark,
  subject: subject.nullable(),
  /** The subject's count at the moment: a number, or `immortal`. Shown as {count}. */
  count: perEngine.nullable(),
  /** What the program has printed last at the moment. Shown as {printed}. */
  printed: perEngine.nullable(),
  /** Asked before the playhead moves there; `text` is shown once the learner has answered. */
  question: question.extend({ text: z.string().min(1) }).nullable(),
  /** Paragraphs; `code` in backticks, _emphasis_ in underscores, {count} and {printed} in place of numbers. */
  text: z.string().min(1),
});
export type LessonStep = z.output<typeof lessonStep>;

export const lesson = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1).max(100),
  summary: z.string().min(1).max(300),
  /** What a learner has often been told, word for word. */
  claim: z.string().min(1),
  /** Whether CPython does as the claim says. */
  verdict: z.enum(['true', 'nearly', 'corrected']),
  /** What to say instead, or beside it. */
  correction: z.string(),
  program: z.object({ name: z.string().min(1), source: z.string().min(1) }),
  /** The first one is the one that the lesson is recorded on unless the learner picks another. */
  engines: z.array(engine).min(1),
  steps: z.array(lessonStep).min(1),
});
export type Lesson = z.output<typeof lesson>;

/** Where a landmark is in one recording. */
export interface LandmarkPlace {
  readonly seq: number;
  /** As the playhead takes it. */
  readonly step: number | 'event';
  readonly object: number | null;
  /** Of the object there; IMMORTAL for infinity, 0 where it does not live. */
  readonly refcount: number;
}
