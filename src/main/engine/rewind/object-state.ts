// Owns bringing back JavaScript objects, such as those of Emscripten's file system: from one object on, the properties of all that can be
// reached, and the bytes of arrays. Must not know what they are. Invariant: objects keep their identity; functions are not looked into.

import type { Restore } from './savable.ts';

type Bag = Record<string, unknown>;

/** Bytes as they were, by the array that held them: the next copy shares what did not change. */
type Bytes = Map<ArrayBufferView, Uint8Array>;

interface Saved {
  readonly object: Bag;
  readonly properties: Bag;
  /** Of an array. */
  readonly length: number | null;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

export class ObjectState {
  readonly #root: object;
  readonly #isOpaque: (value: object) => boolean;
  #bytes: Bytes = new Map();

  /** @param isOpaque it is kept as it is, and not looked into */
  constructor(root: object, isOpaque: (value: object) => boolean) {
    this.#root = root;
    this.#isOpaque = isOpaque;
  }

  save(): Restore {
    const bytes: Bytes = new Map();
    const bags: Saved[] = [];
    const seen = new Set<object>([this.#root]);
    for (const value of seen) {
      if (ArrayBuffer.isView(value)) {
        bytes.set(value, this.#copy(value));
        continue;
      }
      const properties = { ...(value as Bag) };
      const length = Array.isArray(value) ? value.length : null;
      bags.push({ object: value as Bag, properties, length });
      for (const property of Object.values(properties))
        if (typeof property === 'object' && property !== null && !this.#isOpaque(property))
          seen.add(property);
    }
    this.#bytes = bytes;
    return () => {
      bags.forEach(bringBack);
      for (const [array, copy] of bytes) bytesOf(array).set(copy);
      this.#bytes = bytes;
    };
  }

  #copy(array: ArrayBufferView): Uint8Array {
    const now = bytesOf(array);
    const before = this.#bytes.get(array);
    return before && Buffer.compare(before, now) === 0 ? before : now.slice();
  }
}

/** A table has holes, and a length that matters. */
function bringBack({ object, properties, length }: Saved): void {
  for (const name of Object.keys(object)) if (!(name in properties)) delete object[name];
  if (length !== null) object['length'] = length;
  for (const [name, value] of Object.entries(properties))
    if (object[name] !== value || !(name in object)) object[name] = value;
}
