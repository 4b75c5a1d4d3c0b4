// Owns which of an object's names it goes by. Every instance whose methods run is first of all `self`: a name that everything has
// tells nothing apart. Pure.

const RECEIVERS: ReadonlySet<string> = new Set(['self', 'cls']);

/** Whether a name is one that methods give to whatever they are called on. */
export const isReceiver = (name: string): boolean => RECEIVERS.has(name);

/** The first name that is no method's receiver; else the first; '' for none. */
export const labelName = (names: readonly string[]): string =>
  names.find((name) => !isReceiver(name)) ?? names[0] ?? '';
