// Owns the death certificate of an object: when and why it was collected, how long after its last name, and what kept it meanwhile, as
// far as the recording itself tells. Must not replay. Invariant: a sentence claims what a field of the certificate holds.

import type { Certificate } from '../../../../shared/api/certificate.ts';
import { Failure } from '../../../../shared/base/failure.ts';
import type { HistoryRow } from '../../../../shared/api/results.ts';
import { END_CAUSES, type EndCause } from '../../../../shared/model/session.ts';
import { collectedOwner } from '../collected-owner.ts';
import { eventWindow } from '../event-window.ts';
import { historyRow } from '../history-row.ts';
import { eventSeqs, eventsUpTo, isImmortal, refcountAt } from '../track.ts';
import { endOfRunSeq, type View } from '../view.ts';
import { nameOf, namesOfLife, scopedName, type NamesOfLife } from './last-name.ts';
import { sentencesOf } from './sentences.ts';

/** Owners told at most: a list of a million links would be a million. */
const OWNERS = 8;

/** Throws Failure('bad-request') for a number that is no object's. */
export function certificate(view: View, object: number): Certificate {
  const { file } = view;
  const lives = file.lives();
  if (object < 1 || object > lives.count)
    throw new Failure('bad-request', `This session has no object ${object}; pick one of the list.`);
  const endSeq = lives.endSeq(object);
  const endOfRun = endOfRunSeq(view);
  const until = endSeq > 0 ? Math.min(endSeq, endOfRun + 1) : endOfRun;
  const cause = END_CAUSES[lives.cause(object)] ?? 'alive';
  const names = settled(namesOfLife(view, object, until), cause, endSeq);
  const facts = {
    object,
    label: file.label(object),
    type: file.type(lives.type(object))?.name ?? 'unknown type',
    cause,
    duringExit: endSeq > endOfRun,
    immortal: isImmortal(lives, object),
    end: endSeq > 0 ? lastReference(view, object, endSeq) : null,
    gcRun: gcRunAt(view, endSeq),
    lastName: names.last && lastName(view, names.last, Math.max(until, names.last.seq)),
    namesAtEnd: names.open.map((interval) => scopedName(view, interval)),
    countAtExit: refcountAt(file, view.track(object), endOfRun),
    releasedBy: owners(view, endSeq),
  };
  return { ...facts, heldAt: heldAt(view, facts), sentences: sentencesOf(facts) };
}

function heldAt(
  view: View,
  { immortal, end, duringExit, countAtExit, lastName }: Omit<Certificate, 'heldAt' | 'sentences'>,
): number | null {
  if (immortal) return null;
  if (end === null || duringExit) return countAtExit > 0 ? endOfRunSeq(view) : null;
  if (lastName === null || lastName.stepsAfter === 0) return null;
  // A local is logged as gone where its function is about to return; behind that line its reference is gone, too.
  const steps = view.file.stepLog();
  const next = steps.firstAfter(lastName.seq);
  const seq = next <= steps.count ? steps.afterSeq(next) : end.seq;
  return [seq, lastName.seq].find((one) => one < end.seq) ?? null;
}

/** A count that reached 0 leaves no name: one that is logged as gone behind that was dropped by this very event. */
function settled(names: NamesOfLife, cause: EndCause, endSeq: number): NamesOfLife {
  const [open] = names.open;
  if (cause !== 'refcount' || !open) return names;
  return { last: { interval: open, seq: endSeq }, open: [] };
}

/** Events looked back over for the one that brought an object to 0 before its finalizer ran. */
const FINALIZER_EVENTS = 200;

/**
 * The event that took the last reference. A finalizer runs at 0 and counts from 1 again, so of an object that has one the end is its
 * finalizer's: what is told is the event that brought it there.
 */
function lastReference(view: View, object: number, endSeq: number): HistoryRow | null {
  const end = historyRow(view, endSeq);
  if (end?.cFunction !== 'PyObject_CallFinalizerFromDealloc') return end;
  const track = view.track(object);
  const count = eventsUpTo(view.file, track, endSeq - 1);
  const from = Math.max(count - FINALIZER_EVENTS, 0);
  const seqs = eventSeqs(view.file, track, from, count - from);
  const seq = seqs.findLast((one) => refcountAt(view.file, track, one) === 0);
  const before = seq === undefined ? null : historyRow(view, seq);
  return before === null ? end : { ...before, seq: endSeq };
}

function lastName(
  view: View,
  { interval, seq }: NonNullable<ReturnType<typeof namesOfLife>['last']>,
  until: number,
): NonNullable<Certificate['lastName']> {
  const { axis } = view;
  const step = axis.stepAt(seq);
  return {
    ...scopedName(view, interval),
    seq,
    step,
    eventsAfter: until - seq,
    // The step of an event is the one before which the next one starts.
    stepsAfter: Math.max(view.file.stepOfEvent(until) - view.file.stepOfEvent(seq), 0),
  };
}

function gcRunAt(view: View, seq: number): Certificate['gcRun'] {
  if (seq === 0) return null;
  const runs = view.file.gcRuns();
  const index = runs.findIndex(({ fromSeq, toSeq }) => fromSeq < seq && seq <= toSeq);
  const run = runs[index];
  return run ? { number: index + 1, generation: run.generation } : null;
}

/** The object whose deallocation released the one that event `seq` collected, and on from there. */
function owners(view: View, seq: number): Certificate['releasedBy'] {
  const found: Certificate['releasedBy'][number][] = [];
  const { file } = view;
  for (let at = seq; at > 0 && found.length < OWNERS;) {
    const around = eventWindow(file, at);
    const owner = around ? collectedOwner(file, around.block, around.i) : null;
    if (!owner || owner.seq >= at) break;
    const { last, open } = namesOfLife(view, owner.object, owner.seq);
    // A name is logged as gone a few events late: the one that let go just then is still open.
    const name = open.at(-1) ?? last?.interval;
    found.push({
      object: owner.object,
      label: file.label(owner.object),
      type: owner.type,
      lastName: name ? nameOf(view, name) : '',
    });
    at = owner.seq;
  }
  return found;
}
