import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseExample, readExamples } from '../../../src/main/app/examples.ts';
import { writeAtomically } from '../../../src/main/app/files.ts';
import { OutputText } from '../../../src/main/app/output-text.ts';
import { readProgram, readProgramBytes } from '../../../src/main/app/program-file.ts';
import { titleFor } from '../../../src/main/app/recordings.ts';
import { temporaryFolder, type TemporaryFolder } from '../../harness/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('examples', () => {
  it('have a title, a summary and a program each, and ids that differ', async () => {
    const examples = await readExamples();
    expect(examples.length).toBeGreaterThanOrEqual(6);
    expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length);
    for (const { title, summary, source } of examples) {
      expect(title).not.toBe('');
      expect(summary).not.toBe('');
      expect(source.split('\n').length).toBeGreaterThan(5);
    }
  });

  it('keep their header in the source, so that lines count as in the file', () => {
    const source = '# Title\n# One\n# two.\n\nx = 1\n';
    expect(parseExample('07_some_id.py', source)).toEqual({
      id: 'some_id',
      title: 'Title',
      summary: 'One two.',
      source,
    });
  });
});

describe('titles of recordings', () => {
  it('are the program and the time', () => {
    expect(titleFor('prog.py', new Date(2026, 0, 31, 14, 3, 5))).toBe('prog 2026-01-31 14.03.05');
  });
});

describe('programs that the user names', () => {
  it('are read as they are, whatever they hold', async () => {
    const file = folder.path('odd.py');
    await writeFile(file, Buffer.from([0xff, 0, 0xfe]));
    expect([...(await readProgramBytes(file))]).toEqual([0xff, 0, 0xfe]);
    await expect(readProgram(file)).rejects.toThrow('not a text file');
  });

  it('are refused when missing or a folder, with what to do', async () => {
    await expect(readProgramBytes(folder.path('none.py'))).rejects.toThrow(
      /none\.py: there is no such file/,
    );
    await mkdir(folder.path('dir'));
    await expect(readProgramBytes(folder.path('dir'))).rejects.toThrow('is a folder');
  });
});

describe('writing a whole file', () => {
  it('makes folders and leaves nothing beside it', async () => {
    const file = folder.path('a/b/c.txt');
    await writeAtomically(file, 'one');
    await writeAtomically(file, 'two');
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(folder.path('a/b'))).toEqual(['c.txt']);
  });

  it('leaves what was there when it fails', async () => {
    await mkdir(folder.path('taken'));
    await expect(writeAtomically(folder.path('taken'), 'x')).rejects.toThrow('Cannot write');
    expect(existsSync(folder.path('taken'))).toBe(true);
    expect(readdirSync(folder.path('.'))).toEqual(['taken']);
  });
});

describe('output on its way to a window', () => {
  it('joins what is split inside a character, per stream, in order', () => {
    vi.useFakeTimers();
    const sent: string[] = [];
    const output = new OutputText((stream, text) => sent.push(`${stream} ${text}`));
    const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
    output.take('stdout', first);
    output.take('stderr', Buffer.from('e'));
    output.take('stdout', second);
    output.take('stdout', Buffer.from('!'));
    vi.runAllTimers();
    vi.useRealTimers();
    expect(sent).toEqual(['stderr e', 'stdout é!']);
  });

  it('drops the oldest of a flood', () => {
    const sent: string[] = [];
    const output = new OutputText((_stream, text) => sent.push(text));
    for (let i = 0; i < 30; i++) output.take('stdout', Buffer.from(`${i % 10}`.repeat(100_000)));
    output.flush();
    const text = sent.join('');
    expect(text.length).toBeLessThan(1_200_000);
    expect(text.endsWith('9'.repeat(100_000))).toBe(true);
  });
});
