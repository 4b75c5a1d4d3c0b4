// Owns columns of text that line up, without trailing blanks, and the folding of lines that repeat.

export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A pair of lines that comes again and again is said once, with how often. */
export function folded(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < lines.length;) {
    const times = repeats(lines, i);
    const taken = times > 1 ? 2 : 1;
    kept.push(...lines.slice(i, i + taken));
    if (times > 1) kept.push(`      (these two ${times} times)`);
    i += taken * times;
  }
  return kept;
}

function repeats(lines: readonly string[], from: number): number {
  let times = 1;
  while (
    lines[from + 1] !== undefined &&
    lines[from] === lines[from + 2 * times] &&
    lines[from + 1] === lines[from + 2 * times + 1]
  )
    times++;
  return times;
}
