// Owns the slow truth for the query tests: it folds every event of a made-up run, one by one, and shares no code with the queries.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import { IMMORTAL } from '../../../src/shared/model/session.ts';
import {
  writeSyntheticSession,
  type SyntheticOptions,
  type SyntheticSession,
} from '../../harness/synthetic-session.ts';

export interface OpenedSession {
  readonly file: SessionFile;
  readonly run: SyntheticSession['run'];
  dispose(): void;
}

export function openSynthetic(options: SyntheticOptions): OpenedSession {
  const folder = mkdtempSync(path.join(tmpdir(), 'refscope-query-'));
  const { run, path: file } = writeSyntheticSession(path.join(folder, 'run.refscope'), options);
  const opened = openSession(file);
  return {
    file: opened,
    run,
    dispose: () => {
      opened.close();
      rmSync(folder, { recursive: true });
    },
  };
}

type Run = SyntheticSession['run'];

/** Events of one object as [seq, count after, change]. */
export const eventsOf = (run: Run, object: number): [number, number, number][] =>
  run.events.object.flatMap<[number, number, number]>((id, i) =>
    id === object ? [[i + 1, run.events.refcount[i] ?? 0, run.events.delta[i] ?? 0]] : [],
  );

/** Count of an object after event seq: 0 before its birth and after its end. */
export function refcountAfter(run: Run, object: number, seq: number): number {
  const facts = run.objects[object - 1];
  if (!facts || (facts.endSeq > 0 && seq >= facts.endSeq)) return 0;
  const events = eventsOf(run, object);
  const past = events.filter(([at]) => at <= seq);
  const last = past[past.length - 1];
  if (last) return last[1];
  if (facts.bornSeq > 0) return 0;
  const first = events[0];
  return first ? first[1] - first[2] : facts.refcount;
}

export interface Live {
  objects: number;
  references: number;
  births: number;
  collections: number;
}

/** Live totals after event seq. What existed before recording counts from its first event. */
export function liveAfter(run: Run, seq: number): Live {
  const counts = new Map<number, number>();
  for (let i = 0; i < seq; i++) counts.set(run.events.object[i] ?? 0, run.events.refcount[i] ?? 0);
  const live: Live = { objects: 0, references: 0, births: 0, collections: 0 };
  for (const object of run.objects) {
    if (object.bornSeq > 0 && object.bornSeq <= seq) live.births++;
    const ended = object.endSeq > 0 && object.endSeq <= seq;
    if (ended && object.cause !== 'moved') live.collections++;
    const count = counts.get(object.id) ?? 0;
    if (ended || count === 0) continue;
    live.objects++;
    if (count !== IMMORTAL) live.references += count;
  }
  return live;
}
