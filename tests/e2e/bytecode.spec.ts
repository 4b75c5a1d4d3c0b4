// The bytecode of the current line, and the instruction that the playhead stands on.

import { expect, test } from '../harness/app-test.ts';

test('the bytecode of the line is shown, with what each instruction took and let go', async ({
  app,
}) => {
  await app.record('shelf = []\nthing = [1]\nshelf.append(thing)\nprint(shelf)\n');
  await app.goToLine(3);
  await app.press('o');
  const panel = app.code.getByRole('region', { name: 'Bytecode of line 3' });
  await expect(panel.getByRole('row')).toContainText([
    'Offset',
    /LOAD_NAME\s*shelf/,
    /LOAD_ATTR\s*append/,
    /LOAD_NAME\s*thing/,
    'CALL',
    'POP_TOP',
  ]);
  await expect(panel.getByRole('row', { name: /LOAD_NAME thing/ })).toContainText('+1');
  await app.press('ArrowRight');
  await expect(panel.locator('tr[aria-current="true"]')).toHaveCount(1);
  await app.press('Shift+ArrowRight');
  await app.press('Shift+ArrowRight');
  await app.press('o');
  await expect(app.code.getByRole('region')).toHaveCount(0);
});
