// Owns a made-up run, written through the real session writer: deterministic, of any size, with every kind of event and end.
// Must not be used to claim anything about Python. Invariant: its chain of counts has no gap; the same options give the same file.

import { createSessionWriter } from '../../src/main/session/write/session-writer.ts';
import type { SessionWriter } from '../../src/shared/model/session-io.ts';
import type { RunStatus } from '../../src/shared/model/session.ts';
import { SyntheticRun } from './synthetic-run.ts';
import {
  SYNTHETIC_CODES,
  SYNTHETIC_OPCODES,
  SYNTHETIC_SITES,
  SYNTHETIC_SOURCES,
  SYNTHETIC_TYPES,
  SYNTHETIC_VARIABLES,
} from './synthetic-tables.ts';

/** Times and ticks, as clocks give them: a number with a fraction, one of the days before 1970, the largest. */
export const SYNTHETIC_CLOCK = [1_700_000_000_123, 0.123_456_789, -1, Number.MAX_VALUE];

export interface SyntheticOptions {
  /** Absent: one for a new file at the path. */
  readonly writer?: SessionWriter;
  /** About how many events (the exit phase adds some). */
  readonly events: number;
  /** Events per object, on average. */
  readonly eventsPerObject?: number;
  /** Events per line step. */
  readonly eventsPerStep?: number;
  readonly blockEvents?: number;
  readonly blocksPerCommit?: number;
  readonly seed?: number;
  /** false: leaves the file as a recording would be after its last commit; the writer is returned open. */
  readonly finish?: boolean;
  readonly status?: RunStatus;
}

export interface SyntheticSession {
  readonly path: string;
  /** Everything that was written, for tests to compare with. */
  readonly run: SyntheticRun;
  /** Closed unless `finish` is false. */
  readonly writer: SessionWriter;
}

/** Writes a session of a made-up program to `path`, which must not exist. */
export function writeSyntheticSession(path: string, options: SyntheticOptions): SyntheticSession {
  const writer = options.writer ?? createSessionWriter(path);
  writeTables(writer);
  const run = new SyntheticRun(writer, {
    blockEvents: options.blockEvents ?? 65_536,
    blocksPerCommit: options.blocksPerCommit ?? 4,
    eventsPerObject: options.eventsPerObject ?? 8,
    eventsPerStep: options.eventsPerStep ?? 12,
    seed: options.seed ?? 1,
  });
  run.compile(Math.ceil(options.events * 0.02));
  writer.setFacts({ runFromSeq: run.seq + 1 });
  run.execute(Math.ceil(options.events * 0.9));
  writer.setFacts({ exitFromSeq: run.seq + 1 });
  run.exit(Math.floor(options.events * 0.08));
  run.settle();
  if (options.finish === false) writer.commit();
  else writer.finish({ status: options.status ?? 'finished', exitStatus: 0, durationMs: 1234.5 });
  return { path, run, writer };
}

function writeTables(writer: SessionWriter): void {
  writer.setFacts({
    appVersion: '0.0.0-test',
    engine: '3.12',
    pythonVersion: '3.12.1',
    programName: 'prog.py',
    args: ['--fast'],
    startedAt: '2026-01-02T03:04:05.000Z',
  });
  writer.setOpcodeNames(SYNTHETIC_OPCODES);
  writer.addSites(SYNTHETIC_SITES);
  for (const row of SYNTHETIC_SOURCES) writer.addSource(row);
  for (const row of SYNTHETIC_CODES) writer.addCode(row);
  for (const row of SYNTHETIC_TYPES) writer.addType(row);
  for (const row of SYNTHETIC_VARIABLES) writer.addVariable(row);
  writer.addOutput({ afterSeq: 0, stream: 'stdout', bytes: new TextEncoder().encode('hello\n') });
  writer.addOutput({
    afterSeq: 9,
    stream: 'stderr',
    bytes: new TextEncoder().encode('tab\t"é"\n'),
  });
  writer.addInput(5, new TextEncoder().encode('Ada\n'));
  writer.addClock(Float64Array.from(SYNTHETIC_CLOCK.slice(0, 2)));
  writer.addClock(Float64Array.from(SYNTHETIC_CLOCK.slice(2)));
}
