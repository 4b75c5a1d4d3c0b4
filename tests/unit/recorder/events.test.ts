import { describe, expect, it } from 'vitest';
import { BLOCK_EVENTS, IMMORTAL, OBJECT_FLAG } from '../../../src/shared/model/session.ts';
import { IMMORTAL_REFCOUNT, payloadWords, SITE } from '../../harness/ring-builder.ts';
import { decode, Decoding } from './decoding.ts';

const A = 0x10_0000;
const B = 0x10_0040;
const INT = 0x2000;

describe('events', () => {
  it('become rows with object, count, change, site and instruction', () => {
    const { events, objects, types } = decode((ring) => {
      ring.type(INT, 'int', 'int').code({ address: 0x5000, firstUnit: 0x5080, unitCount: 10 });
      ring.at = 0x5084;
      ring.birth(A, INT).incref(A, 2);
      ring.at = 0;
      ring.birth(B, 0x9999).decref(A, 1);
    });
    expect(types).toEqual([{ id: 1, name: 'int', kind: 'int', yours: false }]);
    expect(events).toEqual([
      { object: 1, refcount: 1, delta: 1, site: SITE.birth, instruction: 3 },
      { object: 1, refcount: 2, delta: 1, site: SITE.inc, instruction: 3 },
      { object: 2, refcount: 1, delta: 1, site: SITE.birth, instruction: 0 },
      { object: 1, refcount: 1, delta: -1, site: SITE.dec, instruction: 0 },
    ]);
    expect(objects).toEqual([
      { address: A, type: 1, bornSeq: 1, bornInstruction: 3, flags: OBJECT_FLAG.yours },
      { address: B, type: 0, bornSeq: 3, bornInstruction: 0, flags: 0 },
    ]);
  });

  it('of an object from before recording make one without a birth', () => {
    const { events, objects, gaps } = decode((ring) => ring.decref(A, 4).incref(A, 5));
    expect(objects).toEqual([
      {
        address: A,
        type: 0,
        bornSeq: 0,
        bornInstruction: 0,
        flags: OBJECT_FLAG.beforeRecording,
      },
    ]);
    expect(events.map(({ object, refcount }) => [object, refcount])).toEqual([
      [1, 4],
      [1, 5],
    ]);
    expect(gaps).toEqual([]);
  });

  it('that do not follow from the count before leave a gap, and counting goes on from what was found', () => {
    const { events, gaps } = decode((ring) => ring.birth(A).incref(A, 2).incref(A, 7).decref(A, 6));
    expect(gaps).toEqual([{ seq: 3, objectId: 1, expected: 2, found: 6 }]);
    expect(events.map(({ refcount, delta }) => [refcount, delta])).toEqual([
      [1, 1],
      [2, 1],
      [7, 1],
      [6, -1],
    ]);
  });

  it('with a change too large for its 16 bits keep the whole change', () => {
    const { events, gaps } = decode((ring) =>
      ring.birth(A).event(A, 100_001, 100_000).event(A, 5, -99_996).event(A, 32_772, 32_767),
    );
    expect(events.map(({ delta }) => delta)).toEqual([1, 100_000, -99_996, 32_767]);
    expect(gaps).toEqual([]);
  });

  it('with a saturated change that is too small all the same leave a gap', () => {
    const { gaps } = decode((ring) => ring.birth(A).event(A, 50, 40_000));
    expect(gaps).toHaveLength(1);
  });

  it('that make an object immortal show IMMORTAL, no change, and claim it; later stores are no events', () => {
    const { events, claims, ends } = decode((ring) =>
      ring
        .birth(A)
        .event(A, IMMORTAL_REFCOUNT, IMMORTAL_REFCOUNT - 1)
        .incref(A, IMMORTAL_REFCOUNT + 1),
    );
    expect(events.map(({ refcount, delta }) => [refcount, delta])).toEqual([
      [1, 1],
      [IMMORTAL, 0],
    ]);
    expect(claims).toEqual([{ object: 1, flags: OBJECT_FLAG.immortal, value: '' }]);
    expect(ends[0]).toMatchObject({ cause: 'alive', peak: IMMORTAL, finalRefcount: IMMORTAL });
  });

  it('fill blocks of 65,536 across segments, and a flush cuts one short', () => {
    const decoding = new Decoding();
    decoding.ring.birth(A);
    for (let i = 0; i < 100_000; i++) {
      decoding.ring.incref(A, 2).decref(A, 1);
      if (i % 30_000 === 0) decoding.decode();
    }
    const { writer } = decoding.finish();
    expect(writer.blockSizes).toEqual([
      BLOCK_EVENTS,
      BLOCK_EVENTS,
      BLOCK_EVENTS,
      200_001 - 3 * BLOCK_EVENTS,
    ]);
    expect(writer.ends).toMatchObject([{ object: 1, events: 200_001, peak: 2, finalRefcount: 1 }]);
    expect(writer.gaps).toEqual([]);
  });

  it('stop exactly at the limit', () => {
    const decoding = new Decoding(5);
    decoding.ring.birth(A).incref(A, 2).incref(A, 3).incref(A, 4);
    decoding.segment();
    expect(decoding.decoder.isFull).toBe(false);
    decoding.ring.incref(A, 5).incref(A, 6).incref(A, 7);
    decoding.segment();
    expect(decoding.decoder.isFull).toBe(true);
    const { writer } = decoding.finish();
    expect(writer.events.map(({ refcount }) => refcount)).toEqual([1, 2, 3, 4, 5]);
    expect(writer.ends).toMatchObject([{ cause: 'alive', finalRefcount: 5 }]);
  });

  it('a full block below the limit is not the limit', () => {
    const decoding = new Decoding(70_000);
    decoding.ring.birth(A);
    for (let i = 2; i <= BLOCK_EVENTS; i++) decoding.ring.incref(A, i);
    decoding.decode();
    expect(decoding.decoder.events).toBe(BLOCK_EVENTS);
    expect(decoding.decoder.isFull).toBe(false);
  });
});

describe('instructions', () => {
  const code = (address: number, lines: readonly number[] = [1]) => ({
    address,
    firstUnit: address + 0x80,
    unitCount: 8,
    lines,
  });
  const instructionsOf = (build: Parameters<typeof decode>[0]) =>
    decode(build).events.map(({ instruction }) => instruction);

  it('are numbered through all code objects', () => {
    const ids = instructionsOf((ring) => {
      ring.code(code(0x5000)).code(code(0x6000));
      for (const at of [0x5080, 0x508e, 0x6080, 0x608e]) {
        ring.at = at;
        ring.birth(A);
      }
    });
    expect(ids).toEqual([1, 8, 9, 16]);
  });

  it('a frame that has run nothing yet stands at unit 0; anywhere else there is none', () => {
    const ids = instructionsOf((ring) => {
      ring.code(code(0x5000));
      for (const at of [0x507e, 0x507c, 0x5090, 0x4000]) {
        ring.at = at;
        ring.birth(A);
      }
    });
    expect(ids).toEqual([1, 0, 0, 0]);
  });

  it('of code that took over the memory of older code are the new ones', () => {
    const ids = instructionsOf((ring) => {
      ring.at = 0x5084;
      ring.birth(A).code(code(0x5000)).incref(A, 2);
      ring.code({ address: 0x5004, firstUnit: 0x5084, unitCount: 4 }).incref(A, 3);
      ring.at = 0x5082;
      ring.incref(A, 4);
    });
    expect(ids).toEqual([0, 3, 9, 9]);
  });

  it('of code that was collected are gone', () => {
    const ids = instructionsOf((ring) => {
      ring.birth(0x5000).code(code(0x5000));
      ring.at = 0x5084;
      ring.birth(A);
      ring.decref(0x5000, 0, payloadWords(0, 0)).incref(A, 2);
    });
    expect(ids).toEqual([0, 3, 3, 0]);
  });

  it('of a large code object are found on all its pages', () => {
    const ids = instructionsOf((ring) => {
      ring.code({ address: 0x5000, firstUnit: 0x5080, unitCount: 20_000 });
      for (const unit of [0, 10_000, 19_999]) {
        ring.at = 0x5080 + 2 * unit;
        ring.birth(A);
      }
      ring.code({ address: 0x5004, firstUnit: 0x5084, unitCount: 20_000 });
      ring.at = 0x5080 + 20_000;
      ring.birth(A);
    });
    expect(ids).toEqual([1, 10_001, 20_000, 20_001 + 9_998]);
  });

  it('come with a row per code object and per file, and the text of the user files', () => {
    const { codes, sources } = decode((ring) =>
      ring
        .code({ ...code(0x5000, [3, 3, 4]), name: 'f' })
        .code({ ...code(0x6000), name: 'g' })
        .code({ ...code(0x7000), filename: '/lib/json.py', yours: false }),
    );
    expect(
      codes.map(({ id, fileId, qualname, firstInstruction, yours }) => [
        id,
        fileId,
        qualname,
        firstInstruction,
        yours,
      ]),
    ).toEqual([
      [1, 1, 'f', 1, true],
      [2, 1, 'g', 9, true],
      [3, 2, 'f', 17, false],
    ]);
    expect([...(codes[0]?.lines ?? [])]).toEqual([3, 3, 4, 4, 4, 4, 4, 4]);
    expect(sources).toEqual([
      { id: 1, path: '/home/prog.py', text: 'a = 1\n', yours: true },
      { id: 2, path: '/lib/json.py', text: null, yours: false },
    ]);
  });
});
