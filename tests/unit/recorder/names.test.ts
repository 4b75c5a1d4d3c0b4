import { describe, expect, it } from 'vitest';
import { CONTENTS, MARK } from '../../../src/shared/model/ring.ts';
import type { Address } from '../../../src/shared/base/brand.ts';
import { OBJECT_FLAG } from '../../../src/shared/model/session.ts';
import type { RingBuilder } from '../../harness/ring-builder.ts';
import { IMMORTAL_REFCOUNT, payloadWords } from '../../harness/ring-builder.ts';
import { decode, Decoding } from './decoding.ts';

const M = 0x5080;
const CLASS = 0x6080;
const HELPER = 0x7080;
const DICT = 0x30_0000;
const FRAME = 0x9000;
const A = 0x10_0000;
const B = 0x10_0040;
const INT = 0x2000;
const global = (unit: number, name: string) => ({
  unit,
  stores: [{ name, scope: 'global' as const }],
  arguments: [],
  cells: [],
  isAnew: false,
});
const withModule = (ring: RingBuilder): RingBuilder =>
  ring
    .type(INT, 'int', 'int')
    .code({ address: 0x5000, firstUnit: M, unitCount: 8, hooks: [global(1, 'a'), global(2, 'b')] })
    .code({
      address: 0x6000,
      firstUnit: CLASS,
      unitCount: 8,
      name: 'Point',
      hooks: [
        {
          unit: 1,
          stores: [{ name: 'a', scope: 'local' }],
          arguments: [],
          cells: [],
          isAnew: false,
        },
      ],
    })
    .code({
      address: 0x7000,
      firstUnit: HELPER,
      unitCount: 8,
      filename: '/home/helper.py',
      hooks: [global(1, 'a')],
    })
    .birth(A, INT)
    .birth(B, INT);
const address = (n: number): Address => n as Address;
const run = (build: (ring: RingBuilder) => void) => decode((ring) => build(withModule(ring)));

describe('names', () => {
  it('of globals belong to no frame; a name is logged only where its object changes', () => {
    const { binds, variables, claims } = run((ring) =>
      ring
        .bind(DICT, M + 2, A)
        .bind(DICT, M + 2, A)
        .incref(A, 2)
        .line(FRAME, M + 4, 1)
        .bind(DICT, M + 4, A)
        .bind(DICT, M + 2, B)
        .bind(DICT, M + 2, 0)
        .bind(DICT, M + 2, 0),
    );
    expect(variables).toEqual([
      { id: 1, name: 'a', codeId: 0 },
      { id: 2, name: 'b', codeId: 0 },
    ]);
    expect(binds).toEqual([
      { afterSeq: 2, variable: 1, frame: 0, object: 1, step: 0 },
      { afterSeq: 3, variable: 2, frame: 0, object: 1, step: 1 },
      { afterSeq: 3, variable: 1, frame: 0, object: 2, step: 1 },
      { afterSeq: 3, variable: 1, frame: 0, object: 0, step: 1 },
    ]);
    expect(claims).toEqual([
      { object: 1, flags: OBJECT_FLAG.yours, value: '' },
      { object: 2, flags: OBJECT_FLAG.yours, value: '' },
    ]);
  });

  it('of two modules are two variables', () => {
    const { variables, binds } = run((ring) => ring.bind(DICT, M + 2, A).bind(1, HELPER + 2, B));
    expect(variables.map(({ id, name }) => [id, name])).toEqual([
      [1, 'a'],
      [2, 'a'],
    ]);
    expect(binds.map(({ variable, object }) => [variable, object])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('in a class body belong to its frame, though they are stored in a dict', () => {
    const { variables, binds } = run((ring) =>
      ring
        .enter(FRAME, M, 1)
        .enter(FRAME + 0x100, CLASS, 2)
        .bind(DICT, CLASS + 2, A)
        .leave(FRAME + 0x100, CLASS + 8, 2),
    );
    expect(variables).toEqual([{ id: 1, name: 'a', codeId: 2 }]);
    expect(binds.map(({ frame, object }) => [frame, object])).toEqual([
      [2, 1],
      [2, 0],
    ]);
  });

  it('in a class body follow its namespace while its frame runs, and no other one', () => {
    const place = { in: 'frame', frame: address(FRAME), code: address(0x6000) } as const;
    const { variables, binds } = run((ring) =>
      ring
        .name(place, 'early', A)
        .enter(FRAME, CLASS, 1)
        .name(place, 'made', A)
        .name(place, 'made', B)
        .name({ ...place, code: address(0x7000) }, 'other', A)
        .name(place, null, 0)
        .leave(FRAME, CLASS + 8, 1)
        .name(place, 'late', A),
    );
    expect(variables.map(({ name }) => name)).toEqual(['made']);
    expect(binds.map(({ object }) => object)).toEqual([1, 2, 0]);
  });

  it('in cells change in every frame that has the cell, whoever changes it, until it is in another one', () => {
    const [outer, inner] = [FRAME, FRAME + 0x100];
    const cell = 0x40_0000;
    const stores = [{ name: 'x', scope: 'local' as const }];
    const { binds } = run((ring) =>
      ring
        .code({
          address: 0x8000,
          firstUnit: 0x8080,
          unitCount: 8,
          hooks: [
            { unit: 0, stores: [], arguments: [], cells: ['x'], isAnew: false },
            { unit: 1, stores, arguments: [], cells: [], isAnew: false },
          ],
        })
        .enter(outer, 0x8080, 1)
        .cell(outer, 0x8080, cell)
        .cell(outer, 0x8082, cell, 0)
        .bind(outer, 0x8082, A)
        .enter(inner, 0x8080, 2)
        .cell(inner, 0x8080, cell)
        .bind(inner, 0x8080, A, { ordinal: CONTENTS })
        .cell(inner, 0x8082, cell, 0)
        .bind(inner, 0x8082, B)
        .name({ in: 'cell', cell: address(cell) }, '', A)
        .bind(inner, 0x8082, 0)
        .name({ in: 'cell', cell: address(cell) }, '', B)
        .leave(outer, 0x8084, 1)
        .name({ in: 'cell', cell: address(cell) }, '', A),
    );
    expect(binds.map(({ frame, object }) => [frame, object])).toEqual([
      [1, 1],
      [2, 1],
      [1, 2],
      [2, 2],
      [1, 1],
      [2, 1],
      [2, 0],
      [1, 2],
      [1, 0],
    ]);
  });

  it('of static immortal objects make an object with its type and value', () => {
    const five = 0x1_0004;
    const payload = payloadWords(IMMORTAL_REFCOUNT, INT, [5]);
    const { objects, claims, binds, ends } = run((ring) =>
      ring.bind(DICT, M + 2, five, { payload }).bind(DICT, M + 4, five, { payload }),
    );
    expect(objects[2]).toEqual({
      address: five,
      type: 1,
      bornSeq: 0,
      bornInstruction: 0,
      flags: OBJECT_FLAG.immortal,
    });
    expect(claims).toEqual([{ object: 3, flags: OBJECT_FLAG.yours, value: 'int 5' }]);
    expect(binds.map(({ object }) => object)).toEqual([3, 3]);
    expect(ends[2]).toMatchObject({ object: 3, cause: 'alive', events: 0 });
  });

  it('may be the first that is seen of an object whose count is not known: its first event leaves no gap', () => {
    const decoding = new Decoding();
    withModule(decoding.ring)
      .bind(DICT, M + 2, 0x10_0100)
      .incref(0x10_0100, 6);
    decoding.ring.bind(DICT, M + 4, 0x10_0140);
    const { objects, events, gaps } = decoding.finish([
      { address: 0x10_0140, words: payloadWords(3, INT) },
    ]).writer;
    expect(objects[2]?.flags).toBe(OBJECT_FLAG.beforeRecording);
    expect(events.at(-1)).toMatchObject({ object: 3, refcount: 6, delta: 1 });
    // Those of the audit, which finds none of the other objects in memory, lie behind the last event.
    expect(gaps.filter(({ seq }) => seq <= events.length)).toEqual([]);
  });

  it('stores that no hook describes are left out', () => {
    const { binds } = run((ring) =>
      ring
        .bind(DICT, M + 6, A)
        .bind(DICT, 0x8000, A)
        .bind(DICT, M + 2, A, { ordinal: 1 }),
    );
    expect(binds).toEqual([]);
  });

  it('are gone when exit collects what they referred to, and only then', () => {
    const { binds } = run((ring) =>
      ring
        .bind(DICT, M + 2, A)
        .decref(A, 0, payloadWords(0, INT))
        .bind(DICT, M + 2, B)
        .mark(MARK.finalize)
        .decref(B, 0, payloadWords(0, INT)),
    );
    expect(binds.map(({ afterSeq, object }) => [afterSeq, object])).toEqual([
      [2, 1],
      [3, 2],
      [4, 0],
    ]);
  });
});

describe('marks', () => {
  it('place output and input after the event before them', () => {
    const { outputs, inputs } = run((ring) =>
      ring.output('stdout', 'hi\n').incref(A, 2).output('stderr', 'oh').input('yes\n'),
    );
    expect(outputs.map(({ afterSeq, stream }) => [afterSeq, stream])).toEqual([
      [2, 'stdout'],
      [3, 'stderr'],
    ]);
    expect(new TextDecoder().decode(outputs[0]?.bytes)).toBe('hi\n');
    expect(inputs.map(({ afterSeq, bytes }) => [afterSeq, bytes.length])).toEqual([[3, 4]]);
  });

  it('give the first seq of the phases', () => {
    const decoding = new Decoding();
    withModule(decoding.ring);
    expect(decoding.segment().decoder.phase).toBe('compile');
    expect(decoding.writer.facts).toMatchObject({ runFromSeq: 0, exitFromSeq: 0 });
    decoding.ring.line(FRAME, M, 1).incref(A, 2);
    expect(decoding.segment().decoder.phase).toBe('run');
    decoding.ring.mark(MARK.finalize).decref(A, 1);
    expect(decoding.segment().decoder.phase).toBe('exit');
    expect(decoding.writer.facts).toMatchObject({ runFromSeq: 3, exitFromSeq: 4 });
  });

  it('bracket runs of the cycle collector; one that is still going ends with the recording', () => {
    const { gcRuns } = run((ring) =>
      ring.mark(MARK.gcStart).incref(A, 2).decref(A, 1).mark(MARK.gcEnd, 7, 2).mark(MARK.gcStart),
    );
    expect(gcRuns).toEqual([
      { fromSeq: 3, toSeq: 4, generation: 2, collected: 7 },
      { fromSeq: 5, toSeq: 5, generation: -1, collected: -1 },
    ]);
  });

  it('compare what sys.getrefcount says with what was recorded, but for immortals', () => {
    const { gaps } = run((ring) =>
      ring
        .incref(A, 2)
        .mark(MARK.getrefcount, A, 2)
        .mark(MARK.getrefcount, A, 4_294_967_295)
        .mark(MARK.getrefcount, 0x77_0000, 5)
        .mark(MARK.getrefcount, A, 3)
        .incref(A, 4),
    );
    expect(gaps).toEqual([{ seq: 4, objectId: 1, expected: 2, found: 3 }]);
  });
});
