// info, export, verify and sql say the same of one session, in exactly the shape that the contract names.

import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refscope } from '../../harness/run-command.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const SESSION = folder.path('cycle.refscope');

const SOURCE = `import gc
gc.disable()
score = ['a, "quoted" text', 1.5]
other = score
del score
danger = None
loop = []
loop.append(loop)
del loop
gc.collect()
other = 5
`;

type Row = Record<string, string>;

/** A table as it comes out of stdout. */
async function rows(table: string, ...filters: string[]): Promise<Row[]> {
  const result = await refscope(['export', SESSION, '--csv', '-', '--table', table, ...filters]);
  expect([result.status, result.stderr]).toEqual([0, '']);
  return parse(result.stdout, { columns: true });
}

beforeAll(async () => {
  const file = folder.path('cycle.py');
  writeFileSync(file, SOURCE);
  const args = ['record', file, '-o', SESSION, '--', 'one', 'two words'];
  expect((await refscope(args)).status).toBe(0);
});

it('info --json has every field, and info shows the same numbers', async () => {
  const info = JSON.parse((await refscope(['info', SESSION, '--json'])).stdout) as Row;
  expect(info).toMatchObject({
    file: SESSION,
    program: 'cycle.py',
    args: ['one', 'two words'],
    python: '3.12.1',
    status: 'finished',
    statusReason: '',
    exitStatus: 0,
    gaps: 0,
    steps: 11,
  });
  for (const field of ['events', 'objects', 'collected', 'immortal', 'durationMs'])
    expect(info[field]).toBeGreaterThan(0);
  const sizes = info['sizes'] as unknown as Record<string, number>;
  expect(sizes['fileBytes']).toBe(readFileSync(SESSION).length);
  const { stdout, stderr, status } = await refscope(['info', SESSION]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain(`events       ${Number(info['events']).toLocaleString('en')}\n`);
  expect(stdout).toContain('program      cycle.py one two words\n');
});

it.each([
  [
    'events',
    'seq,step,file,line,function,opcode,object_id,type,label,kind,delta,refcount,cause,c_function',
  ],
  [
    'objects',
    'object_id,type,value,names,born_seq,born_line,collected_seq,collected_line,collection_cause,peak_refcount,final_refcount,event_count,immortal',
  ],
  ['steps', 'step,seq,file,line,function,depth'],
])('the header of %s', async (table, header) => {
  const out = folder.path(`${table}.csv`);
  const result = await refscope(['export', SESSION, '--table', table, '--csv', out]);
  expect([result.status, result.stdout]).toEqual([0, '']);
  const text = readFileSync(out, 'utf8');
  expect(text.slice(0, text.indexOf('\r\n'))).toBe(header);
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  const written = parse(text, { columns: true });
  expect(result.stderr).toBe(`refscope: wrote ${written.length} rows to ${out}\n`);
});

it('events fold to what objects says of each', async () => {
  const objects = await rows('objects');
  const events = await rows('events');
  const yours = new Map(objects.map((row) => [row['object_id'], row]));
  const counts = new Map<string, number>();
  const peaks = new Map<string, number>();
  for (const event of events) {
    const id = event['object_id'] ?? '';
    expect(yours.has(id)).toBe(true);
    expect(event['type']).toBe(yours.get(id)?.['type']);
    if (event['refcount'] === 'immortal') continue;
    const before = counts.get(id);
    const after = Number(event['refcount']);
    if (before !== undefined) expect(before + Number(event['delta'])).toBe(after);
    counts.set(id, after);
    peaks.set(id, Math.max(peaks.get(id) ?? 0, after));
  }
  for (const [id, last] of counts) {
    const row = yours.get(id) as Row;
    if (row['immortal'] === 'true') continue;
    expect([id, row['final_refcount']]).toEqual([id, String(last)]);
    expect([id, row['peak_refcount']]).toEqual([id, String(peaks.get(id))]);
    expect(row['event_count']).toBe(
      String(events.filter((event) => event['object_id'] === id).length),
    );
  }
});

it('causes of collection', async () => {
  const objects = await rows('objects');
  const cause = (name: string, type: string): string | undefined =>
    objects.find((row) => row['names']?.split(';').includes(name) && row['type'] === type)?.[
      'collection_cause'
    ];
  expect(cause('loop', 'list')).toBe('gc');
  expect(cause('other', 'list')).toBe('refcount');
  expect(objects.find((row) => row['names'] === 'other' && row['value'] === '5')).toMatchObject({
    immortal: 'true',
    peak_refcount: 'immortal',
    final_refcount: 'immortal',
    collection_cause: '',
  });
  const known = new Set(objects.map((row) => row['collection_cause']));
  expect([...known].filter((word) => !['refcount', 'gc', 'exit', ''].includes(word ?? ''))).toEqual(
    [],
  );
});

it('filters: by object, by name, by span, everything', async () => {
  const named = await rows('objects', '--name', 'score', '--name', 'loop');
  expect(named.map((row) => row['type'])).toEqual(['list', 'list']);
  const [first, second] = named.map((row) => row['object_id'] ?? '');
  const byObject = await rows('events', '--object', first ?? '', '--object', second ?? '');
  expect(byObject).toEqual(await rows('events', '--name', 'score', '--name', 'loop'));
  expect(new Set(byObject.map((row) => row['object_id']))).toEqual(new Set([first, second]));

  const seqs = byObject.map((row) => Number(row['seq']));
  const [from, to] = [seqs[2] ?? 0, seqs[5] ?? 0];
  const span = ['--from', String(from), '--to', String(to)];
  const inSpan = await rows('events', '--name', 'score', '--name', 'loop', ...span);
  expect(inSpan).toEqual(byObject.slice(2, 6));

  const info = JSON.parse((await refscope(['info', SESSION, '--json'])).stdout) as Row;
  const all = await rows('events', '--all');
  expect(all).toHaveLength(Number(info['events']));
  expect(all.map((row) => Number(row['seq']))).toEqual(all.map((_, i) => i + 1));
  expect((await rows('events')).length).toBeLessThan(all.length);
  expect(await rows('objects', '--all')).toHaveLength(Number(info['objects']));
});

it('steps are the lines in the order of running', async () => {
  const steps = await rows('steps');
  expect(steps.map((row) => Number(row['line']))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(steps.every((row) => row['function'] === '<module>' && row['depth'] === '1')).toBe(true);
  expect(steps.map((row) => row['step'])).toEqual(steps.map((_, i) => String(i + 1)));
});

it.each([
  ['an object that is not there', ['--object', '99999999'], '99999999'],
  ['a name that is not there', ['--name', 'nobody'], 'nobody'],
])('%s is said', async (_what, filter, word) => {
  const result = await refscope(['export', SESSION, '--csv', '-', ...filter]);
  expect([result.status, result.stdout]).toEqual([1, '']);
  expect(result.stderr).toMatch(/^refscope: [^\n]+\n$/);
  expect(result.stderr).toContain(word);
});

it('verify says how many gaps there are, last', async () => {
  const { status, stdout, stderr } = await refscope(['verify', SESSION]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^checked \d+ events of \d+ objects\naudited \d+ objects against memory, 0 mismatches\ngaps: 0\n$/,
  );
});

it('sql answers from the events, too', async () => {
  const statement = "SELECT count(*) AS n FROM refcount_event WHERE kind = 'birth'";
  const { status, stdout } = await refscope(['sql', SESSION, statement]);
  expect(status).toBe(0);
  const births = (await rows('events', '--all')).filter((row) => row['kind'] === 'birth');
  expect(stdout).toBe(`n\n${births.length}\n`);
});
