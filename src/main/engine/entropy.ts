// Owns the entropy that a recorded program sees: a keystream made from a seed that is kept with the session, so that a run can be
// executed again with the same hash seed and the same random numbers. Invariant: equal seeds give equal bytes, in order.

import { createCipheriv, type Cipheriv } from 'node:crypto';
import type { Savable } from './rewind/savable.ts';

const KEY_BYTES = 16;

export interface Entropy extends Savable {
  /** Fills its argument with the next bytes. */
  fill(target: Uint8Array): void;
}

/** @param seed 32 hexadecimal digits */
export function createEntropy(seed: string): Entropy {
  let at = 0;
  let cipher = keystream(seed, at);
  return {
    fill: (target) => {
      target.set(cipher.update(new Uint8Array(target.length)));
      at += target.length;
    },
    save: () => {
      const saved = at;
      return () => {
        if (at === saved) return;
        at = saved;
        cipher = keystream(seed, at);
      };
    },
  };
}

/** From byte `at` on: the counter is that of its block. */
function keystream(seed: string, at: number): Cipheriv {
  const counter = Buffer.alloc(KEY_BYTES);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / KEY_BYTES)), KEY_BYTES - 8);
  const cipher = createCipheriv('aes-128-ctr', Buffer.from(seed, 'hex'), counter);
  cipher.update(new Uint8Array(at % KEY_BYTES));
  return cipher;
}

export interface DeviceFs {
  unlink(path: string): void;
  createDevice(folder: string, name: string, input: () => number): unknown;
}

/** As many bytes are drawn at once. */
const DEVICE_BYTES = 1024;

/** Makes /dev/random and /dev/urandom anew: Emscripten's ask the host. */
export function replaceRandomDevices(fs: DeviceFs, { fill }: Entropy): Savable {
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
  return {
    save: () => {
      const [bytes, bytesLeft] = [buffer.slice(), left];
      return () => {
        buffer.set(bytes);
        left = bytesLeft;
      };
    },
  };
}

type Imports = Record<string, Record<string, unknown>>;
const ENTROPY_IMPORTS = ['getentropy', 'random_get'];

/** Replaces the imports that give entropy, in place. `memory` is undefined until the program has one. */
export function replaceEntropy(
  imports: Imports,
  { fill }: Entropy,
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
