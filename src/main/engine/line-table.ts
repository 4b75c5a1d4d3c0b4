// Owns decoding of a code object's location table (co_linetable, PEP 626 and 657; format: Objects/locations.md of CPython)
// and exception table. Pure: bytes in, arrays out.

export interface Locations {
  /** Per code unit; 0: no line. */
  readonly lines: Int32Array;
  /** 0-based UTF-8 byte offsets; -1: not known. */
  readonly columns: Int16Array;
  readonly endColumns: Int16Array;
}

const MAX_COLUMN = 32_767;

class TableReader {
  at = 0;
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  get done(): boolean {
    return this.at >= this.#bytes.length;
  }
  byte(): number {
    return this.#bytes[this.at++] ?? 0;
  }
  /** Six bits a byte, least significant first, bit 6 continues. */
  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 6) {
      const byte = this.byte();
      value += (byte & 63) * 2 ** shift;
      if ((byte & 64) === 0 || this.done) return value;
    }
  }
  signedVarint(): number {
    const value = this.varint();
    return value & 1 ? -(value >>> 1) : value >>> 1;
  }
}

interface Entry {
  line: number;
  column: number;
  endColumn: number;
}

const FORM = { oneLine: 10, noColumn: 13, long: 14, none: 15 } as const;

/** Reads what follows the first byte of an entry; `line` is the running line, which it returns moved. */
function readEntry(
  reader: TableReader,
  code: number,
  line: number,
): { next: number; entry: Entry } {
  if (code === FORM.none) return { next: line, entry: { line: 0, column: -1, endColumn: -1 } };
  if (code === FORM.long) {
    const next = line + reader.signedVarint();
    reader.varint();
    const column = reader.varint() - 1;
    return { next, entry: { line: next, column, endColumn: reader.varint() - 1 } };
  }
  if (code === FORM.noColumn) {
    const next = line + reader.signedVarint();
    return { next, entry: { line: next, column: -1, endColumn: -1 } };
  }
  if (code >= FORM.oneLine) {
    const next = line + code - FORM.oneLine;
    const column = reader.byte();
    return { next, entry: { line: next, column, endColumn: reader.byte() } };
  }
  const packed = reader.byte();
  const column = code * 8 + (packed >> 4);
  return { next: line, entry: { line, column, endColumn: column + (packed & 15) } };
}

export function decodeLocations(
  table: Uint8Array,
  firstLine: number,
  unitCount: number,
): Locations {
  const lines = new Int32Array(unitCount);
  const columns = new Int16Array(unitCount).fill(-1);
  const endColumns = new Int16Array(unitCount).fill(-1);
  const reader = new TableReader(table);
  let line = firstLine;
  let unit = 0;
  while (!reader.done && unit < unitCount) {
    const first = reader.byte();
    const { next, entry } = readEntry(reader, (first >> 3) & 15, line);
    line = next;
    const end = Math.min(unit + (first & 7) + 1, unitCount);
    lines.fill(entry.line, unit, end);
    columns.fill(Math.min(entry.column, MAX_COLUMN), unit, end);
    endColumns.fill(Math.min(entry.endColumn, MAX_COLUMN), unit, end);
    unit = end;
  }
  return { lines, columns, endColumns };
}

/** Units at which an exception handler starts. The table's varints have the most significant six bits first. */
export function exceptionHandlers(table: Uint8Array): number[] {
  const handlers: number[] = [];
  let at = 0;
  const varint = (): number => {
    let byte = table[at++] ?? 0;
    let value = byte & 63;
    while (byte & 64 && at < table.length) {
      byte = table[at++] ?? 0;
      value = (value << 6) | (byte & 63);
    }
    return value;
  };
  while (at < table.length) {
    varint();
    varint();
    handlers.push(varint());
    varint();
  }
  return handlers;
}
