// Owns the source text that an instruction works on: `shelf.append(a)` of a call, `self.items` of STORE_ATTR. It tells in the words of
// the program what opcode and argument leave open. Invariant: what it returns stands in the source just so, but for a final `…`.

import { indexOfByteColumn } from '../../../shared/base/byte-column.ts';
import type { CodeRow, SourceRow } from '../../../shared/model/session.ts';
import type { SessionFile } from '../read/session-file.ts';

/** Instructions of which the text says more than their argument. */
const EXPRESSED =
  /^((LOAD|STORE|DELETE)_ATTR|LOAD_SUPER_ATTR|(BINARY|STORE|DELETE)_SUBSCR|(BINARY|STORE)_SLICE|BINARY_OP|COMPARE_OP|CALL|CALL_KW|CALL_FUNCTION_EX)$/;
/** Longer text would hide the sentence around it. */
const LONGEST = 32;

/** '' where there is none: no source, no columns, or an instruction that its argument tells better. */
export function expressionAt(
  file: SessionFile,
  code: CodeRow,
  unit: number,
  opcode: string,
): string {
  const column = code.columns[unit] ?? -1;
  if (column < 0 || !EXPRESSED.test(opcode)) return '';
  const line = linesOf(file.source(code.fileId))[(code.lines[unit] ?? 0) - 1];
  if (line === undefined) return '';
  const start = indexOfByteColumn(line, column);
  const [statement = ''] = /^(class|def) \w+/u.exec(line.slice(start)) ?? [];
  if (statement !== '' || start === line.length) return statement;
  const endColumn = code.endColumns[unit] ?? -1;
  const end = indexOfByteColumn(line, endColumn);
  // An expression over several lines ends at a column of another line.
  const isInLine = indexOfByteColumn(line, endColumn - 1) < line.length;
  const isWhole = isInLine && end > start && isBalanced(line.slice(start, end));
  return shortened(isWhole ? line.slice(start, end) : line.slice(start), isWhole);
}

function shortened(text: string, isWhole: boolean): string {
  if (isWhole && text.length <= LONGEST) return text;
  const open = text.search(/[([{]/u);
  const cut = open > 0 && open < LONGEST ? open + 1 : LONGEST - 1;
  return `${text.slice(0, cut).trimEnd()}…`;
}

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Whether every bracket is closed, those in plain strings left out. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const mark of text.replace(/'[^'\\]*'|"[^"\\]*"/gu, '').match(/[()[\]{}]/gu) ?? []) {
    const opening = CLOSING[mark];
    if (opening === undefined) open.push(mark);
    else if (open.pop() !== opening) return false;
  }
  return open.length === 0;
}

const lines = new WeakMap<SourceRow, readonly string[]>();
const NONE: readonly string[] = [];

function linesOf(source: SourceRow | null): readonly string[] {
  if (source?.text == null) return NONE;
  let known = lines.get(source);
  if (!known) {
    known = source.text.split('\n');
    lines.set(source, known);
  }
  return known;
}
