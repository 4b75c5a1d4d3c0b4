// Owns the promise that state outside the program's memory can be brought back to what it was. Plain types.

/** Brings back what was saved; it can be used any number of times. */
export type Restore = () => void;

/** State of the host's that a program changes as it runs. */
export interface Savable {
  save(): Restore;
}

/** All of them as one. */
export function saveAll(parts: readonly Savable[]): Restore {
  const restores = parts.map((part) => part.save());
  return () => {
    for (const restore of restores) restore();
  };
}
