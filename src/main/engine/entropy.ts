// Owns the entropy that a recorded program sees: a keystream made from a seed that is kept with the session, so that a run can be
// executed again with the same hash seed and the same random numbers. Invariant: equal seeds give equal bytes, in order.

import { createCipheriv } from 'node:crypto';

const KEY_BYTES = 16;

/** Fills its argument with the next bytes. @param seed 32 hexadecimal digits */
export function createEntropy(seed: string): (target: Uint8Array) => void {
  const cipher = createCipheriv('aes-128-ctr', Buffer.from(seed, 'hex'), Buffer.alloc(KEY_BYTES));
  return (target) => target.set(cipher.update(new Uint8Array(target.length)));
}

type Imports = Record<string, Record<string, unknown>>;
const ENTROPY_IMPORTS = ['getentropy', 'random_get'];

/** Replaces the imports that give entropy, in place. `memory` is undefined until the program has one. */
export function replaceEntropy(
  imports: Imports,
  seed: string,
  memory: () => Uint8Array | undefined,
): void {
  const fill = createEntropy(seed);
  const into = (address: unknown, size: unknown): number => {
    const target = memory()?.subarray(Number(address), Number(address) + Number(size));
    if (!target) return -1;
    fill(target);
    return 0;
  };
  for (const functions of Object.values(imports)) {
    for (const name of ENTROPY_IMPORTS) {
      const original = functions[name];
      // Emscripten reads properties of its imports. A bound function would be called through a wrapper of its own (docs/adr/0007).
      if (typeof original === 'function')
        functions[name] = Object.assign(
          (address: unknown, size: unknown) => into(address, size),
          original,
        );
    }
  }
}
