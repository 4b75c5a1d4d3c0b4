// Owns the step from CPython's columns to ours: CPython counts UTF-8 bytes, strings here are UTF-16 units.

const widthOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;

/** Index into `line` of a UTF-8 byte column; the line's end when the column lies beyond it. */
export const indexOfByteColumn = (line: string, column: number): number => {
  let bytes = 0;
  let index = 0;
  for (const character of line) {
    if (bytes >= column) break;
    bytes += widthOf(character.codePointAt(0) ?? 0);
    index += character.length;
  }
  return index;
};
