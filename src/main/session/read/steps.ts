// Owns work that can be left off between any two of its steps, a few milliseconds each: what reads a column of every object. Whoever
// runs it answers other questions in between, or drops it. Invariant: a step leaves nothing half done that others see.

/** `next` does a step; the last one gives the value. */
export type Steps<Value> = Generator<void, Value, void>;

/** All steps at once. */
export function finish<Value>(steps: Steps<Value>): Value {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Does steps until they are done or the time is over; null: there are more. `now` is in milliseconds. */
export function advance<Value>(
  steps: Steps<Value>,
  budgetMs: number,
  now: () => number = () => performance.now(),
): { readonly value: Value } | null {
  const until = now() + budgetMs;
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return { value };
    if (now() >= until) return null;
  }
}
