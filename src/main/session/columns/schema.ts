// Owns what a column block can hold: column types, their arrays, and how a schema of named columns maps to both.
// Must not know bytes or compression. Invariant: the codes below are written to files; they never change meaning.

/** Index = code in the file. `str` columns are arrays of strings, all others typed arrays of that element type. */
export const COLUMN_TYPES = ['u8', 'u16', 'i16', 'u32', 'i32', 'f64', 'str'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface ColumnArrays {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i16: Int16Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  readonly str: readonly string[];
}
export type NumericType = Exclude<ColumnType, 'str'>;
export type NumericArray = ColumnArrays[NumericType];

/**
 * - `plain`: value minus the least value of the block
 * - `delta`: zigzag of the difference to the value before; for columns that rise or stay near
 * `f64` columns hold integers (sequence numbers) and are always tried as `delta`, then kept raw.
 */
export type Transform = 'plain' | 'delta';

export interface ColumnSpec {
  readonly type: ColumnType;
  readonly transform?: Transform;
}
export type BlockSchema = Readonly<Record<string, ColumnSpec>>;

/** The columns of a block with that schema; all have as many entries as the block has rows. */
export type ColumnsOf<Schema extends BlockSchema> = {
  readonly [Name in keyof Schema]: ColumnArrays[Schema[Name]['type']];
};
export type DecodedBlock<Schema extends BlockSchema> = ColumnsOf<Schema> & {
  readonly count: number;
};

/** How the values of a column became bytes; index = code in the file. */
export const ENCODINGS = ['plain', 'delta', 'raw', 'strings'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** First word of a block after its checksum: `RCB1`. */
export const BLOCK_MAGIC = 0x3142_4352;
export const BLOCK_HEADER_BYTES = 16;
/** Behind the column's name. */
export const COLUMN_HEADER_BYTES = 20;
/** More rows than this in one block are refused, so that a forged header cannot ask for much memory. */
export const MAX_BLOCK_ROWS = 1 << 22;
/** Decompressed size of one column. */
export const MAX_COLUMN_BYTES = 1 << 28;

export const newNumericArray = (type: NumericType, length: number): NumericArray => {
  switch (type) {
    case 'u8':
      return new Uint8Array(length);
    case 'u16':
      return new Uint16Array(length);
    case 'i16':
      return new Int16Array(length);
    case 'u32':
      return new Uint32Array(length);
    case 'i32':
      return new Int32Array(length);
    case 'f64':
      return new Float64Array(length);
  }
};
