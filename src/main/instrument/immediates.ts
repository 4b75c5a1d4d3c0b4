// Owns reading the parts of a function body that are more than a number: declarations of locals, places in memory,
// catch clauses.

import { MalformedBytes, type ByteReader } from '../../shared/base/bytes.ts';
import { MEMARG_HAS_INDEX } from './wasm-format.ts';

const SMALLEST_TYPE_CODE = 0x40;

/** Steps over the declarations of locals and counts them, parameters included. */
export function readLocalCount(reader: ByteReader, params: number): number {
  // The limit of engines (JS API spec, "Limits"); without it a few bytes could ask for gigabytes.
  const limit = 50_000;
  let count = params;
  const groups = reader.u32();
  for (let i = 0; i < groups; i++) {
    count += reader.u32();
    if (count > limit) throw new MalformedBytes('a function declares too many locals', reader.at);
    if (reader.u8() < SMALLEST_TYPE_CODE)
      throw new MalformedBytes('a local has no type', reader.at);
  }
  return count;
}

export function readMemoryArgument(reader: ByteReader): { memory: number; offset: number } {
  const align = reader.u32();
  const memory = align & MEMARG_HAS_INDEX ? reader.u32() : 0;
  return { memory, offset: reader.u32() };
}

/** Labels of a try_table's clauses. */
export function readCatchLabels(reader: ByteReader): number[] {
  const count = reader.u32();
  const labels: number[] = [];
  for (let i = 0; i < count; i++) {
    const kind = reader.u8();
    // catch and catch_ref name a tag, catch_all and catch_all_ref do not.
    if (kind < 2) reader.u32();
    labels.push(reader.u32());
  }
  return labels;
}
