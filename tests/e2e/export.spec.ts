// What is exported from the window, read back: the columns of the contract, and rows that agree with each other.

import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'csv-parse/sync';
import { expect, test } from '../harness/app-test.ts';
import type { AppWindow } from '../harness/app-window.ts';
import type { SavedFile } from '../harness/test-host.ts';

const PROGRAM = `score = [10]
a_score = score
box = {"held": score}
del a_score
score = None
del box
id = 5
del id
`;

const EVENT_COLUMNS =
  'seq,step,file,line,function,opcode,object_id,type,label,kind,delta,refcount,cause,c_function';
const OBJECT_COLUMNS =
  'object_id,type,value,names,born_seq,born_line,collected_seq,collected_line,collection_cause,peak_refcount,final_refcount,event_count,immortal';
const STEP_COLUMNS = 'step,seq,file,line,function,depth';

type Row = Record<string, string>;

async function rowsOf(file: SavedFile, columns: string): Promise<Row[]> {
  const text = await readFile(file.path, 'utf8');
  expect(text.split('\r\n')[0]).toBe(columns);
  // Every row has as many fields as the header, or the parser refuses it.
  return parse(text, { columns: true });
}

/** Through the form beside the button. */
async function exported(
  app: AppWindow,
  table: RegExp,
  which?: RegExp,
  format?: RegExp,
  range?: RegExp,
): Promise<SavedFile> {
  await app.button('Export options').click();
  const form = app.page.getByRole('dialog', { name: 'Export' });
  const choose = async (label: string, option: RegExp): Promise<void> => {
    const list = form.getByRole('combobox', { name: label });
    const text = await list.getByRole('option').filter({ hasText: option }).innerText();
    await list.selectOption({ label: text });
  };
  if (format) await choose('Format', format);
  await choose('Table', table);
  if (which) await choose('Objects', which);
  if (range) await choose('Range', range);
  const file = await app.saved(() =>
    form.getByRole('button', { name: 'Export', exact: true }).click(),
  );
  await expect(form.getByRole('status')).toContainText(/rows? written/);
  await app.press('Escape');
  return file;
}

/** The rows of each object, in order. */
function byObject(rows: readonly Row[]): Map<string, Row[]> {
  const objects = new Map<string, Row[]>();
  for (const row of rows) {
    const id = row['object_id'] ?? '';
    objects.set(id, [...(objects.get(id) ?? []), row]);
  }
  return objects;
}

const number = (row: Row | undefined, column: string): number => Number(row?.[column]);

test('Export CSV writes the events of your objects, and their changes add up', async ({ app }) => {
  await app.record(PROGRAM);
  const file = await app.saved(() => app.button('Export CSV').click());
  expect(file.name).toMatch(/events\.csv$/);
  const rows = await rowsOf(file, EVENT_COLUMNS);
  expect(rows.length).toBeGreaterThan(20);

  const seqs = rows.map((row) => number(row, 'seq'));
  expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  let summed = 0;
  for (const changes of byObject(rows).values()) {
    if (changes[0]?.['kind'] !== 'birth') continue;
    let count = 0;
    for (const change of changes) {
      if (change['refcount'] === 'immortal') break;
      count += number(change, 'delta');
      expect(number(change, 'refcount'), JSON.stringify(change)).toBe(count);
      summed += 1;
    }
    const last = changes.at(-1);
    if (last?.['kind'] === 'collect') expect(last['refcount']).toBe('0');
  }
  expect(summed).toBeGreaterThan(15);

  const list = rows.filter(({ type, label }) => type === 'list' && label === 'score');
  expect(list[0]).toMatchObject({ kind: 'birth', line: '1', refcount: '1', delta: '1' });
  expect(list[0]).toMatchObject({ function: '<module>', opcode: 'BUILD_LIST' });
  expect(list[0]?.['file']).toMatch(/program\.py$/);
  expect(list.at(-1)).toMatchObject({ kind: 'collect', line: '6', refcount: '0', delta: '-1' });
  // Three holders at most at rest, and the value stack for a moment: score, a_score, the dictionary.
  expect(Math.max(...list.map((row) => number(row, 'refcount')))).toBeGreaterThanOrEqual(3);
});

test('objects and steps agree with the events', async ({ app }) => {
  await app.record(PROGRAM);
  const objects = await rowsOf(await exported(app, /^Objects/, /^Yours/), OBJECT_COLUMNS);
  const events = byObject(await rowsOf(await exported(app, /^Events/, /^Yours/), EVENT_COLUMNS));
  const steps = await rowsOf(await exported(app, /^Steps/), STEP_COLUMNS);

  expect(steps.map(({ line }) => line)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  expect(new Set(steps.map((row) => row['function']))).toEqual(new Set(['<module>']));
  expect(steps.map(({ depth }) => depth)).toEqual(steps.map(() => '1'));

  const list = objects.find(({ type, names }) => type === 'list' && names?.includes('score'));
  expect(list).toMatchObject({
    born_line: '1',
    collected_line: '6',
    collection_cause: 'refcount',
    final_refcount: '0',
    immortal: 'false',
  });
  expect(list?.['names']).toContain('a_score');
  const five = objects.find(({ type, value }) => type === 'int' && value === '5');
  expect(five).toMatchObject({
    names: 'id',
    collection_cause: '',
    peak_refcount: 'immortal',
    final_refcount: 'immortal',
    immortal: 'true',
  });

  for (const object of objects) {
    const id = object['object_id'] ?? '';
    const changes = events.get(id) ?? [];
    expect(changes.length, id).toBe(number(object, 'event_count'));
    if (object['immortal'] === 'true' || changes.length === 0) continue;
    const last = changes.at(-1);
    expect(last?.['refcount'], id).toBe(object['final_refcount']);
    if (object['born_seq'] !== '') expect(changes[0]?.['seq'], id).toBe(object['born_seq']);
    if (last?.['kind'] === 'collect') expect(last['seq'], id).toBe(object['collected_seq']);
    const peak = Math.max(...changes.map((row) => number(row, 'refcount')));
    if (object['born_seq'] !== '') expect(peak, id).toBe(number(object, 'peak_refcount'));
  }
});

test('the selected object alone, and all objects, can be exported', async ({ app }) => {
  await app.record(PROGRAM);
  await app.select(app.lane('box dict'));
  const box = await rowsOf(await exported(app, /^Events/, /^Selected/), EVENT_COLUMNS);
  expect(new Set(box.map(({ type, label }) => `${label} ${type}`))).toEqual(new Set(['box dict']));
  expect(box[0]?.['kind']).toBe('birth');
  expect(box.at(-1)).toMatchObject({ kind: 'collect', line: '6' });

  const all = await rowsOf(await exported(app, /^Events/, /^All/), EVENT_COLUMNS);
  expect(all.length).toBe(await app.lastSeq());
});

test('a database holds what the CSV holds, and can be fetched again', async ({ app }) => {
  await app.record(PROGRAM);
  await app.press('ControlOrMeta+Shift+P');
  await app.page.getByRole('combobox', { name: 'Command' }).fill('export sqlite');
  await app.press('Enter');
  const form = app.page.getByRole('dialog', { name: 'Export' });
  await expect(form.getByRole('combobox', { name: 'Format' })).toHaveValue('sqlite');
  await expect(form.getByRole('combobox', { name: 'Table' })).toHaveCount(0);
  const file = await app.saved(() =>
    form.getByRole('button', { name: 'Export', exact: true }).click(),
  );
  expect(file.name).toMatch(/^program .+\.db$/);
  await expect(form.getByRole('status')).toContainText(
    /^[\d,]+ events written, with their objects, steps and names/,
  );

  const database = new DatabaseSync(file.path, { readOnly: true });
  const count = (table: string) =>
    database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n'];
  const events = count('event');
  expect(count('step')).toBe(8);
  expect(
    database.prepare("SELECT end_line FROM object WHERE names LIKE '%a_score%'").get(),
  ).toMatchObject({ end_line: 6 });
  database.close();

  const again = await app.saved(() => form.getByRole('link', { name: 'Download' }).click());
  expect((await readFile(again.path)).equals(await readFile(file.path))).toBe(true);
  await app.press('Escape');
  const csv = await rowsOf(await exported(app, /^Events/, /^Yours/, /^CSV/), EVENT_COLUMNS);
  expect(csv.length).toBe(events);
});

test('the marked range, and what the timeline shows, are exported', async ({ app }) => {
  await app.record(PROGRAM);
  await app.timeline.getByRole('button', { name: 'Events', exact: true }).click();
  const canvas = await app.timeline.locator('.tl-canvas').boundingBox();
  if (!canvas) throw new Error('the lanes are not on screen');
  const { x, y, width } = canvas;
  await app.page.mouse.move(x + width * 0.5, y + 60);
  await app.page.mouse.down();
  await app.page.mouse.move(x + width * 0.7, y + 60, { steps: 5 });
  await app.page.mouse.up();
  const card = app.page.getByRole('region', { name: 'Selected range' });
  const seqOf = async (word: 'from' | 'to'): Promise<number> =>
    Number((await card.getByText(new RegExp(`^${word} `)).innerText()).replace(/\D/g, ''));
  await expect(card.getByText(/^to /)).toBeVisible();
  const [from, to] = [await seqOf('from'), await seqOf('to')];

  const marked = await exported(app, /^Events/, /^All/, /^CSV/, /^The marked range/);
  const seqs = (await rowsOf(marked, EVENT_COLUMNS)).map((row) => number(row, 'seq'));
  expect([seqs[0], seqs.at(-1)]).toEqual([Math.max(1, from), to]);
  expect(seqs.length).toBe(to - from + 1);

  // The button that was pressed last would take Enter.
  await app.playhead.focus();
  await app.press('Enter');
  await app.settled();
  const shown = await exported(app, /^Events/, /^All/, /^CSV/, /^What the timeline shows/);
  const visible = (await rowsOf(shown, EVENT_COLUMNS)).map((row) => number(row, 'seq'));
  expect(Math.abs((visible[0] ?? 0) - from)).toBeLessThanOrEqual(1);
  expect(Math.abs((visible.at(-1) ?? 0) - to)).toBeLessThanOrEqual(1);
});

test('a database that is cancelled on its way says so, and the next one is whole', async ({
  app,
}) => {
  await app.record('kept = []\nfor i in range(40_000):\n    kept = [kept[:1], str(i)]\n');
  await app.button('Export options').click();
  const form = app.page.getByRole('dialog', { name: 'Export' });
  await form.getByRole('combobox', { name: 'Format' }).selectOption('sqlite');
  const objects = form.getByRole('combobox', { name: 'Objects' });
  const all = objects.getByRole('option').filter({ hasText: /^All/ });
  await objects.selectOption({ label: await all.innerText() });
  const start = form.getByRole('button', { name: 'Export', exact: true });
  await start.click();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await expect(form).toContainText('Cancelled; nothing was left behind.');
  await expect(form.getByRole('button', { name: 'Cancel' })).toHaveCount(0);

  const file = await app.saved(() => start.click());
  const database = new DatabaseSync(file.path, { readOnly: true });
  const rows = database.prepare('SELECT count(*) AS n FROM event').get()?.['n'];
  database.close();
  expect(rows).toBe(await app.lastSeq());
});
