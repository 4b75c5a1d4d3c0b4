// A made-up run, written and read back: every column, table and derived value must be what was written.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import { END_CAUSES, IMMORTAL, OBJECT_FLAG } from '../../../src/shared/model/session.ts';
import type { SyntheticSession } from '../../harness/synthetic-session.ts';
import { SYNTHETIC_CLOCK, writeSyntheticSession } from '../../harness/synthetic-session.ts';
import {
  SYNTHETIC_CODES,
  SYNTHETIC_SITES,
  SYNTHETIC_SOURCES,
  SYNTHETIC_TYPES,
  SYNTHETIC_VARIABLES,
} from '../../harness/synthetic-tables.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
let written: SyntheticSession;
let session: SessionFile;

beforeAll(() => {
  written = writeSyntheticSession(folder.path('run.refscope'), {
    events: 30_000,
    blockEvents: 4096,
  });
  session = openSession(written.path);
});
afterAll(() => {
  session.close();
  folder.remove();
});

describe('a session that was written and opened', () => {
  it('counts in its facts what was written', () => {
    const { run } = written;
    const ends = run.objects.map((object) => object.cause);
    expect(session.facts()).toMatchObject({
      status: 'finished',
      engine: '3.12',
      args: ['--fast'],
      events: run.seq,
      steps: run.steps.length,
      objects: run.objects.length,
      collected: ends.filter((cause) => cause !== 'alive' && cause !== 'moved').length,
      immortal: run.objects.filter((object) => object.refcount === IMMORTAL).length,
      gaps: 0,
    });
    expect(session.facts().immortal).toBeGreaterThan(0);
    expect(new Set(ends)).toEqual(new Set(END_CAUSES));
  });

  it('gives back the rare rows', () => {
    expect(session.sites()).toEqual(SYNTHETIC_SITES);
    expect(session.sources()).toEqual(SYNTHETIC_SOURCES);
    expect(session.types()).toEqual(SYNTHETIC_TYPES);
    expect(session.variables()).toEqual(SYNTHETIC_VARIABLES);
    for (const code of SYNTHETIC_CODES) expect(session.code(code.id)).toMatchObject(code);
    expect(session.gcRuns().length).toBeGreaterThan(0);
    expect(new TextDecoder().decode(session.outputs()[1]?.bytes)).toBe('tab\t"é"\n');
    expect(new TextDecoder().decode(session.inputs()[0]?.bytes)).toBe('Ada\n');
    expect([...session.clock()]).toEqual(SYNTHETIC_CLOCK);
  });

  it('finds the code and unit of an instruction, and none where there is none', () => {
    expect(session.instruction(81)).toMatchObject({ code: { name: 'work' }, unit: 0 });
    expect(session.instruction(120)).toMatchObject({ code: { name: 'work' }, unit: 39 });
    expect(session.instruction(0)).toBeNull();
    expect(session.instruction(181)).toBeNull();
    expect(session.opcodeName(2)).toBe('STORE_NAME');
    expect(session.opcodeName(200)).toBe('opcode 200');
  });

  it('gives back every event, in blocks that follow each other', () => {
    const { events } = written.run;
    expect(session.eventBlocks().length).toBeGreaterThan(5);
    for (const { index, firstSeq, count } of session.eventBlocks()) {
      const block = session.eventBlock(index);
      expect(block.firstSeq).toBe(firstSeq);
      const part = (column: number[]): number[] => column.slice(firstSeq - 1, firstSeq - 1 + count);
      expect([...block.object]).toEqual(part(events.object));
      expect([...block.refcount]).toEqual(part(events.refcount));
      expect([...block.delta]).toEqual(part(events.delta));
      expect([...block.site]).toEqual(part(events.site));
      expect([...block.instruction]).toEqual(part(events.instruction));
      expect(session.blockOfSeq(firstSeq)).toBe(index);
      expect(session.blockOfSeq(firstSeq + count - 1)).toBe(index);
    }
    expect(session.blockOfSeq(0)).toBe(-1);
    expect(session.blockOfSeq(written.run.seq + 1)).toBe(-1);
  });

  it('merges first sight, ends and claims of each object', () => {
    const table = session.objects();
    expect(table.count).toBe(written.run.objects.length);
    for (const object of written.run.objects) {
      const { id } = object;
      expect(table.bornSeq[id]).toBe(object.bornSeq);
      expect(table.endSeq[id]).toBe(object.endSeq);
      expect(END_CAUSES[table.cause[id] ?? 99]).toBe(object.cause);
      expect(table.flags[id]).toBe(object.flags);
      expect(table.peak[id]).toBe(object.peak);
      expect(table.finalRefcount[id]).toBe(object.refcount);
      expect(table.events[id]).toBe(object.events);
      expect(table.settled[id]).toBe(1);
      expect(session.value(id)).toBe(object.value);
    }
  });

  it('gives back steps and finds the step of an event', () => {
    const table = session.steps();
    const { steps } = written.run;
    expect(table.count).toBe(steps.length);
    expect([...table.afterSeq.subarray(1)]).toEqual(steps.map((step) => step.afterSeq));
    expect([...table.frame.subarray(1)]).toEqual(steps.map((step) => step.frame));
    for (const seq of [1, 700, 15_000, written.run.seq]) {
      const expected = steps.filter((step) => step.afterSeq < seq).length;
      expect(session.stepOfEvent(seq)).toBe(expected);
    }
  });

  it('derives binding intervals and names from the log', () => {
    const bindings = session.bindings();
    const { binds } = written.run;
    const expected = binds.flatMap((bind, row) => {
      if (bind.object === 0) return [];
      const next = binds
        .slice(row + 1)
        .find((other) => other.variable === bind.variable && other.frame === bind.frame);
      return [{ ...bind, toSeq: next?.afterSeq ?? Infinity }];
    });
    expect(bindings.count).toBe(expected.length);
    expect([...bindings.object]).toEqual(expected.map((bind) => bind.object));
    expect([...bindings.toSeq]).toEqual(expected.map((bind) => bind.toSeq));
    const id = expected[0]?.object ?? 0;
    const names = expected
      .filter((bind) => bind.object === id)
      .map((bind) => session.variable(bind.variable)?.name);
    expect(session.names(id)).toEqual([...new Set(names)]);
    expect(session.label(id)).toBe(names[0]);
  });

  it('labels nameless objects by value, else by type and number', () => {
    const named = new Set(written.run.binds.map((bind) => bind.object));
    const nameless = written.run.objects.filter((object) => !named.has(object.id));
    const withValue = nameless.find((object) => object.value !== '');
    const without = nameless.find((object) => object.value === '');
    expect(session.label(withValue?.id ?? 0)).toBe(withValue?.value);
    expect(session.label(without?.id ?? 0)).toBe(`Account#${without?.id}`);
  });

  it('marks objects of yours that were claimed later', () => {
    const claimed = written.run.binds.find((bind) => bind.object !== 0)?.object ?? 0;
    expect((session.objects().flags[claimed] ?? 0) & OBJECT_FLAG.yours).not.toBe(0);
  });
});
