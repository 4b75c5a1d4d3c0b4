// Owns which names are bound at a seq. Binding intervals are sorted by their start; a tree of greatest ends over them finds the
// ones that cover a seq without reading the others (O(found * log n), 8 bytes per interval and level 0 only doubled).

import type { SessionFile } from '../session-file.ts';
import { upperBound } from './search.ts';
import { bindingRowsOf, type View } from './view.ts';

/** Rows of the binding table with fromSeq <= seq < toSeq, oldest first. */
export function bindingRowsAt(view: View, seq: number): readonly number[] {
  const { fromSeq, count } = view.file.bindings();
  const tree = endTree(view);
  const started = upperBound(fromSeq, seq, 0, count);
  const leaves = tree.length / 2;
  const found: number[] = [];
  // Node n covers `width` rows from `first` on; its children are 2n and 2n + 1.
  const visit = (node: number, first: number, width: number): void => {
    if (first >= started || (tree[node] ?? 0) <= seq) return;
    if (width === 1) {
      found.push(first);
      return;
    }
    visit(2 * node, first, width / 2);
    visit(2 * node + 1, first + width / 2, width / 2);
  };
  if (started > 0) visit(1, 0, leaves);
  return found;
}

/** Heap-ordered tree of the greatest toSeq; node 1 is the root, leaves start at length / 2. */
function endTree(view: View): Float64Array {
  return view.once('binding-ends', () => {
    const { toSeq, count } = view.file.bindings();
    let leaves = 1;
    while (leaves < count) leaves *= 2;
    const tree = new Float64Array(2 * leaves);
    tree.set(toSeq.subarray(0, count), leaves);
    for (let node = leaves - 1; node >= 1; node--) {
      tree[node] = Math.max(tree[2 * node] ?? 0, tree[2 * node + 1] ?? 0);
    }
    return tree;
  });
}

/** Above so many intervals of one object the tree is the shorter way. */
const MANY_ROWS = 2000;

/** Rows about one object that cover a seq, oldest first. */
export function bindingsOfObjectAt(view: View, object: number, seq: number): readonly number[] {
  const bindings = view.file.bindings();
  const rows = bindingRowsOf(bindings, object);
  if (rows.length > MANY_ROWS) {
    return bindingRowsAt(view, seq).filter((row) => bindings.object[row] === object);
  }
  return [...rows].filter(
    (row) => (bindings.fromSeq[row] ?? 0) <= seq && (bindings.toSeq[row] ?? 0) > seq,
  );
}

/** What a variable's scope is called: the function or class body it is local to, or the module. */
export function scopeName(file: SessionFile, variable: number): string {
  const codeId = file.variable(variable)?.codeId ?? 0;
  return codeId === 0 ? '<module>' : (file.code(codeId)?.qualname ?? `code ${codeId}`);
}
