import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../src/shared/api/wire.ts';
import { failureOf } from '../../harness/failure-of.ts';

describe('frames between window and host', () => {
  it('give back values and typed arrays as they were', () => {
    const value = {
      id: 7,
      text: 'é "quoted" \u0000',
      nothing: null,
      columns: {
        a: new Uint8Array([1, 2, 255]),
        b: new Int16Array([-5, 6]),
        c: new Uint32Array([0xffff_ffff]),
        d: new Float64Array([1.5, -0.25, Number.MAX_SAFE_INTEGER]),
        empty: new Float64Array(),
      },
      list: [{ x: new Int32Array([1, 2, 3]) }],
    };
    expect(decodeFrame(encodeFrame(value))).toEqual(value);
  });

  it('carry a part of an array, not its whole buffer', () => {
    const whole = new Float64Array([1, 2, 3, 4]);
    const frame = encodeFrame({ part: whole.subarray(1, 3) });
    expect(decodeFrame(frame)).toEqual({ part: new Float64Array([2, 3]) });
  });

  it('carry numbers that JSON has no word for', () => {
    expect(decodeFrame(encodeFrame([Infinity, -Infinity, Number.NaN]))).toEqual([
      Infinity,
      -Infinity,
      Number.NaN,
    ]);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['three bytes', new Uint8Array([1, 2, 3])],
    ['a length beyond the end', new Uint8Array([255, 255, 0, 0, 123, 125])],
    ['text that is not JSON', frameOf('{')],
    ['an array outside the frame', frameOf('{"$array":[7,0,1000]}')],
    ['an array of no known type', frameOf('{"$array":[99,0,0]}')],
    ['an array that starts nowhere', frameOf('{"$array":[0,-4,2]}')],
    ['an array of a negative count', frameOf('{"$array":[0,0,-2]}')],
    ['an array that is not described', frameOf('{"$array":null}')],
  ])('refuse %s', (_what, bytes) => {
    expect(failureOf(() => decodeFrame(bytes)).kind).toBe('bad-request');
  });
});

function frameOf(json: string): Uint8Array {
  const text = new TextEncoder().encode(json);
  const frame = new Uint8Array(64);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, 4);
  return frame;
}
