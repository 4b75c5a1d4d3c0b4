// Owns the entropy that a recorded program sees: a keystream made from a seed that is kept with the session, so that a run can be
// executed again with the same hash seed and the same random numbers. Invariant: equal seeds give equal bytes, in order.

import { createCipheriv } from 'node:crypto';

const KEY_BYTES = 16;

/** Fills its argument with the next bytes. @param seed 32 hexadecimal digits */
export function createEntropy(seed: string): (target: Uint8Array) => void {
  const cipher = createCipheriv('aes-128-ctr', Buffer.from(seed, 'hex'), Buffer.alloc(KEY_BYTES));
  return (target) => target.set(cipher.update(new Uint8Array(target.length)));
}
