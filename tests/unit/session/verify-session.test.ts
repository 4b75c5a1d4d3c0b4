// Verification finds what is wrong, and nothing where nothing is.

import { afterAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/main/session/read/open-session.ts';
import { createSessionWriter } from '../../../src/main/session/write/session-writer.ts';
import type { Verification } from '../../../src/main/session/checks/verify-session.ts';
import { verifySession } from '../../../src/main/session/checks/verify-session.ts';
import type { SessionWriter } from '../../../src/shared/model/session-io.ts';
import { IMMORTAL } from '../../../src/shared/model/session.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

function verify(path: string): Verification {
  const session = openSession(path);
  try {
    return verifySession(session);
  } finally {
    session.close();
  }
}

interface Life {
  /** [refcount after, delta] per event of object 1. */
  readonly events: readonly (readonly [number, number])[];
  readonly bornSeq?: number;
  readonly end?: { endSeq: number; cause: number; peak: number; final: number; events: number };
}

let files = 0;
/** A session with one object and the given life. */
function verifyLife(life: Life, also: (writer: SessionWriter) => void = () => {}): Verification {
  const path = folder.path(`life-${++files}.refscope`);
  const writer = createSessionWriter(path);
  const count = life.events.length;
  writer.addEvents({
    firstSeq: 1,
    count,
    object: new Uint32Array(count).fill(1),
    refcount: Uint32Array.from(life.events, ([refcount]) => refcount),
    delta: Int32Array.from(life.events, ([, delta]) => delta),
    site: new Uint16Array(count),
    instruction: new Uint32Array(count),
  });
  writer.addObjects({
    firstId: 1,
    count: 1,
    address: Uint32Array.of(4096),
    type: Uint32Array.of(0),
    bornSeq: Float64Array.of(life.bornSeq ?? 1),
    bornInstruction: Uint32Array.of(0),
    flags: Uint8Array.of(0),
  });
  if (life.end !== undefined) {
    writer.addEnds({
      count: 1,
      object: Uint32Array.of(1),
      endSeq: Float64Array.of(life.end.endSeq),
      endInstruction: Uint32Array.of(0),
      cause: Uint8Array.of(life.end.cause),
      peak: Uint32Array.of(life.end.peak),
      finalRefcount: Uint32Array.of(life.end.final),
      events: Uint32Array.of(life.end.events),
      type: Uint32Array.of(0),
      value: [''],
    });
  }
  also(writer);
  writer.finish({});
  return verify(path);
}
const COLLECTED = { endSeq: 2, cause: 1, peak: 1, final: 0, events: 2 };

describe('verification', () => {
  it('finds no gap in a run of every kind of event', () => {
    const { path, run } = writeSyntheticSession(folder.path('ok.refscope'), { events: 50_000 });
    expect(verify(path)).toEqual({
      gaps: 0,
      lines: [],
      audit: null,
      objects: run.objects.length,
      events: run.seq,
    });
  });

  it.each<[string, Life]>([
    [
      'a plain life',
      {
        events: [
          [1, 1],
          [0, -1],
        ],
        end: COLLECTED,
      },
    ],
    [
      'an object from before recording',
      {
        events: [
          [8, 1],
          [7, -1],
        ],
        bornSeq: 0,
      },
    ],
    [
      'an immortalisation',
      {
        events: [
          [1, 1],
          [IMMORTAL, 0],
        ],
      },
    ],
    [
      'an immortal that gets a count again',
      {
        events: [
          [1, 1],
          [IMMORTAL, 0],
          [2, 1],
          [1, -1],
        ],
      },
    ],
  ])('accepts %s', (_what, life) => {
    expect(verifyLife(life)).toMatchObject({ gaps: 0, lines: [] });
  });

  it.each<[string, Life, RegExp]>([
    [
      'a jump',
      {
        events: [
          [1, 1],
          [3, 1],
        ],
      },
      /^event 2: object 1 had 1 references, changed by 1/,
    ],
    ['a birth at 2', { events: [[2, 1]] }, /^event 1: object 1 had 0 references/],
    ['a missing birth', { events: [[5, 1]], bornSeq: 9 }, /born at event 9/],
    [
      'a wrong final count',
      {
        events: [
          [1, 1],
          [2, 1],
        ],
        end: COLLECTED,
      },
      /ended with 0 references/,
    ],
    [
      'a wrong number of events',
      {
        events: [
          [1, 1],
          [0, -1],
        ],
        end: { ...COLLECTED, events: 5 },
      },
      /end counts 5/,
    ],
    [
      'a wrong peak',
      {
        events: [
          [1, 1],
          [2, 1],
          [1, -1],
        ],
        end: { endSeq: 0, cause: 0, peak: 1, final: 1, events: 3 },
      },
      /reached 2/,
    ],
    [
      'a collection elsewhere',
      {
        events: [
          [1, 1],
          [0, -1],
        ],
        end: { ...COLLECTED, endSeq: 1 },
      },
      /collected \(refcount\) at event 1/,
    ],
  ])('finds %s', (_what, life, line) => {
    const found = verifyLife(life);
    expect(found.gaps).toBeGreaterThan(0);
    expect(found.lines.join('\n')).toMatch(line);
  });

  /** One more event of object 1, in a block of its own. */
  const thirdEvent = (writer: SessionWriter, refcount: number, delta: number, seq = 3): void =>
    writer.addEvents({
      firstSeq: seq,
      count: 1,
      object: Uint32Array.of(1),
      refcount: Uint32Array.of(refcount),
      delta: Int32Array.of(delta),
      site: Uint16Array.of(0),
      instruction: Uint32Array.of(0),
    });
  const LIFE: Life = {
    events: [
      [1, 1],
      [0, -1],
    ],
    end: COLLECTED,
  };

  it('finds an event of an object that had ended', () => {
    const found = verifyLife(LIFE, (writer) => thirdEvent(writer, 1, 1));
    expect(found.lines).toContain('event 3 is of object 1, which had ended before it');
  });

  it('takes the last of several ends: an object that came back late', () => {
    const found = verifyLife(LIFE, (writer) => {
      thirdEvent(writer, 1, 1);
      thirdEvent(writer, 0, -1, 4);
      writer.addEnds({
        count: 1,
        object: Uint32Array.of(1),
        endSeq: Float64Array.of(4),
        endInstruction: Uint32Array.of(0),
        cause: Uint8Array.of(1),
        peak: Uint32Array.of(1),
        finalRefcount: Uint32Array.of(0),
        events: Uint32Array.of(4),
        type: Uint32Array.of(0),
        value: [''],
      });
    });
    expect(found).toMatchObject({ gaps: 0, lines: [] });
  });

  it('counts a gap that the recorder noted once', () => {
    const found = verifyLife(
      {
        events: [
          [1, 1],
          [3, 1],
        ],
      },
      (writer) => writer.addGap({ seq: 2, objectId: 1, expected: 1, found: 2 }),
    );
    expect(found).toMatchObject({ gaps: 1 });
    expect(found.lines[0]).toMatch(/memory held 2/);
  });
});
