// The choice between all changes of an object and those that last.

import { expect, test } from '../harness/app-test.ts';

const PROGRAM = `a = [1]
b = a
print(a, b)
pair = (a, b)
del pair
`;

test('only lasting changes are told, by choice or by key', async ({ app }) => {
  await app.record(PROGRAM);
  await app.press('End');
  await app.select(app.lane('a list'));
  const why = app.inspector.getByRole('region', { name: 'Why' });
  await app.goToLine(3);
  await expect(why).toContainText('LOAD_NAME a pushed it on the value stack');
  await why.getByRole('radio', { name: 'Lasting' }).click();
  await expect(why.getByRole('listitem')).toHaveCount(2);
  await expect(why.getByRole('listitem').first()).toContainText(
    'STORE_NAME: the namespace took a reference for b',
  );
  await expect(why.getByRole('listitem').first()).toContainText('count 2');
  await app.press('l');
  await expect(why.getByRole('radio', { name: 'All' })).toBeChecked();
  await expect(why).toContainText('LOAD_NAME a pushed it on the value stack');
});
