import { describe, expect, it } from 'vitest';
import { HELD_EVENTS } from '../../../src/main/recorder/end-queue.ts';
import { MARK } from '../../../src/shared/model/ring.ts';
import { OBJECT_FLAG } from '../../../src/shared/model/session.ts';
import { payloadWords } from '../../harness/ring-builder.ts';
import { decode, Decoding } from './decoding.ts';

const A = 0x10_0000;
const B = 0x10_0040;
const INT = 0x2000;
const LIST = 0x2100;
const dead = (first: number, type = 0, word = 0) => payloadWords(first, type, [word]);

describe('the end of an object', () => {
  it('is its count of 0, with its value, peak and number of events', () => {
    const { ends } = decode((ring) => {
      ring.code({ address: 0x5000, firstUnit: 0x5080, unitCount: 4 });
      ring.type(INT, 'int', 'int').birth(A, INT).incref(A, 2).decref(A, 1);
      ring.at = 0x5082;
      ring.decref(A, 0, dead(0, INT, 77)).birth(B);
    });
    expect(ends[0]).toEqual({
      object: 1,
      endSeq: 4,
      endInstruction: 2,
      cause: 'refcount',
      peak: 2,
      finalRefcount: 0,
      events: 4,
      type: 1,
      value: 'int 77',
    });
  });

  it('is by the cycle collector where the payload says so, and by exit after finalization started', () => {
    const { ends } = decode((ring) => {
      ring.birth(A).decref(A, 0, dead(1)).birth(A).decref(A, 0, dead(0));
      ring.mark(MARK.finalize).birth(A).decref(A, 0, dead(0)).birth(A).decref(A, 0, dead(1));
    });
    expect(ends.map(({ cause }) => cause)).toEqual(['gc', 'refcount', 'exit', 'gc']);
  });

  it('makes room for another object at the same address', () => {
    const { ends, events, objects } = decode((ring) =>
      ring.birth(A).decref(A, 0).birth(A).incref(A, 2).decref(A, 1).decref(A, 0).birth(A),
    );
    expect(events.map(({ object }) => object)).toEqual([1, 1, 2, 2, 2, 2, 3]);
    expect(objects.map(({ bornSeq }) => bornSeq)).toEqual([1, 3, 7]);
    expect(ends.map(({ object, endSeq, events: n }) => [object, endSeq, n])).toEqual([
      [1, 2, 2],
      [2, 6, 4],
      [3, 0, 1],
    ]);
  });

  it('does not happen when the object is resurrected; it ends with its last count of 0', () => {
    const { ends, events, gaps } = decode((ring) => {
      ring
        .type(INT, 'int', 'int')
        .birth(A, INT)
        .decref(A, 0, dead(0, INT, 1));
      ring
        .event(A, 1, 1)
        .incref(A, 2)
        .decref(A, 1)
        .decref(A, 0, dead(0, INT, 2));
    });
    expect(events.map(({ object, refcount }) => [object, refcount])).toEqual([
      [1, 1],
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 1],
      [1, 0],
    ]);
    expect(ends).toMatchObject([{ object: 1, endSeq: 6, events: 6, value: 'int 2' }]);
    expect(gaps).toEqual([]);
  });

  it('is taken back when a resurrected object lives on to the end', () => {
    const { ends } = decode((ring) => ring.birth(A).decref(A, 0).event(A, 1, 1));
    expect(ends).toMatchObject([{ object: 1, cause: 'alive', endSeq: 0, finalRefcount: 1 }]);
  });

  it('written too early is followed by a later row of the same object', () => {
    const decoding = new Decoding();
    decoding.ring.birth(A).decref(A, 0).birth(B);
    for (let i = 0; i <= HELD_EVENTS; i++) decoding.ring.incref(B, i + 2);
    decoding.segment();
    expect(decoding.writer.ends).toMatchObject([{ object: 1, endSeq: 2, cause: 'refcount' }]);
    decoding.ring.event(A, 1, 1).decref(A, 0);
    const { writer } = decoding.finish();
    expect(writer.ends).toMatchObject([
      { object: 1, endSeq: 2 },
      { object: 1, endSeq: HELD_EVENTS + 6, events: 4 },
      { object: 2, cause: 'alive' },
    ]);
    expect(writer.objects).toHaveLength(2);
  });

  it('waits for a resurrection across segments, but not when the program is quiet', () => {
    const decoding = new Decoding();
    decoding.ring.birth(A).decref(A, 0).birth(B).decref(B, 0);
    decoding.segment();
    expect(decoding.writer.ends).toEqual([]);
    decoding.ring.event(A, 1, 1);
    decoding.segment();
    decoding.decoder.flush(true);
    expect(decoding.writer.ends).toMatchObject([{ object: 2, endSeq: 4 }]);
  });

  it('comes without a count of 0 when its block is freed or moved', () => {
    const { ends, objects, events } = decode((ring) =>
      ring.birth(A).incref(A, 2).freed(A, 2).birth(B).birth(A).decref(A, 0).freed(0x99_0000, 1),
    );
    expect(events.map(({ object }) => object)).toEqual([1, 1, 2, 3, 3]);
    expect(objects).toHaveLength(3);
    expect(
      ends.map(({ object, cause, endSeq, finalRefcount }) => [
        object,
        cause,
        endSeq,
        finalRefcount,
      ]),
    ).toEqual([
      [1, 'moved', 2, 2],
      [3, 'refcount', 5, 0],
      [2, 'alive', 0, 1],
    ]);
  });

  it('is a move when another object is born over a live one', () => {
    const { ends } = decode((ring) => ring.birth(A).incref(A, 2).birth(A));
    expect(ends.map(({ object, cause, endSeq }) => [object, cause, endSeq])).toEqual([
      [1, 'moved', 2],
      [2, 'alive', 0],
    ]);
  });

  it('after a move, an event at the old address is of an object not seen before', () => {
    const { objects, ends } = decode((ring) => ring.birth(A).freed(A, 1).incref(A, 3));
    expect(objects.map(({ flags }) => flags)).toEqual([0, OBJECT_FLAG.beforeRecording]);
    expect(ends.map(({ object, cause }) => [object, cause])).toEqual([
      [1, 'moved'],
      [2, 'alive'],
    ]);
  });

  it('rows leave in time order, however many wait', () => {
    const decoding = new Decoding();
    for (let i = 0; i < 140_000; i++) {
      decoding.ring.birth(A + 16 * (i % 50)).freed(A + 16 * (i % 50), 1);
      if (i % 3 === 0) decoding.ring.birth(B * 2).decref(B * 2, 0);
    }
    const { ends, objects } = decoding.finish().writer;
    expect(ends).toHaveLength(objects.length);
    expect(new Set(ends.map(({ object }) => object)).size).toBe(objects.length);
    const seqs = ends.map(({ endSeq }) => endSeq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  });
});

it('objects keep their counts however many live at once', () => {
  const decoding = new Decoding();
  const count = 150_000;
  for (let i = 0; i < count; i++) {
    decoding.ring.birth(A + 24 * i);
    if (i % 50_000 === 0) decoding.decode();
  }
  for (let i = 0; i < count; i++) decoding.ring.incref(A + 24 * i, 2);
  const { gaps, ends, objects } = decoding.finish().writer;
  expect(gaps).toEqual([]);
  expect(objects).toHaveLength(count);
  expect(ends.every(({ events, finalRefcount }) => events === 2 && finalRefcount === 2)).toBe(true);
});

describe('objects alive at the end', () => {
  it('get their value and type from memory, and come last', () => {
    const decoding = new Decoding();
    decoding.ring.type(INT, 'int', 'int').type(LIST, 'list', 'list');
    decoding.ring.birth(A, INT).incref(B, 3).birth(0x10_0080).decref(0x10_0080, 0);
    const { ends, gaps } = decoding.finish([
      { address: A, words: payloadWords(1, INT, [5]) },
      { address: B, words: payloadWords(3, LIST, [6]) },
    ]).writer;
    expect(ends.map(({ object, cause, type, value }) => [object, cause, type, value])).toEqual([
      [3, 'refcount', 0, ''],
      [1, 'alive', 1, 'int 5'],
      [2, 'alive', 2, 'list 6'],
    ]);
    expect(gaps).toEqual([]);
  });

  it('whose count in memory is not the recorded one leave a gap', () => {
    const decoding = new Decoding();
    decoding.ring.birth(A);
    const { ends, gaps } = decoding.finish([{ address: A, words: payloadWords(9, 0) }]).writer;
    expect(gaps).toEqual([{ seq: 2, objectId: 1, expected: 1, found: 9 }]);
    expect(ends).toMatchObject([{ object: 1, finalRefcount: 9 }]);
  });

  it('have no value when memory was not read', () => {
    const { ends } = decode((ring) => ring.type(INT, 'int', 'int').birth(A, INT));
    expect(ends).toMatchObject([{ object: 1, cause: 'alive', value: '' }]);
  });
});

describe('types', () => {
  it('are what announced itself at that address last', () => {
    const { objects, types } = decode((ring) =>
      ring
        .birth(0x11_0000, INT)
        .type(INT, 'First')
        .birth(0x11_0100, INT)
        .type(INT, 'First')
        .birth(0x11_0200, INT)
        .type(INT, 'Second')
        .birth(0x11_0300, INT),
    );
    expect(types.map(({ name }) => name)).toEqual(['First', 'Second']);
    expect(objects.map(({ type }) => type)).toEqual([0, 1, 1, 2]);
  });

  it('at the end may be another than at birth', () => {
    const { ends } = decode((ring) =>
      ring.type(INT, 'A').type(LIST, 'B').birth(A, INT).decref(A, 0, dead(0, LIST)),
    );
    expect(ends).toMatchObject([{ type: 2 }]);
  });
});

describe('yours', () => {
  it('are constants of your code, those that show themselves later, too', () => {
    const { claims, objects } = decode((ring) => {
      ring.birth(A);
      ring.code({ address: 0x5000, firstUnit: 0x5080, unitCount: 4, constants: [A, B, 0x20_0000] });
      ring.incref(B, 4).birth(0x10_0200);
    });
    expect(claims).toEqual([{ object: 1, flags: OBJECT_FLAG.yours, value: '' }]);
    expect(objects.map(({ flags }) => flags)).toEqual([
      0,
      OBJECT_FLAG.beforeRecording | OBJECT_FLAG.yours,
      0,
    ]);
  });

  it('are not those born while library code runs', () => {
    const { objects } = decode((ring) => {
      ring.code({ address: 0x5000, firstUnit: 0x5080, unitCount: 4, yours: false });
      ring.at = 0x5082;
      ring.birth(A);
    });
    expect(objects.map(({ flags }) => flags)).toEqual([0]);
  });

  it('functions are named after their code while it exists', () => {
    const { ends } = decode((ring) => {
      ring.type(INT, 'function', 'function');
      ring.code({ address: 0x5000, firstUnit: 0x5080, unitCount: 4, name: 'area' });
      ring.birth(A, INT).decref(A, 0, dead(0, INT, 0x5000));
    });
    expect(ends).toMatchObject([{ value: 'function area' }]);
  });
});
