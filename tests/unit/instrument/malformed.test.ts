import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { instrument } from '../../../src/main/instrument/instrument.ts';
import { Failure } from '../../../src/shared/base/failure.ts';
import { EVAL, NEW_REFERENCE, TOY_OPTIONS, toyModule } from './toy-engine.ts';

const FUNCTIONS = `${NEW_REFERENCE}
  (func (export "free") (param i32))
  (func (export "realloc") (param i32 i32) (result i32) (local.get 0))
  (func (export "watched") (param i32) (result i32)
    (loop $l (br_if $l (local.get 0)))
    (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 2))))`;

let valid: Uint8Array;
beforeAll(async () => {
  valid = await toyModule(FUNCTIONS);
});

/** What instrument() made of it, or the Failure it threw. Anything else fails the test. */
function attempt(bytes: Uint8Array): Uint8Array | Failure {
  try {
    return instrument(bytes, TOY_OPTIONS).wasm;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

describe('malformed input', () => {
  it('that ends at any byte is refused, or is valid', () => {
    expect(attempt(valid)).toBeInstanceOf(Uint8Array);
    for (let length = 0; length < valid.length; length++) {
      const outcome = attempt(valid.slice(0, length));
      if (!(outcome instanceof Failure))
        expect([length, WebAssembly.validate(outcome as Uint8Array<ArrayBuffer>)]).toEqual([
          length,
          true,
        ]);
      else expect(outcome.kind).toBe('engine');
    }
  });

  it('with a wrong byte anywhere gives a result or a Failure', () => {
    fc.assert(
      fc.property(fc.nat(valid.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = valid.slice();
        bytes[at] = byte;
        attempt(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it('says what is wrong, where, and what to do', () => {
    expect(() => instrument(Uint8Array.from([1, 2, 3, 4]), TOY_OPTIONS)).toThrow(
      /^The engine's binary is damaged \(at byte 1: .*\); reinstall the engine's npm package\.$/,
    );
  });

  it('without the functions that an engine has is refused', async () => {
    for (const evalFunction of ['nowhere', 'lookup', 'new_reference'])
      expect(() => instrument(valid, { ...TOY_OPTIONS, evalFunction })).toThrow(Failure);
    expect(() => instrument(valid, { ...TOY_OPTIONS, dictLookupFunction: 'free' })).toThrow(
      Failure,
    );
    expect(() => instrument(valid, { ...TOY_OPTIONS, reallocFunctions: ['free'] })).toThrow(
      Failure,
    );
    expect(() =>
      instrument(valid, {
        ...TOY_OPTIONS,
        reallocFunctions: ['realloc'],
        watchedFunctions: ['realloc'],
      }),
    ).toThrow(Failure);
  });

  it('with two dispatch tables is refused', async () => {
    const table = Array.from({ length: 256 }, () => '0').join(' ');
    const second = `(block $again (br_table ${table} (local.get $opcode)))`;
    const twoTables = EVAL.replace('(block $next', `${second} (block $next`);
    const bytes = await toyModule(FUNCTIONS, twoTables);
    expect(() => instrument(bytes, TOY_OPTIONS)).toThrow(/eval has 2 dispatch tables/);
  });

  it('that is instrumented already is refused', () => {
    const { wasm } = instrument(valid, TOY_OPTIONS);
    expect(() => instrument(wasm, TOY_OPTIONS)).toThrow(/instrumented already/);
  });
});
