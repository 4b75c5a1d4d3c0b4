// Text that a stranger chose, in programs, in what they print, in names and values, in names of files and notes: it is shown as text, and
// nothing that it says happens; neither does it push the window apart.

import type { Page } from '@playwright/test';
import { test, expect } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';

/** Runs if any of it is ever taken for HTML: the page then has a mark. */
const MARKUP = `<img src=x onerror="document.body.dataset.owned='1'"><script>document.body.dataset.owned='1'</script><b>bold</b>`;
/** Reverses what follows, isolates, joins, hides: Unicode's means to make text look like other text. */
const BIDI = '\u202egnp.exe\u202c \u2066\u2067x\u2069 \u200b\u200d\ufeff';
const LONG = 'n'.repeat(3000);

const isOwned = (page: Page): Promise<boolean> =>
  page.evaluate(
    () => document.body.dataset['owned'] === '1' || document.querySelector('img[src="x"]') !== null,
  );

/** Nothing reaches beyond the window: no bars at the page itself, and the bars of the app where they were. */
const isWhole = async ({ page }: AppWindow): Promise<void> => {
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
  });
  expect(overflow).toEqual([0, 0]);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  for (const name of ['Record', 'Open', 'Export CSV']) {
    const box = await page.getByRole('button', { name, exact: true }).boundingBox();
    expect(box && [box.x >= 0, box.x + box.width <= width, box.y + box.height <= height]).toEqual([
      true,
      true,
      true,
    ]);
  }
};

const PROGRAM = `markup = ${JSON.stringify(MARKUP)}
bidi = ${JSON.stringify(BIDI)}
${LONG} = [markup, bidi]
class C:
    def __repr__(self):
        return markup
C.__name__ = C.__qualname__ = markup[:90]
held = C()
table = {markup: bidi, bidi: markup}
print(markup)
print(bidi, '\\x1b[31m', '\\x07\\x08\\x00', ${JSON.stringify(LONG)})
def f(${'m'.repeat(500)}):
    raise ValueError(markup)
try:
    f(1)
except ValueError as error:
    kept = error
# ${MARKUP} ${BIDI}
`;

test('hostile text in a program, its output, names, files and notes is shown as text', async ({
  app,
}) => {
  const { page } = app;
  await app.paste(PROGRAM);
  await page.getByRole('textbox', { name: 'File name' }).fill(`${MARKUP}${BIDI}.py`);
  await page
    .getByRole('textbox', { name: 'Arguments' })
    .fill(`'${MARKUP.replaceAll("'", '')}' ${LONG}`);
  await app.button('Record').click();
  await app.recorded();
  await expect(app.outputText).toContainText(MARKUP);
  await expect(app.names).toContainText('<img src=x');
  await isWhole(app);
  for (const name of ['markup', 'bidi', 'held']) {
    const lane = app.objects.getByRole('listitem').filter({ hasText: name }).first();
    await lane.click();
    await expect(app.inspector).toContainText(name);
    await isWhole(app);
  }
  const long = app.objects.getByRole('listitem', { name: /^n{100}/ });
  await long.click();
  await expect(app.inspector).toContainText('nnnnnnnn');
  await isWhole(app);

  await page.keyboard.press('m');
  const note = page.getByRole('textbox', { name: /^Note at event/ });
  await note.fill(`${MARKUP} ${BIDI} ${LONG.slice(0, 150)}`);
  await page.keyboard.press('Enter');
  await isWhole(app);
  await page.keyboard.press('Escape');

  await app.button('Open').click();
  await expect(page.getByRole('dialog', { name: 'Recordings' })).toBeVisible();
  await isWhole(app);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('<img');
  await isWhole(app);
  expect(await isOwned(page)).toBe(false);
});

test.describe('in a small window', () => {
  test.use({ viewport: { width: 1024, height: 700 } });

  test('very long lines and names stay inside their panes', async ({ app }) => {
    await app.record(PROGRAM);
    await app.objects.getByRole('listitem', { name: /^n{100}/ }).click();
    await isWhole(app);
    await app.page.getByRole('radio', { name: 'Edit' }).click();
    await isWhole(app);
    expect(await isOwned(app.page)).toBe(false);
  });
});
