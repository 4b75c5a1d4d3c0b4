import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { engineDefinition, enginePackageDir } from '../../../src/main/engine/catalogue.ts';
import { instrument, type InstrumentResult } from '../../../src/main/instrument/instrument.ts';
import { GLOBALS } from '../../../src/main/instrument/runtime/runtime.ts';
import { GLOBAL_EXPORT } from '../../../src/shared/model/instrumented.ts';

/** Counted by hand in each binary. */
const KNOWN = [
  {
    id: '3.12',
    evalLoop: { frameLocal: 10, instructionLocal: 4 },
    sites: { birth: 5, immortal: 14, inc: 3_000, dec: 10_000, certain: 12_900 },
  },
  {
    id: '3.13',
    evalLoop: { frameLocal: 9, instructionLocal: 5 },
    sites: { birth: 5, immortal: 3, inc: 4_000, dec: 12_000, certain: 13_000 },
  },
  {
    id: '3.14',
    evalLoop: { frameLocal: 1, instructionLocal: 3 },
    sites: { birth: 5, immortal: 9, inc: 5_000, dec: 13_000, certain: 15_000 },
  },
] as const;

describe.each(KNOWN)('binary of Python $id', ({ id, evalLoop, sites: known }) => {
  const engine = engineDefinition(id);
  const original = new Uint8Array(
    fs.readFileSync(path.join(enginePackageDir(engine), engine.wasmFile)),
  );
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
    expect(sitesByKind.birth).toBe(known.birth);
    expect(sitesByKind.immortal).toBe(known.immortal);
    expect(sitesByKind.inc).toBeGreaterThan(known.inc);
    expect(sitesByKind.inc).toBeLessThan(known.inc + 1_000);
    expect(sitesByKind.dec).toBeGreaterThan(known.dec);
    expect(sitesByKind.dec).toBeLessThan(known.dec + 1_000);
    expect(certainSites).toBeGreaterThan(known.certain);
    expect(certainSites).toBeLessThan(known.certain + 1_000);
    expect(result.sites).toHaveLength(
      Object.values(sitesByKind).reduce((sum, count) => sum + count, 0),
    );
  });

  it('places every site on an i32.store of the original', () => {
    const opcodes = new Set(result.sites.map(({ wasmOffset }) => original[wasmOffset]));
    expect([...opcodes]).toEqual([0x36]);
  });

  it('has the known locals in its eval loop', () => {
    expect(result.evalLoop).toEqual(evalLoop);
  });

  it('has every function that the catalogue names', () => {
    expect(result.stats.freeFunctions).toBe(engine.instrument.freeFunctions.length);
    expect(result.stats.wrappedFunctions).toBe(
      engine.instrument.watchedFunctions.length + (engine.instrument.reallocFunctions?.length ?? 0),
    );
  });

  it('has the static functions where they are said to be', () => {
    const named = new Set(result.sites.map(({ cFunction }) => cFunction));
    for (const { name } of engine.instrument.staticFunctions ?? []) expect(named).toContain(name);
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
      'refscope_namespace_changed',
      'refscope_publish',
      'refscope_ring_ptr',
      'refscope_set_callbacks',
      'refscope_set_cell_type',
      'refscope_set_gc_flag',
      'refscope_set_range_type',
      'refscope_set_rewind',
      'refscope_set_ring',
      'refscope_set_thread',
    ]);
  });

  it('can be made one whose eval loop is left and entered again', () => {
    const { wasm, sites } = instrument(original, { ...engine.instrument, mode: 'rewindable' });
    expect(WebAssembly.validate(wasm)).toBe(true);
    // A record of a run names its sites by number.
    expect(sites).toEqual(result.sites);
    const exports = WebAssembly.Module.exports(new WebAssembly.Module(wasm));
    const kinds = new Map(exports.map(({ name, kind }) => [name, kind]));
    expect(kinds.get('refscope_eval')).toBe('function');
    for (const name of ['wanted', 'caught', 'activations'])
      expect(kinds.get(`refscope_${name}`)).toBe('global');
    const globals = exports.filter(({ name }) => name.startsWith(GLOBAL_EXPORT));
    expect(globals.length).toBeGreaterThan(GLOBALS.length);
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
