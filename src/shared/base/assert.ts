/** Throws an Error with `message` when `condition` is false: for states that only a defect of ours can reach. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Internal error: ${message}`);
}

/** The value, or an Error that names it when it is null or undefined. */
export function present<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`Internal error: no ${name}`);
  return value;
}
