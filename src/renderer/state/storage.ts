// Owns where the window keeps what outlives it.

/** Null where there is none: outside a browser. */
export const storage = (): Storage | null =>
  typeof localStorage === 'undefined' ? null : localStorage;
