// What the comparison of a re-executed run with the recorded one notices: the records of a real run are played to it as they were, and
// with one thing changed.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineDefinition } from '../../../src/main/engine/catalogue.ts';
import { RecordedCourse } from '../../../src/main/replay/course/recorded-course.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { CodeDescription } from '../../../src/shared/model/engine-messages.ts';
import { IMMORTAL } from '../../../src/shared/model/session.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
let session: SessionFile;
beforeAll(async () => {
  const run = await recordProgram(folder.path('.'), 'a = [1.5]\nb = a\ndel a\nb = None\n');
  session = run.open();
});
afterAll(() => {
  session.close();
  folder.remove();
});

const { immortalRefcount } = engineDefinition('3.12').instrument;
/** Any place will do, as long as the same instruction is always at the same. */
const addressOf = (instruction: number): number => 0x10_0000 + 2 * instruction;

/** What a store to a count says of itself. */
interface Store {
  address: number;
  value: number;
  site: number;
  instruction: number;
  isRise: boolean;
}

interface Changes {
  code?(row: { id: number; opcodes: Uint8Array; qualname: string }): object;
  event?(seq: number, store: Store): Store;
  withoutStep?: number;
}

const addresses = (): Uint32Array => session.lives().column('address') as Uint32Array;

function store(course: RecordedCourse, { address, value, site, instruction, isRise }: Store): void {
  course.event(address, value, site, instruction, isRise);
}

/** Plays the recording to a course up to its last event. */
function play({ code, event, withoutStep }: Changes = {}): RecordedCourse {
  const course = new RecordedCourse(session, immortalRefcount, addresses());
  for (const row of session.codes())
    course.code({
      qualname: row.qualname,
      opcodes: row.opcodes,
      args: row.args,
      firstUnit: addressOf(row.firstInstruction),
      unitCount: row.lines.length,
      ...code?.(row),
    } as unknown as CodeDescription);
  const { address } = session.objects();
  const { count, afterSeq, instruction } = session.steps();
  let step = 1;
  for (const { index } of session.eventBlocks()) {
    const block = session.eventBlock(index);
    for (let i = 0; i < block.count; i++) {
      const seq = block.firstSeq + i;
      for (; step <= count && (afterSeq[step] ?? 0) < seq; step++)
        if (step !== withoutStep) course.line(addressOf(instruction[step] ?? 0));
      const refcount = block.refcount[i] ?? 0;
      const recorded: Store = {
        address: address[block.object[i] ?? 0] ?? 0,
        value: refcount === IMMORTAL ? immortalRefcount : refcount,
        site: block.site[i] ?? 0,
        instruction: addressOf(block.instruction[i] ?? 0),
        isRise: refcount === IMMORTAL,
      };
      store(course, event?.(seq, recorded) ?? recorded);
    }
  }
  return course;
}

test('the recorded run is the recorded run', () => {
  expect(play().seq).toBe(session.facts().events);
});

/** In phase `run`, made by an instruction. */
const wanted = (): number => session.facts().runFromSeq + 5;
const changed = (change: Partial<Store>) => (seq: number, store: Store) =>
  seq === wanted() ? { ...store, ...change } : store;

describe('is noticed', () => {
  test.each([
    ['another count', { value: 77 }],
    ['another address', { address: 8 }],
    ['another site', { site: 1 }],
  ])('%s', (_, change) => {
    const event = changed(change);
    expect(() => play({ event })).toThrow(
      new RegExp(`again: event ${wanted()} set object \\d+ to`),
    );
  });

  test('another instruction', () => {
    const event = changed({ instruction: addressOf(1) });
    expect(() => play({ event })).toThrow(
      new RegExp(`again: event ${wanted()} was made by \\w+ of \`<module>\`, and now by another`),
    );
  });

  test('another opcode in a code object', () => {
    const { id } = session.codes().find((row) => row.yours) ?? { id: 0 };
    const code: Changes['code'] = (row) =>
      row.id === id ? { opcodes: row.opcodes.map((opcode, i) => (i === 2 ? 99 : opcode)) } : {};
    expect(() => play({ code })).toThrow(/again: code object \d+ was `<module>`/);
  });

  test('a step that does not come', () => {
    expect(() => play({ withoutStep: 2 })).toThrow(
      /again: step 2 came to line 2 after event \d+, and now it does not/,
    );
  });

  test('a run that goes on', () => {
    const course = play();
    expect(() =>
      store(course, { address: 8, value: 1, site: 0, instruction: 0, isRise: false }),
    ).toThrow(/again: it was over after event \d+, and now it goes on/);
  });
});
