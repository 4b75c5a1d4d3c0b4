// Owns which moments are likely to be asked about after another: one step, one event of the user's objects or one change of the same
// object earlier, as keys and links of a window lead there. Later ones need no copy, the run goes on to them.

import type { HeapQuestion } from '../../../shared/model/heap-questions.ts';
import { OBJECT_FLAG } from '../../../shared/model/session.ts';
import type { SessionFile } from '../../session/read/session-file.ts';

const KEPT_STEPS = 4;
const KEPT_CHANGES = 4;
const KEPT_EVENTS = 4;
/** Events that are looked through for those. */
const SEARCHED_EVENTS = 20_000;

/** Seqs before the question's, rising. */
export function neighboursBefore(session: SessionFile, question: HeapQuestion): number[] {
  const seqs = [...stepsBefore(session, question.seq), ...yoursBefore(session, question.seq)];
  if (question.kind !== 'cycles') seqs.push(...changesBefore(session, question));
  return [...new Set(seqs)].filter((seq) => seq > 0).toSorted((a, b) => a - b);
}

function stepsBefore(session: SessionFile, seq: number): number[] {
  const steps = session.stepLog();
  const found: number[] = [];
  for (let step = steps.firstAt(seq) - 1; step > 0 && found.length < KEPT_STEPS; step--)
    found.push(steps.afterSeq(step));
  return found;
}

function yoursBefore(session: SessionFile, seq: number): number[] {
  const lives = session.lives();
  const found: number[] = [];
  const first = Math.max(1, seq - SEARCHED_EVENTS);
  for (let at = seq - 1; at >= first && found.length < KEPT_EVENTS; at--) {
    const block = session.eventBlock(session.blockOfSeq(at));
    const object = block.object[at - block.firstSeq] ?? 0;
    if ((lives.flags(object) & OBJECT_FLAG.yours) !== 0) found.push(at);
  }
  return found;
}

function changesBefore(
  session: SessionFile,
  { object, seq }: { object: number; seq: number },
): number[] {
  const blocks = session.track(object).block;
  const found: number[] = [];
  for (let n = blocks.length - 1; n >= 0 && found.length < KEPT_CHANGES; n--) {
    const block = session.eventBlock(blocks[n] ?? 0);
    for (let i = Math.min(block.count, seq - block.firstSeq) - 1; i >= 0; i--)
      if (block.object[i] === object && found.push(block.firstSeq + i) === KEPT_CHANGES) break;
  }
  return found;
}
