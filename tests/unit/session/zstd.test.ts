import { constants, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isWholeFrame } from '../../../src/main/session/columns/zstd-frame.ts';
import { zstdBytes, zstdFrame } from '../../../src/main/session/columns/zstd.ts';

const made = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * i * 31) >>> 4);
const LENGTHS = [0, 1, 255, 256, 65_535, 200_000, 5_000_000];

describe('a frame', () => {
  test('comes back as it was, whatever came before it', () => {
    for (const length of [...LENGTHS, ...LENGTHS.toReversed()]) {
      const bytes = made(length);
      expect(Buffer.compare(zstdBytes(zstdFrame(bytes), length), bytes)).toBe(0);
    }
  });

  test('is whole, and not when a byte is missing or too many', () => {
    for (const length of LENGTHS) {
      const frames = [0, 1].map((flag) =>
        zstdCompressSync(made(length), { params: { [constants.ZSTD_c_checksumFlag]: flag } }),
      );
      for (const frame of [zstdFrame(made(length)), ...frames]) {
        expect(isWholeFrame(frame)).toBe(true);
        expect(isWholeFrame(frame.subarray(0, -1))).toBe(false);
        expect(isWholeFrame(Buffer.concat([frame, Buffer.of(0)]))).toBe(false);
      }
    }
    expect(isWholeFrame(new Uint8Array())).toBe(false);
    expect(isWholeFrame(made(50))).toBe(false);
  });

  test('that is damaged or cut off is told by what it gives, and the next is read as if nothing had been', () => {
    const bytes = made(10_000);
    const frame = zstdFrame(bytes);
    for (let at = 5; at < frame.length; at += 7) {
      const damaged = frame.slice();
      damaged[at] = (damaged[at] as number) ^ 0x55;
      try {
        zstdBytes(damaged, bytes.length);
      } catch {
        // Some changes give other bytes of the same length: a block's checksum tells those.
      }
      // Node says nothing of a frame that was cut off; the length does.
      expect(zstdBytes(frame.subarray(0, at), bytes.length).length).toBeLessThan(bytes.length);
      expect(Buffer.compare(zstdBytes(frame, bytes.length), bytes)).toBe(0);
    }
    expect(() => zstdBytes(frame, bytes.length - 1)).toThrow();
  });
});
