// Owns what happens while a program that runs again is stopped: takes commands one after the other, answers from memory as it is or as
// it was at a moment that was kept, and says where to stop next. Must not run anything itself.
// Invariant: an answer comes from memory right behind the store of the event that was asked about.

import { Failure, type FailureKind } from '../../../shared/base/failure.ts';
import type { HeapAnswer, HeapQuestion } from '../../../shared/model/heap-questions.ts';
import type { EngineDefinition } from '../../engine/engine-definition.ts';
import { HeapView, type HeapPlace } from '../../engine/heap/heap-view.ts';
import { ProgramMemory } from '../../engine/program-memory.ts';
import { LiveIds } from '../course/live-ids.ts';
import type { RecordedCourse } from '../course/recorded-course.ts';
import { createMoment, type Moment } from '../answers/moment.ts';
import type { ReplayCommand, ReplayMessage, ReplayPosition } from './replay-messages.ts';
import { Snapshots, type Copied } from './snapshots.ts';

/** Some ten copies of what differs between moments of an ordinary program. */
const MAX_COPIED_BYTES = 256 * 2 ** 20;

export interface StopsParts {
  readonly engine: EngineDefinition;
  readonly course: RecordedCourse;
  readonly place: HeapPlace;
  /** Waits for the next command. */
  take(): ReplayCommand;
  isCancelled(command: ReplayCommand): boolean;
  send(message: ReplayMessage): void;
  answer(moment: Moment, question: HeapQuestion): HeapAnswer;
  /** Moments to keep on the way to a question. */
  neighbours(question: HeapQuestion): readonly number[];
  /** The run can go to a moment behind it. */
  goesBack(): boolean;
  /** An object that is there when the program starts; 0: none. */
  firstObject(): number;
}

export class Stops {
  readonly #parts: StopsParts;
  readonly #snapshots = new Snapshots(MAX_COPIED_BYTES);
  #command: ReplayCommand | null = null;
  /** Moments to copy on the way, rising. */
  #toKeep: readonly number[] = [];
  /** False: somewhere behind the store of course.seq. */
  #isBehindStore = false;
  #wasAskedHere = false;
  #hasPractised = false;
  /** So far the run has come at any time. */
  #explored = 0;
  /** The moment answered from last: the next question is often about the same. */
  #moment: Moment | null = null;

  constructor(parts: StopsParts) {
    this.#parts = parts;
  }

  /** What the run goes on for is not wanted any more. */
  get isCancelled(): boolean {
    return this.#command !== null && this.#parts.isCancelled(this.#command);
  }

  /** The event to go to. */
  get goal(): number {
    return this.#command?.seq ?? 0;
  }

  /** The first event behind `from` to stop at on the way there. */
  nextStop(from: number): number {
    const { goal } = this;
    return this.#toKeep.find((stop) => stop > from && stop < goal) ?? goal;
  }

  /** The program stands behind course.seq. Returns when it is to go to `goal`. */
  next(isBehindStore: boolean): void {
    const { course } = this.#parts;
    const here = course.seq;
    this.#explored = Math.max(this.#explored, here);
    this.#isBehindStore = isBehindStore;
    this.#wasAskedHere = false;
    if (isBehindStore && this.#toKeep.includes(here)) this.#keep();
    for (;;) {
      const command = (this.#command ??= this.#begin());
      const isOver = this.#parts.isCancelled(command)
        ? this.#cancel(command)
        : this.#reply(command);
      if (!isOver) {
        if (this.#wasAskedHere) this.#keep();
        this.#moment = null;
        this.#isBehindStore = false;
        return;
      }
      this.#command = null;
      this.#toKeep = [];
    }
  }

  /** The run is over: what is asked cannot come any more. */
  end(): never {
    const { seq } = this.#command ?? this.#begin();
    throw new Failure('engine', `The run ended before event ${seq} came again.`);
  }

  #begin(): ReplayCommand {
    const command = this.#parts.take();
    const { question, keepsNeighbours } = command;
    // Where the run can go back, the way to any moment is short, and copies would cost more than they save.
    const keeps = keepsNeighbours && !this.#parts.goesBack();
    this.#toKeep = keeps && question ? this.#parts.neighbours(question) : [];
    return command;
  }

  /** False: the run has to go on for it. */
  #reply(command: ReplayCommand): boolean {
    const { course, send, answer } = this.#parts;
    const { id, question } = command;
    if (!question) return this.#stand(command);
    const isHere = this.#isBehindStore && question.seq === course.seq;
    try {
      const moment = this.#momentAt(question.seq, isHere);
      if (!moment) return false;
      this.#wasAskedHere ||= isHere;
      send({ kind: 'done', id, answer: answer(moment, question), ...this.#position() });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#refuse(command, error.kind, error.message);
    }
    return true;
  }

  #stand({ id, seq }: ReplayCommand): boolean {
    const { course, send } = this.#parts;
    this.#practise();
    if (Math.max(course.seq, this.#explored) < seq) return false;
    send({ kind: 'done', id, answer: null, ...this.#position() });
    return true;
  }

  /** The first answer of a thread takes 0.2 s longer than the next: its code is compiled, its session's indexes are read. */
  #practise(): void {
    const { engine, course, place, answer, neighbours, firstObject } = this.#parts;
    if (this.#hasPractised) return;
    this.#hasPractised = true;
    const { ids } = course;
    const seq = Math.max(1, course.seq);
    const question = { kind: 'holders', object: firstObject(), seq } as const;
    try {
      neighbours(question);
      answer(
        createMoment(seq, new HeapView(engine, place), (address) => ids.at(address)),
        question,
      );
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }

  #momentAt(seq: number, isHere: boolean): Moment | null {
    const { engine, course, place, goesBack } = this.#parts;
    if (this.#moment?.seq === seq) return this.#moment;
    const copied = isHere ? null : this.#snapshots.at(seq);
    if (!isHere && !copied && seq <= course.seq && !goesBack())
      throw new Failure('engine', `The run is past event ${seq}; ask again.`);
    if (!isHere && !copied) return null;
    const from = copied ? copyOf(place, copied) : place;
    const ids = copied ? new LiveIds([...copied.ids]) : course.ids;
    this.#moment = createMoment(seq, new HeapView(engine, from), (address) => ids.at(address));
    return this.#moment;
  }

  #cancel(command: ReplayCommand): true {
    this.#refuse(command, 'cancelled', 'The question was cancelled.');
    return true;
  }

  #refuse({ id }: ReplayCommand, failureKind: FailureKind, message: string): void {
    this.#parts.send({ kind: 'refused', id, failureKind, message, ...this.#position() });
  }

  #position(): ReplayPosition {
    const { course, goesBack } = this.#parts;
    const { seq } = course;
    const kept = this.#snapshots.seqs();
    return {
      seq,
      explored: this.#explored,
      goesBack: goesBack(),
      kept: this.#isBehindStore ? [...kept, seq] : kept,
    };
  }

  #keep(): void {
    const { course, place } = this.#parts;
    const { pages } = course.ids;
    const { memory } = place;
    this.#snapshots.take(course.seq, { memory: memory.all(), bits: place.bits(), ids: pages });
  }
}

const copyOf = (place: HeapPlace, { memory, bits }: Copied): HeapPlace => ({
  ...place,
  memory: new ProgramMemory(() => memory, place.memory.layout),
  bits: () => bits,
});
