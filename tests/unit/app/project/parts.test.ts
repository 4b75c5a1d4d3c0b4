// What a window may hand over, and what comes of it: files that a browser's user chose, what a program wrote.

import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { HostAbilities } from '../../../../src/main/app/context.ts';
import { likelyEntries } from '../../../../src/main/app/project/likely-entries.ts';
import { ProjectParts } from '../../../../src/main/app/project/project-parts.ts';
import { WrittenFiles } from '../../../../src/main/app/project/written-files.ts';
import { sortOut } from '../../../../src/shared/model/project/project-rules.ts';
import { temporaryFolder } from '../../../harness/temporary-folder.ts';
import { zip } from '../../../harness/zip.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const given = (paths: readonly string[]) => ({
  kind: 'folder' as const,
  name: 'shop',
  files: paths.map((path) => ({ path, bytes: new Uint8Array(3) })),
  leftOut: [],
});

describe('a folder given by a window', () => {
  it.each(['../x.py', '/etc/passwd', 'a//b.py', 'a/./b.py', 'a/../../b.py', 'a\0b.py'])(
    'is refused with the path %j',
    async (path) => {
      await expect(new ProjectParts().give(given([path]))).rejects.toThrow(
        'is not the path of a file in it',
      );
    },
  );

  it('is sorted out by the rules of folders on the disk', async () => {
    const part = await new ProjectParts().give(
      given(['main.py', '.git/x', 'v/pyvenv.cfg', 'v/a.py', 'pkg/__main__.py', 'x.so', 'data.pyc']),
    );
    expect(part.files.map(({ path }) => path)).toEqual(['main.py', 'pkg/__main__.py']);
    expect(part.leftOut.map(({ path }) => path)).toEqual(['.git', 'data.pyc', 'v', 'x.so']);
    expect(part.entries).toEqual({ files: ['main.py'], modules: ['pkg'] });
  });

  it('is refused when it is more than the sandbox takes', async () => {
    const many = Array.from({ length: 5001 }, (_, i) => `f${i}.py`);
    await expect(new ProjectParts().give(given(many))).rejects.toThrow(
      'more than the sandbox takes',
    );
  });

  it('is forgotten when too much comes together, the oldest first', async () => {
    const parts = new ProjectParts();
    const large = (name: string) => ({
      ...given([]),
      files: Array.from({ length: 10 }, (_, i) => ({
        path: `${name}${i}.py`,
        bytes: new Uint8Array(9_000_000),
      })),
    });
    const handles = [];
    for (const name of ['a', 'b', 'c']) handles.push((await parts.give(large(name))).part);
    const choice = (handle: string) =>
      parts.choice({ folder: handle, entry: { module: 'x' }, env: {}, libraries: [] }, 'x', '');
    await expect(choice(handles[0] ?? '')).rejects.toThrow('is no longer known; choose it again');
    await expect(choice(handles[2] ?? '')).resolves.toBeDefined();
  });
});

it('a wheel given by a window is what it holds', async () => {
  const parts = new ProjectParts();
  const wheel = (bytes: Uint8Array, name = 'x-1-py3-none-any.whl') =>
    parts.give({ kind: 'wheel', name, files: [{ path: name, bytes }], leftOut: [] });
  expect(await wheel(zip({ 'x.py': '' }))).toMatchObject({
    kind: 'wheel',
    name: 'x-1-py3-none-any.whl',
  });
  await expect(wheel(zip({ 'x.so': '' }))).rejects.toThrow('holds native code (x.so)');
  await expect(wheel(Buffer.from('x'))).rejects.toThrow('not a zip archive');
  await expect(wheel(zip({}), 'x-1-cp312-linux_x86_64.whl')).rejects.toThrow('holds native code');
});

it('a folder that a dialog named is read anew for every run', async () => {
  const parts = new ProjectParts();
  writeFileSync(folder.path('main.py'), 'one');
  const { part } = await parts.choose('folder', folder.path('.'));
  writeFileSync(folder.path('main.py'), 'other');
  const { program } = await parts.choice(
    { folder: part, entry: { file: 'main.py' }, env: {}, libraries: [] },
    '',
    '',
  );
  if (!('folder' in program)) throw new Error('a folder was chosen');
  const [file] = program.folder.files;
  expect(file).toEqual({ path: 'main.py', size: 5 });
});

it('the likeliest entries come first, tests and set-up last', () => {
  const files = [
    'a.py',
    'main.py',
    'setup.py',
    'test_a.py',
    'x/__main__.py',
    'my-x/__main__.py',
    'x/y.py',
  ];
  expect(likelyEntries(files.map((path) => ({ path, size: 0 })))).toEqual({
    files: ['main.py', 'a.py', 'setup.py', 'test_a.py'],
    modules: ['x'],
  });
});

it('a folder that stays out is named once', () => {
  const all = ['node_modules/a/b.js', 'node_modules/c.js', 'x/.git/HEAD', 'ok.py'];
  expect(sortOut(all.map((path) => ({ path, size: 1 })))).toEqual({
    files: [{ path: 'ok.py', size: 1 }],
    leftOut: [
      { path: 'node_modules', reason: 'not part of the program' },
      { path: 'x/.git', reason: 'not part of the program' },
    ],
  });
});

describe('what a program wrote', () => {
  const file = (path: string, bytes = Buffer.from(path)) => ({ path: `/home/p/${path}`, bytes });
  const keep = (written: WrittenFiles, recording: string, files = [file('a/b.txt')]) =>
    written.keep(recording, { title: 'run', workingDirectory: '/home/p', files });
  const electron = (target: string | null): HostAbilities => ({
    kind: 'electron',
    chooseExport: async () => null,
    chooseSaveFolder: async () => target,
  });

  it('goes to the folder that the user chooses, and nowhere else', async () => {
    const written = new WrittenFiles();
    expect(keep(written, 'r')).toEqual([{ path: 'a/b.txt', size: 7 }]);
    expect(await written.save('r', electron(null))).toBeNull();
    expect(await written.save('r', electron(folder.path('out')))).toEqual({
      target: folder.path('out'),
      downloadUrl: null,
    });
    expect(readFileSync(folder.path('out/a/b.txt'), 'utf8')).toBe('a/b.txt');
    await expect(written.save('other', electron(null))).rejects.toThrow('no longer kept');
  });

  it('of the oldest recordings goes when it becomes too much', async () => {
    const written = new WrittenFiles();
    for (const recording of ['1', '2', '3'])
      keep(written, recording, [file('x', Buffer.alloc(100_000_000))]);
    await expect(written.save('1', electron(null))).rejects.toThrow('no longer kept');
    expect(await written.save('3', electron(null))).toBeNull();
  });
});
