import { expect, test } from 'vitest';
import { expressionAt } from '../../../src/main/session/query/expression-at.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { CodeRow } from '../../../src/shared/model/session.ts';

/** The text of an instruction at [column, endColumn) of the first line of a source. */
function at(text: string, column: number, endColumn: number, opcode = 'CALL'): string {
  const source = { id: 1, path: 'a.py', text, yours: true };
  const code = {
    fileId: 1,
    lines: Int32Array.of(1),
    columns: Int16Array.of(column),
    endColumns: Int16Array.of(endColumn),
  };
  // The two methods and four columns that are read.
  return expressionAt(
    { source: () => source } as unknown as SessionFile,
    code as unknown as CodeRow,
    0,
    opcode,
  );
}

test('the source text of a call, an attribute or an item', () => {
  expect(at('x = shelf.append(a)', 4, 19)).toBe('shelf.append(a)');
  expect(at("table['key'] = 1", 0, 12, 'STORE_SUBSCR')).toBe("table['key']");
  expect(at('self.items = 1', 0, 10, 'STORE_ATTR')).toBe('self.items');
});

test('columns are UTF-8 bytes', () => {
  expect(at("'é' + f(x)", 7, 11)).toBe('f(x)');
});

test('long text, and text over several lines, ends with an ellipsis', () => {
  expect(at('print("a very long text that goes on and on", 1, 2, 3)', 0, 54)).toBe('print(…');
  expect(at('call(a,\n     another_one)', 0, 17)).toBe('call(…');
  expect(at('call(first, second,\n     x)', 0, 7)).toBe('call(…');
  expect(at('f("(")', 0, 6)).toBe('f("(")');
  expect(at('(alpha\n  + beta)', 1, 8, 'BINARY_OP')).toBe('alpha…');
  expect(at('class Node:\n  pass', 0, 6)).toBe('class Node');
});

test('nothing where there is no source, no column, or an argument that tells it', () => {
  expect(at('x', -1, -1)).toBe('');
  expect(at('', 4, 9)).toBe('');
  expect(at('x', 0, 1, 'LOAD_NAME')).toBe('');
});
