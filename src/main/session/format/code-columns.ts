// Owns the per-unit columns of a code object as a column block (the blobs of table `code`).
// Decoded on demand: a run that imports widely has thousands of code objects, a picture needs a few.

import type { CodeRow } from '../../../shared/model/session.ts';
import { decodeColumns } from '../columns/decode.ts';
import { encodeColumns } from '../columns/encode.ts';
import type { BlockSchema, DecodedBlock } from '../columns/schema.ts';

const UNIT_SCHEMA = {
  opcodes: { type: 'u8' },
  args: { type: 'u32' },
  lines: { type: 'i32' },
  columns: { type: 'i16' },
  endColumns: { type: 'i16' },
  argNames: { type: 'str' },
} as const satisfies BlockSchema;
const NAMES_SCHEMA = { names: { type: 'str' } } as const satisfies BlockSchema;

export type CodeUnits = DecodedBlock<typeof UNIT_SCHEMA>;

export const encodeCodeUnits = (row: CodeRow): Buffer =>
  encodeColumns(UNIT_SCHEMA, row.lines.length, row);
export const encodeNames = (names: readonly string[]): Buffer =>
  encodeColumns(NAMES_SCHEMA, names.length, { names });

/** @throws Failure('damaged') */
export const decodeCodeUnits = (data: Uint8Array, what: string): CodeUnits =>
  decodeColumns(UNIT_SCHEMA, data, what);
/** @throws Failure('damaged') */
export const decodeNames = (data: Uint8Array, what: string): readonly string[] =>
  decodeColumns(NAMES_SCHEMA, data, what).names;
