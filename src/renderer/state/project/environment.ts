// Owns how the text of the environment field becomes variables: a line NAME=VALUE each, as a .env file has it, without quotes.

export interface Environment {
  readonly env: Readonly<Record<string, string>>;
  /** What is wrong with the first bad line, '' when none is. */
  readonly problem: string;
}

/** Blank lines and lines that start with # are none. A name that comes twice has the last value. */
export const parseEnvironment = (text: string): Environment => {
  const env: Record<string, string> = {};
  for (const [i, raw] of text.split(/\r?\n/u).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const at = line.indexOf('=');
    if (at < 1) return { env, problem: `Environment, line ${i + 1}: write NAME=VALUE.` };
    env[line.slice(0, at).trim()] = line.slice(at + 1);
  }
  return { env, problem: '' };
};
