// Owns what a store to a reference count is called. A site is one `i32.store` of the engine's binary.

/**
 * - `birth`: stores the first count (1) of a new object and makes its address live
 * - `inc`, `dec`: old value plus or minus one
 * - `add`: old value plus something else (known or not)
 * - `set`: a value that does not come from the old one (Py_SET_REFCNT, resurrection)
 * - `immortal`: stores the immortal constant
 */
export const SITE_KINDS = ['birth', 'inc', 'dec', 'add', 'set', 'immortal'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

export interface Site {
  readonly kind: SiteKind;
  /** Name of the C function that holds the store, or `func N` where the binary has no name for it. */
  readonly cFunction: string;
  /** Byte offset of the store in the original binary. */
  readonly wasmOffset: number;
  /** False: value numbering only suspects the store, the live-object bitmap decides at run time. */
  readonly certain: boolean;
}
