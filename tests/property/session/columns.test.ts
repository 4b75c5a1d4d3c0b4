// Column blocks: what goes in comes out, and whatever is done to the bytes ends in a Failure or a well-formed block.

import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeColumns, decodeSome } from '../../../src/main/session/columns/decode.ts';
import { encodeColumns } from '../../../src/main/session/columns/encode.ts';
import type { BlockSchema, ColumnsOf } from '../../../src/main/session/columns/schema.ts';
import { Failure } from '../../../src/shared/base/failure.ts';
import { IMMORTAL } from '../../../src/shared/model/session.ts';
import { failureOf } from '../../harness/failure-of.ts';

const SCHEMA = {
  flags: { type: 'u8' },
  depth: { type: 'u16', transform: 'delta' },
  column: { type: 'i16' },
  object: { type: 'u32', transform: 'delta' },
  refcount: { type: 'u32' },
  delta: { type: 'i32' },
  seq: { type: 'f64' },
  value: { type: 'str' },
} as const satisfies BlockSchema;
type Columns = ColumnsOf<typeof SCHEMA>;

const integers = (min: number, max: number, rows: number): fc.Arbitrary<number[]> =>
  fc.array(
    fc.oneof(
      fc.integer({ min, max }),
      fc.integer({ min: Math.max(min, 0), max: Math.min(max, 9) }),
      fc.constant(max),
    ),
    { minLength: rows, maxLength: rows },
  );

const columns: fc.Arbitrary<{ count: number; columns: Columns }> = fc
  .oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 60, max: 700 }))
  .chain((count) =>
    fc.record({
      count: fc.constant(count),
      columns: fc.record({
        flags: integers(0, 255, count).map((values) => Uint8Array.from(values)),
        depth: integers(0, 65_535, count).map((values) => Uint16Array.from(values)),
        column: integers(-32_768, 32_767, count).map((values) => Int16Array.from(values)),
        object: integers(0, 0xffff_ffff, count).map((values) => Uint32Array.from(values)),
        refcount: integers(0, 300, count).map((values) =>
          Uint32Array.from(values, (value) => (value === 300 ? IMMORTAL : value)),
        ),
        delta: integers(-0x8000_0000, 0x7fff_ffff, count).map((values) => Int32Array.from(values)),
        seq: fc
          .oneof(
            integers(0, Number.MAX_SAFE_INTEGER, count),
            integers(0, 100_000, count),
            fc.array(fc.double({ noNaN: true }), { minLength: count, maxLength: count }),
          )
          .map((values) => Float64Array.from(values, (value) => value + 0)),
        value: fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'é', '1.5')), {
          minLength: count,
          maxLength: count,
        }),
      }),
    }),
  );

const small: Columns = {
  flags: Uint8Array.of(1, 0, 3),
  depth: Uint16Array.of(1, 2, 1),
  column: Int16Array.of(-1, 7, 9),
  object: Uint32Array.of(5, 70_000, 6),
  refcount: Uint32Array.of(1, IMMORTAL, 2),
  delta: Int32Array.of(1, 0, -1),
  seq: Float64Array.of(10, 20, 0),
  value: ['[1, 2]', '', "'é'"],
};
const sound = encodeColumns(SCHEMA, 3, small);

const withChecksum = (block: Buffer): Buffer => {
  block.writeUInt32LE(crc32(block.subarray(4)), 0);
  return block;
};

describe('a column block', () => {
  it('gives back every column', () => {
    fc.assert(
      fc.property(columns, ({ count, columns: given }) => {
        const decoded = decodeColumns(SCHEMA, encodeColumns(SCHEMA, count, given), 'a block');
        expect(decoded).toEqual({ count, ...given });
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the first rows of longer columns, and all values of a constant column in no bytes', () => {
    const decoded = decodeColumns(SCHEMA, encodeColumns(SCHEMA, 2, small), 'a block');
    expect(decoded.value).toEqual(['[1, 2]', '']);
    expect([...decoded.object]).toEqual([5, 70_000]);
    const constant = { n: new Uint32Array(100_000).fill(IMMORTAL) };
    const schema = { n: { type: 'u32' } } as const;
    const block = encodeColumns(schema, 100_000, constant);
    expect(block.length).toBeLessThan(64);
    expect(decodeColumns(schema, block, 'a block')).toEqual({ count: 100_000, ...constant });
  });

  it('decodes only the columns that are asked for', () => {
    const some = decodeSome(SCHEMA, ['seq', 'value'], sound, 'a block');
    expect(some).toEqual({ count: 3, seq: small.seq, value: small.value });
  });

  it('is damaged when it is cut at any byte, or longer', () => {
    for (let length = 0; length < sound.length; length++) {
      const cut = sound.subarray(0, length);
      expect(failureOf(() => decodeColumns(SCHEMA, cut, 'a block')).kind).toBe('damaged');
      const resealed = length < 4 ? cut : withChecksum(Buffer.from(cut));
      expect(failureOf(() => decodeColumns(SCHEMA, resealed, 'a block')).kind).toBe('damaged');
    }
    const longer = withChecksum(Buffer.concat([sound, Buffer.of(0)]));
    expect(failureOf(() => decodeColumns(SCHEMA, longer, 'a block')).kind).toBe('damaged');
  });

  it('is damaged when any bit of it is flipped', () => {
    for (let bit = 0; bit < sound.length * 8; bit++) {
      const flipped = Buffer.from(sound);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(failureOf(() => decodeColumns(SCHEMA, flipped, 'a block')).kind).toBe('damaged');
    }
  });

  it('is damaged or well-formed when it is forged, checksum included', () => {
    const check = (block: Buffer): void => {
      try {
        const decoded = decodeColumns(SCHEMA, block, 'a block');
        for (const [name, values] of Object.entries(decoded)) {
          if (name !== 'count') expect((values as { length: number }).length).toBe(decoded.count);
        }
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        expect(error.kind).toBe('damaged');
      }
    };
    for (let bit = 32; bit < sound.length * 8; bit++) {
      const forged = Buffer.from(sound);
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      check(withChecksum(forged));
    }
    fc.assert(
      fc.property(
        columns,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }),
        ({ count, columns: given }, changes) => {
          const block = encodeColumns(SCHEMA, count, given);
          for (const [at, byte] of changes) block[4 + (at % (block.length - 4))] = byte;
          check(withChecksum(block));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never takes more memory than its row count and sizes allow', () => {
    const bomb = encodeColumns({ n: { type: 'f64' } }, 100_000, {
      n: new Float64Array(100_000).fill(0.5),
    });
    expect(bomb.length).toBeLessThan(1000);
    // Behind the block header: name length 1, `n`, type, encoding, width, zstd, base (8), then the raw length.
    const forged = Buffer.from(bomb);
    forged.writeUInt32LE(8, 8);
    forged.writeUInt32LE(64, 16 + 2 + 12);
    const failure = failureOf(() =>
      decodeColumns({ n: { type: 'f64' } }, withChecksum(forged), 'a block'),
    );
    expect(failure.message).toMatch(/column n/);
  });
});
