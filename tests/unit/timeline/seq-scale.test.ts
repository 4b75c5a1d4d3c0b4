import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lowerBound,
  seqAtX,
  upperBound,
  xAtSeq,
} from '../../../src/renderer/timeline/maths/seq-scale.ts';

const scale = { from: 10, to: 14, seqs: Float64Array.of(0, 5, 5, 6, 106) };

describe('seqAtX and xAtSeq', () => {
  it('are exact at the borders', () => {
    expect([10, 11, 12, 13, 14].map((x) => seqAtX(scale, x))).toEqual([0, 5, 5, 6, 106]);
    expect(xAtSeq(scale, 106)).toBe(14);
    expect(xAtSeq(scale, 6)).toBe(13);
  });
  it('interpolate inside a bucket', () => {
    expect(seqAtX(scale, 13.5)).toBe(56);
    expect(xAtSeq(scale, 56)).toBeCloseTo(13.5);
  });
  it('know nothing outside', () => {
    expect(seqAtX(scale, 9.9)).toBeNull();
    expect(xAtSeq(scale, 107)).toBeNull();
  });
  it('come back to the same seq', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), (steps, at) => {
        let sum = 0;
        const seqs = Float64Array.from([0, ...steps.map((n) => (sum += n))]);
        const here = { from: 3, to: 3 + steps.length, seqs };
        const seq = Math.round(at * sum);
        const x = xAtSeq(here, seq);
        expect(x).not.toBeNull();
        expect(Math.abs((seqAtX(here, x ?? 0) ?? -9) - seq)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('bounds', () => {
  it('agree with a scan', () => {
    const sorted = fc
      .array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 })
      .map((all) => Float64Array.from(all).sort());
    fc.assert(
      fc.property(sorted, fc.integer({ min: -1, max: 51 }), (values, wanted) => {
        expect(lowerBound(values, wanted)).toBe(values.filter((v) => v < wanted).length);
        expect(upperBound(values, wanted)).toBe(values.filter((v) => v <= wanted).length);
      }),
    );
  });
});
