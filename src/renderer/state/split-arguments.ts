// Owns how the one-line arguments field becomes sys.argv: as a POSIX shell splits words, without expansion of any kind.

const WORD = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"?|'[^']*'?)+/gsu;
const PART = /\\(.)|"((?:[^"\\]|\\.)*)"?|'([^']*)'?|([^"'\\]+)/gsu;

const unquote = (word: string): string =>
  word.replace(PART, (_all, escaped, double, single, plain: string | undefined) => {
    if (escaped !== undefined) return String(escaped);
    if (double !== undefined) return String(double).replace(/\\(["\\])/gu, '$1');
    return String(single ?? plain ?? '');
  });

/** `a "b c" d\ e` becomes ['a', 'b c', 'd e']. An unclosed quote runs to the end. */
export const splitArguments = (line: string): string[] => (line.match(WORD) ?? []).map(unquote);
