// Owns finding a moment of a recording by a description that holds for every recording of the program: a visit of a line, what a
// name refers to, an object's birth. Must not know lessons. Invariant: what cannot be found is refused, never approximated.

import type { Landmark, LandmarkPlace, LessonSubject } from '../../../shared/api/lessons.ts';
import { Failure } from '../../../shared/base/failure.ts';
import { END_CAUSES } from '../../../shared/model/session.ts';
import { executing } from './circumstances.ts';
import { bindingsAt, type Position } from './names-at.ts';
import { lineOf } from './place.ts';
import { eventSeqs, eventsUpTo, refcountAt } from './track.ts';
import { valueText } from './value-text.ts';
import { endOfRunSeq, SCOPE, type View } from './view.ts';

interface Visit {
  readonly line: number;
  readonly visit: number;
}
/** Steps from the arrival at a line to where it is left: `next` is 0 when nothing of the program follows. */
interface Visited {
  readonly step: number;
  readonly next: number;
}

/** Throws Failure('not-found') with what is missing. */
export function landmark(
  view: View,
  wanted: { readonly at: Landmark; readonly subject: LessonSubject | null },
): LandmarkPlace {
  const object = wanted.subject === null ? null : objectOf(view, wanted.subject);
  const { seq, step } = positionOf(view, wanted.at, object);
  const refcount = object === null ? 0 : refcountAt(view.file, view.track(object), seq);
  return { seq, step, object, refcount };
}

type Found = Pick<LandmarkPlace, 'seq' | 'step'>;

function positionOf(view: View, at: Landmark, object: number | null): Found {
  switch (at.kind) {
    case 'start':
      return startOf(view, 1);
    case 'end':
      return endOfRun(view);
    case 'before':
      return startOf(view, visited(view, at).step);
    case 'after':
      return afterVisit(view, visited(view, at));
    case 'peak':
      return peak(view, subjectOf(object), at);
    case 'instruction':
      return byInstruction(view, subjectOf(object), at);
    case 'birth':
    case 'collection':
      return endOfLife(view, subjectOf(object), at.kind);
  }
}

function subjectOf(object: number | null): number {
  if (object === null) throw missing('an object to look at');
  return object;
}

const missing = (what: string): Failure =>
  new Failure('not-found', `This recording does not have ${what}; record the program again.`);

function startOf(view: View, step: number): Found {
  const steps = view.file.stepLog();
  if (step > steps.count) throw missing('a single line');
  return { seq: steps.afterSeq(step), step };
}

function endOfRun(view: View): Found {
  const seq = endOfRunSeq(view);
  return { seq, step: view.axis.stepAt(seq) };
}

/** The program's own file: the first of yours whose text is known. */
const mainSource = (view: View): number => {
  const source = view.file.sources().find(({ yours, text }) => yours && text !== null);
  if (!source) throw missing('the text of the program');
  return source.id;
};

function visited(view: View, { line, visit }: Visit): Visited {
  const { file } = view;
  const steps = file.stepLog();
  const source = mainSource(view);
  const isHere = (instruction: number): boolean => {
    const place = file.instruction(instruction);
    return place !== null && place.code.fileId === source && lineOf(place) === line;
  };
  let step = 0;
  for (let number = 0; number < visit; number++) {
    step = steps.find(step + 1, 1, isHere);
    if (step === 0) throw missing(`visit ${visit} of line ${line}`);
  }
  let next = step + 1;
  while (next <= steps.count && steps.depth(next) > steps.depth(step)) next++;
  return { step, next: next <= steps.count ? next : 0 };
}

const afterVisit = (view: View, { next }: Visited): Found =>
  next === 0 ? endOfRun(view) : startOf(view, next);

/** Seqs of the object's events during a visit, oldest first. */
function changesIn(view: View, object: number, at: Visit): readonly number[] {
  const around = visited(view, at);
  const track = view.track(object);
  const before = eventsUpTo(view.file, track, startOf(view, around.step).seq);
  const through = eventsUpTo(view.file, track, afterVisit(view, around).seq);
  return eventSeqs(view.file, track, before, through - before);
}

function peak(view: View, object: number, at: Visit): Found {
  const track = view.track(object);
  let best: number | undefined;
  let most = -1;
  for (const seq of changesIn(view, object, at)) {
    const count = refcountAt(view.file, track, seq);
    if (count <= most) continue;
    best = seq;
    most = count;
  }
  if (best === undefined) throw missing(`a change of the object on line ${at.line}`);
  return { seq: best, step: 'event' };
}

function byInstruction(view: View, object: number, at: Visit & { opcode: string }): Found {
  for (const seq of changesIn(view, object, at)) {
    const block = view.file.eventBlock(view.file.blockOfSeq(seq));
    const instruction = block.instruction[seq - block.firstSeq] ?? 0;
    if (executing(view.file, instruction).opcode === at.opcode) return { seq, step: 'event' };
  }
  throw missing(`a change of the object by ${at.opcode} on line ${at.line}`);
}

function endOfLife(view: View, object: number, which: 'birth' | 'collection'): Found {
  const lives = view.file.lives();
  const isCollected = !['alive', 'moved'].includes(END_CAUSES[lives.cause(object)] ?? 'alive');
  const seq = which === 'birth' ? lives.bornSeq(object) : isCollected ? lives.endSeq(object) : 0;
  if (seq === 0) throw missing(`the ${which} of the object`);
  return { seq, step: 'event' };
}

function objectOf(view: View, subject: LessonSubject): number {
  if ('value' in subject) return objectWith(view, subject);
  const { seq, step } = positionOf(view, subject.at, null);
  const position: Position = { seq, step };
  const { file } = view;
  const found = bindingsAt(view, position)
    .filter(({ variable }) => file.variable(variable)?.name === subject.name)
    .reduce((best, one) => (one.frame >= best.frame ? one : best), { frame: -1, object: 0 });
  if (found.object === 0) throw missing(`the name ${subject.name} on line ${subject.at.line}`);
  return found.object;
}

/** The first of yours with that value, else the first of all. */
function objectWith(view: View, { value, type }: { value: string; type: string }): number {
  const { file } = view;
  const lives = file.lives();
  const scopes = view.scopes();
  let other = 0;
  for (let id = 1; id <= lives.count; id++) {
    if (file.type(lives.type(id))?.name !== type || valueText(view, id) !== value) continue;
    if (((scopes[id] ?? 0) & SCOPE.yours) !== 0) return id;
    other ||= id;
  }
  if (other === 0) throw missing(`the ${type} ${value}`);
  return other;
}
