// Owns the entropy that a recorded program sees: a keystream made from a seed that is kept with the session, so that a run can be
// executed again with the same hash seed and the same random numbers. Invariant: equal seeds give equal bytes, in order.

import { createCipheriv } from 'node:crypto';

const KEY_BYTES = 16;

/** Fills its argument with the next bytes. @param seed 32 hexadecimal digits */
export function createEntropy(seed: string): (target: Uint8Array) => void {
  const cipher = createCipheriv('aes-128-ctr', Buffer.from(seed, 'hex'), Buffer.alloc(KEY_BYTES));
  return (target) => target.set(cipher.update(new Uint8Array(target.length)));
}

export type Entropy = ReturnType<typeof createEntropy>;

export interface DeviceFs {
  unlink(path: string): void;
  createDevice(folder: string, name: string, input: () => number): unknown;
}

/** As many bytes are drawn at once. */
const DEVICE_BYTES = 1024;

/** Makes /dev/random and /dev/urandom anew: Emscripten's ask the host. */
export function replaceRandomDevices(fs: DeviceFs, fill: Entropy): void {
  const buffer = new Uint8Array(DEVICE_BYTES);
  let left = 0;
  const next = (): number => {
    if (left === 0) {
      fill(buffer);
      left = buffer.length;
    }
    return buffer[--left] ?? 0;
  };
  for (const name of ['random', 'urandom']) {
    fs.unlink(`/dev/${name}`);
    fs.createDevice('/dev', name, next);
  }
}

type Imports = Record<string, Record<string, unknown>>;
const ENTROPY_IMPORTS = ['getentropy', 'random_get'];

/** Replaces the imports that give entropy, in place. `memory` is undefined until the program has one. */
export function replaceEntropy(
  imports: Imports,
  fill: Entropy,
  memory: () => Uint8Array | undefined,
): void {
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
