// A disk that is full at one point or another of a recording and of an export: each time either all is there, or a sentence and what was
// committed; a file that was there before is as it was.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { onSmallDisk } from '../../harness/small-disk.ts';
import { writeSyntheticSession } from '../../harness/synthetic-session.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const COMMAND = path.resolve(import.meta.dirname, '../../../src/main/cli/index.ts');

/** From no room for the tables to room for everything. */
const SIZES = ['400k', '900k', '1500k', '2200k', '3200k', '20m'] as const;

const read = (name: string): string => readFileSync(folder.path(name), 'utf8');

describe.runIf(process.platform === 'linux')('a disk that becomes full', () => {
  it('at any write of a recording: what was committed reads, or there is nothing', async () => {
    writeFileSync(folder.path('some.py'), 'for i in range(30_000):\n    x = [i, 1.5]\n');
    const script = `umount "$DIR/disk"
for size in ${SIZES.join(' ')}; do
  mount -t tmpfs -o size=$size tmpfs "$DIR/disk" && cd "$DIR/disk" || exit 98
  "$NODE" "$COMMAND" record ../some.py -o x.refscope 2>../stderr-$size; echo $? >../status-$size
  ls -A >../files-$size
  if [ -e x.refscope ]; then "$NODE" "$COMMAND" verify x.refscope >../verified-$size 2>&1; fi
  cd .. && umount "$DIR/disk" || exit 97
done`;
    await onSmallDisk({ size: '1m', folder: folder.path('.'), env: { COMMAND } }, script);
    const kept: number[] = [];
    for (const size of SIZES) {
      const [status, files] = [read(`status-${size}`).trim(), read(`files-${size}`)];
      expect([size, ['0', '1'].includes(status)]).toEqual([size, true]);
      const told = status === '0' ? /^refscope: recorded / : /^refscope: [^\n]+full[^\n]+\n$/;
      expect([size, read(`stderr-${size}`)]).toEqual([size, expect.stringMatching(told)]);
      if (!files.includes('x.refscope')) {
        expect([size, status, files]).toEqual([size, '1', '']);
        continue;
      }
      const verified = read(`verified-${size}`);
      expect([size, verified]).toEqual([size, expect.stringMatching(/gaps: 0\n$/)]);
      kept.push(Number(/^checked (\d+) events/m.exec(verified)?.[1]));
    }
    // How far the others came depends on when they committed; the least had no room, the last had.
    expect(read('status-400k')).toBe('1\n');
    expect(kept.at(-1)).toBe(Math.max(...kept));
    expect(read('status-20m')).toBe('0\n');
  });

  it('at any write of an export: the old file stays, and nothing beside it', async () => {
    const session = folder.path('large.refscope');
    writeSyntheticSession(session, { events: 20_000 });
    const sizes = ['100k', '500k', '1000k'];
    const script = `umount "$DIR/disk"
for to in csv sqlite; do for size in ${sizes.join(' ')}; do
  mount -t tmpfs -o size=$size tmpfs "$DIR/disk" && cd "$DIR/disk" || exit 98
  echo old >out
  "$NODE" "$COMMAND" export "$SESSION" --all --$to out 2>../export-$to-$size; echo "$to $size $?" $(cat out | head -c 4) $(ls -A)
  cd .. && umount "$DIR/disk" || exit 97
done; done`;
    const env = { COMMAND, SESSION: session };
    const answers = await onSmallDisk({ size: '1m', folder: folder.path('.'), env }, script);
    const wanted = ['csv', 'sqlite'].flatMap((to) =>
      sizes.map((size) => `${to} ${size} 1 old out`),
    );
    expect(answers.trim().split('\n')).toEqual(wanted);
    for (const to of ['csv', 'sqlite'])
      for (const size of sizes)
        expect([to, size, read(`export-${to}-${size}`)]).toEqual([
          to,
          size,
          expect.stringMatching(/^refscope: [^\n]+full[^\n]+\n$/),
        ]);
  });

  it('at an edit of bookmarks: the list before it stays', async () => {
    const script = `cd "$DIR/disk" && echo recording >s.refscope
"$NODE" "$EDITOR" "$PWD/s.refscope" 0 1000 1 2>../notes-stderr; echo $?
cp s.refscope.notes.json .. && ls -A`;
    const env = { EDITOR: path.resolve(import.meta.dirname, '../../harness/edit-notes.ts') };
    const answers = await onSmallDisk({ size: '32k', folder: folder.path('.'), env }, script);
    expect(answers.trim().split('\n').sort()).toEqual([
      '.refscope-lock',
      '1',
      's.refscope',
      's.refscope.notes.json',
    ]);
    expect(read('notes-stderr')).toMatch(/the disk is full; free some space/);
    const notes = JSON.parse(read('s.refscope.notes.json')) as readonly { seq: number }[];
    expect(notes.length).toBeGreaterThan(50);
    expect(notes.map(({ seq }) => seq)).toEqual(notes.map((_, seq) => seq));
  });

  it('at what a program wrote: a sentence, the session is kept, and no part of a file', async () => {
    const program = "for name in 'ab': open(name, 'w').write(name * 200_000)\n";
    writeFileSync(folder.path('writes.py'), program);
    const script = `cd "$DIR"
"$NODE" "$COMMAND" record writes.py -o kept.refscope --save-files disk/out 2>saving; echo $?
ls -A disk/out; wc -c <disk/out/a`;
    const answers = await onSmallDisk(
      { size: '300k', folder: folder.path('.'), env: { COMMAND } },
      script,
    );
    expect(answers.trim().split(/\s+/)).toEqual(['1', 'a', '200000']);
    expect(read('saving')).toMatch(/^refscope: [^\n]+disk\/out\/b: the disk is full[^\n]+$/m);
    expect(readFileSync(folder.path('kept.refscope')).length).toBeGreaterThan(10_000);
  });
});
