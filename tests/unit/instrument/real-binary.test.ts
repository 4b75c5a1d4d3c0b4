import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineDefinition, enginePackageDir } from '../../../src/main/engine/catalogue.ts';
import { instrument, type InstrumentResult } from '../../../src/main/instrument/instrument.ts';

const engine = engineDefinition('3.12');
const original = new Uint8Array(
  fs.readFileSync(path.join(enginePackageDir(engine), engine.wasmFile)),
);

describe('binary of Python 3.12', () => {
  let result: InstrumentResult;
  beforeAll(() => {
    result = instrument(original, engine.instrument);
  });

  it('validates after the rewrite', () => {
    expect(WebAssembly.validate(result.wasm)).toBe(true);
    expect(result.wasm.length).toBeLessThan(original.length * 1.05);
  });

  it('has the sites that were counted by hand', () => {
    const { sitesByKind, certainSites } = result.stats;
    expect(sitesByKind.birth).toBe(5);
    expect(sitesByKind.immortal).toBe(14);
    expect(sitesByKind.inc).toBeGreaterThan(3_000);
    expect(sitesByKind.inc).toBeLessThan(4_000);
    expect(sitesByKind.dec).toBeGreaterThan(10_000);
    expect(sitesByKind.dec).toBeLessThan(11_000);
    expect(certainSites).toBeGreaterThan(12_900);
    expect(result.sites).toHaveLength(
      Object.values(sitesByKind).reduce((sum, count) => sum + count, 0),
    );
  });

  it('places every site on an i32.store of the original', () => {
    const opcodes = new Set(result.sites.map(({ wasmOffset }) => original[wasmOffset]));
    expect([...opcodes]).toEqual([0x36]);
  });

  it('has the known locals in its eval loop', () => {
    expect(result.evalLoop).toEqual({ frameLocal: 10, instructionLocal: 4 });
  });

  it('has every function that the catalogue names, but for those other versions have', () => {
    expect(result.stats.freeFunctions).toBe(engine.instrument.freeFunctions.length);
    expect(result.stats.wrappedFunctions).toBeGreaterThanOrEqual(8);
  });

  it('keeps imports and exports and adds the runtime', () => {
    const before = new WebAssembly.Module(original);
    const after = new WebAssembly.Module(result.wasm);
    expect(WebAssembly.Module.imports(after)).toEqual(WebAssembly.Module.imports(before));
    const known = WebAssembly.Module.exports(before).length;
    const added = WebAssembly.Module.exports(after).slice(known);
    expect(added.map(({ name }) => name).sort()).toEqual([
      'refscope_append',
      'refscope_memory',
      'refscope_publish',
      'refscope_ring_ptr',
      'refscope_set_callbacks',
      'refscope_set_gc_flag',
      'refscope_set_ring',
      'refscope_set_thread',
    ]);
  });

  it('finds room for every store in discovery mode', () => {
    const { wasm, sites } = instrument(original, { ...engine.instrument, mode: 'discovery' });
    expect(WebAssembly.validate(wasm)).toBe(true);
    expect(sites.length).toBeGreaterThan(result.sites.length);
    expect(sites.length).toBeLessThan(65_536);
  });

  it('comes out the same every time', () => {
    expect(Buffer.from(instrument(original, engine.instrument).wasm).equals(result.wasm)).toBe(
      true,
    );
  });
});
