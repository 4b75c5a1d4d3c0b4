// Small programs, recorded on the real engine and compared whole, as text. `npm run golden:update` writes the texts anew:
// read the difference before committing it.

import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { recordProgram } from '../harness/record.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { goldenText } from './golden-text.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const programs = readdirSync(new URL('programs', import.meta.url))
  .filter((name) => name.endsWith('.py'))
  .map((name) => name.slice(0, -3));

test('every expected text has its program', () => {
  const texts = readdirSync(new URL('expected', import.meta.url));
  expect(texts.filter((name) => !programs.includes(name.replace(/\.txt$/, '')))).toEqual([]);
});

test.each(programs)('%s', async (name) => {
  const source = readFileSync(new URL(`programs/${name}.py`, import.meta.url), 'utf8');
  const run = await recordProgram(folder.path('.'), source);
  expect(run.stderr).toBe('');
  const session = run.open();
  const text = await goldenText(session, source);
  session.close();
  await expect(text).toMatchFileSnapshot(`expected/${name}.txt`);
});
