import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter, MalformedBytes } from '../../../src/shared/base/bytes.ts';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const malformed = (bytes: number[], read: (reader: ByteReader) => unknown): void => {
  expect(() => read(new ByteReader(Uint8Array.from(bytes)))).toThrow(MalformedBytes);
};

describe('bytes', () => {
  it('read what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(int32, uint32, fc.uint8Array())), (items) => {
        const writer = new ByteWriter(16);
        for (const [signed, unsigned, bytes] of items)
          writer.s32(signed).u32(unsigned).sized(bytes);
        const reader = new ByteReader(writer.view());
        const read = items.map(() => {
          const [signed, unsigned] = [reader.s32(), reader.u32()];
          return [signed, unsigned, reader.take(reader.u32())];
        });
        expect(read).toEqual(items);
        expect(reader.done).toBe(true);
      }),
    );
  });

  it.each([
    [0, [0x00]],
    [-1, [0x7f]],
    [63, [0x3f]],
    [64, [0xc0, 0x00]],
    [-64, [0x40]],
    [-65, [0xbf, 0x7f]],
    [624485, [0xe5, 0x8e, 0x26]],
    [-123456, [0xc0, 0xbb, 0x78]],
    [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
  ])('write %i as the specification says', (value, bytes) => {
    expect([...new ByteWriter().s32(value).view()]).toEqual(bytes);
  });

  it('refuse to read past the end', () => {
    malformed([], (reader) => reader.u8());
    malformed([0x80], (reader) => reader.u32());
    malformed([0xff, 0xff], (reader) => reader.s32());
    malformed([1, 2], (reader) => reader.take(3));
    malformed([1, 2], (reader) => reader.part(3));
    malformed([1, 2, 3], () => new ByteReader(Uint8Array.from([1, 2, 3]), 2, 4));
    malformed([5, 1, 2], (reader) => reader.part(2).skip(3));
  });

  it('refuse integers that are too long', () => {
    malformed([0x80, 0x80, 0x80, 0x80, 0x80, 0x00], (reader) => reader.u32());
    malformed([0x80, 0x80, 0x80, 0x80, 0x80, 0x00], (reader) => reader.s32());
    malformed(new Array<number>(11).fill(0x80), (reader) => reader.skipLeb());
  });

  it('keep offsets of the whole array in a part', () => {
    const reader = new ByteReader(Uint8Array.from([9, 9, 1, 2, 3]), 2);
    const part = reader.part(2);
    expect([part.at, part.end, reader.at]).toEqual([2, 4, 4]);
  });
});
