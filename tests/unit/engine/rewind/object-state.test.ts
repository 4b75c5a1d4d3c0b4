// Objects of the host are brought back as they were: the same objects, their properties, holes and bytes; and copies of bytes share what
// did not change.

import { expect, test } from 'vitest';
import { ObjectState } from '../../../../src/main/engine/rewind/object-state.ts';
import {
  copyPages,
  PAGE_BYTES,
  writePages,
} from '../../../../src/main/engine/rewind/paged-copy.ts';
import { createEntropy } from '../../../../src/main/engine/entropy.ts';

interface Node {
  name: string;
  contents: Uint8Array | Record<string, Node>;
  parent?: Node;
}

test('a tree of files is what it was, whatever was written, added and removed', () => {
  const root: Node = { name: '/', contents: {} };
  const file: Node = { name: 'a', contents: Uint8Array.of(1, 2, 3), parent: root };
  root.contents = { a: file };
  const table: (Node | undefined)[] = Array.from({ length: 8 });
  Reflect.deleteProperty(table, 3);
  table[2] = file;
  const fs = { root, table, next: 2, open: () => file };
  const state = new ObjectState(fs, () => false);
  const restore = state.save();
  const change = (): void => {
    (file.contents as Uint8Array)[1] = 99;
    const old = file.contents;
    file.contents = Uint8Array.of(5);
    expect(old).toEqual(Uint8Array.of(1, 99, 3));
    const added: Node = { name: 'b', contents: {}, parent: root };
    root.contents = { b: added };
    delete file.parent;
    table[3] = added;
    table.push(added);
    fs.next = 7;
  };
  for (let times = 0; times < 2; times++) {
    change();
    restore();
    expect(fs.root).toBe(root);
    expect(root.contents).toEqual({ a: file });
    expect(file).toEqual({ name: 'a', contents: Uint8Array.of(1, 2, 3), parent: root });
    expect([table.length, 3 in table, table[2]]).toEqual([8, false, file]);
    expect(fs.next).toBe(2);
  }
});

test('a later state is kept beside an earlier one', () => {
  const file = { bytes: Uint8Array.of(1, 2) };
  const state = new ObjectState(file, () => false);
  const first = state.save();
  file.bytes[0] = 7;
  const second = state.save();
  first();
  expect(file.bytes[0]).toBe(1);
  second();
  expect(file.bytes[0]).toBe(7);
  first();
  expect(file.bytes[0]).toBe(1);
});

test('copies share pages, are not changed by the program, and what grew is empty again', () => {
  const bytes = new Uint8Array(4 * PAGE_BYTES + 5);
  bytes[PAGE_BYTES] = 1;
  bytes[4 * PAGE_BYTES + 4] = 2;
  const first = copyPages(bytes);
  bytes[PAGE_BYTES] = 3;
  const second = copyPages(bytes, first);
  expect(second.pages.map((page, i) => page === first.pages[i])).toEqual([
    true,
    false,
    true,
    true,
    true,
  ]);
  const grown = new Uint8Array(6 * PAGE_BYTES).fill(9);
  writePages(grown, first);
  expect([grown[PAGE_BYTES], grown[4 * PAGE_BYTES + 4]]).toEqual([1, 2]);
  expect(grown.subarray(bytes.length).every((byte) => byte === 0)).toBe(true);
});

test('entropy goes on from any byte it was at', () => {
  const entropy = createEntropy('00112233445566778899aabbccddeeff');
  const next = (count: number): Uint8Array => {
    const target = new Uint8Array(count);
    entropy.fill(target);
    return target;
  };
  next(37);
  const restore = entropy.save();
  const expected = next(100);
  for (const more of [0, 3, 50]) {
    next(more);
    restore();
    expect(next(100)).toEqual(expected);
  }
});
