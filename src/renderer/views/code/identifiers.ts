// Owns which names a line of Python mentions.

/** Names that occur as identifiers in a line of Python, in order, once each. Strings and comments are not told apart. */
export const identifiersIn = (line: string): readonly string[] => [
  ...new Set(line.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []),
];
