// Owns what verbs share: errors of usage (exit status 2) and option values.

/** The command line itself is wrong. */
export class UsageError extends Error {}

/** A parser of option values: a whole number of at least `least`. */
export function wholeNumber(name: string, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
      throw new UsageError(`${name} ${text}: give a whole number of at least ${least}.`);
    return value;
  };
}

/** A line of the command's own, beside the program's output. */
export const say = (line: string): void => void process.stderr.write(`refscope: ${line}\n`);

/** For options that may be given many times. */
export const collect = <Value>(values: readonly Value[], value: Value): readonly Value[] => [
  ...values,
  value,
];
