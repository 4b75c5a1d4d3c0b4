// Owns which of Emscripten's objects are the state of the program's files: all that its file system leads to.

import { ObjectState } from './object-state.ts';
import type { Savable } from './savable.ts';

/** Never changed in place, or nothing of the program's. */
const isOpaque = (value: object): boolean =>
  value instanceof Date ||
  value instanceof ArrayBuffer ||
  value instanceof SharedArrayBuffer ||
  value instanceof Promise ||
  value instanceof WeakMap;

export const fileState = (fs: object): Savable => new ObjectState(fs, isOpaque);
