// Owns which questions can be asked of a session, and what the recording itself says of them.

import { Failure } from '../../../shared/base/failure.ts';
import type { HeapQuestion } from '../../../shared/model/heap-questions.ts';
import type { HoldersQuestion } from '../../../shared/model/holders.ts';
import type { SessionFile } from '../../session/read/session-file.ts';

/** Throws Failure when there is no such object or event, or no such object at that event. */
export function checkQuestion(session: SessionFile, question: HeapQuestion): void {
  const { events } = session.facts();
  const { seq } = question;
  if (seq < 1 || seq > events)
    throw bad(
      events === 0
        ? `${session.path} has no events.`
        : `${session.path} has no event ${seq}; its events are 1 to ${events}.`,
    );
  if (question.kind !== 'cycles') checkObject(session, question);
}

function checkObject(session: SessionFile, { object, seq }: HoldersQuestion): void {
  const { objects } = session.facts();
  if (object > objects)
    throw bad(`${session.path} has no object ${object}; its objects are 1 to ${objects}.`);
  const lives = session.lives();
  const [born, end] = [lives.bornSeq(object), lives.endSeq(object)];
  if (born > seq)
    throw bad(
      `Object ${object} is not there at event ${seq}: it was made at event ${born}; ask from there on.`,
    );
  if (end !== 0 && end <= seq)
    throw bad(
      `Object ${object} is not there at event ${seq}: it ended at event ${end}; ask before that.`,
    );
}

const bad = (message: string): Failure => new Failure('bad-request', message);

/** Count of the object after event `seq`, or IMMORTAL; null: it has no event by then. */
export function recordedCount(
  session: SessionFile,
  { object, seq }: HoldersQuestion,
): number | null {
  const blocks = session.track(object).block;
  for (let n = blocks.length - 1; n >= 0; n--) {
    const index = blocks[n] ?? 0;
    if ((session.eventBlocks()[index]?.firstSeq ?? 0) > seq) continue;
    const block = session.eventBlock(index);
    for (let i = Math.min(block.count - 1, seq - block.firstSeq); i >= 0; i--)
      if (block.object[i] === object) return block.refcount[i] ?? 0;
  }
  return null;
}
