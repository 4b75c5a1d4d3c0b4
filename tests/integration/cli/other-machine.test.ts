// A recording runs again on a machine in another time zone and of another language as it ran where it was made: both reach the
// program's memory while Python starts, and every address and instruction number behind them.

import { writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { refscope } from '../../harness/run-command.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const SOURCE = `import os, time
summer = time.mktime((2024, 7, 1, 0, 0, 0, 0, 0, -1))
print(time.tzname, time.timezone, time.localtime(0)[:5], summer, os.environ['LANG'])
made = [1.5]
`;
const HERE = { TZ: 'Asia/Tokyo', LANG: 'fr_FR.UTF-8', LC_ALL: 'fr_FR.UTF-8' };
const THERE = { TZ: 'America/New_York', LANG: 'zh_Hant_TW.UTF-8', LC_ALL: 'zh_Hant_TW.UTF-8' };

test.each(ENGINES.map(({ id }) => id))('on Python %s', async (python) => {
  const program = folder.path('prog.py');
  writeFileSync(program, SOURCE);
  const session = folder.path(`${python}.refscope`);
  const args = ['record', program, '--python', python, '-o', session];
  const recorded = await refscope(args, { env: HERE });
  expect(recorded.stdout).toContain('-32400 (1970, 1, 1, 9, 0) 1719759600.0 en_US.UTF-8');
  const { status, stdout } = await refscope(['verify', session, '--rerun'], { env: THERE });
  expect(stdout).toContain('the same run');
  expect(status).toBe(0);
});
