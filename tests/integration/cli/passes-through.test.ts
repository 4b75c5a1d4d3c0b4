// What belongs to the program passes through `refscope record` unchanged: bytes, arguments, input, exit status.

import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { refscope } from '../../harness/run-command.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** The command as installed, which finds its own Node; streams as bytes. */
const COMMAND = path.resolve(import.meta.dirname, '../../../scripts/refscope.mjs');

interface Bytes {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

function recordBytes(source: string, options: readonly string[], stdin: Buffer): Promise<Bytes> {
  const file = folder.path('bytes.py');
  writeFileSync(file, source);
  const args = [COMMAND, 'record', file, '-o', folder.path('bytes.refscope'), ...options];
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      args,
      { encoding: 'buffer', maxBuffer: 1e8 },
      (error, stdout, stderr) =>
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(stdin);
  });
}

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const COPY = `import sys
data = sys.stdin.buffer.read()
sys.stdout.buffer.write(data)
sys.stderr.buffer.write(data[::-1])
sys.exit(3)
`;

/** Everything before the summary, which is the last line of stderr. */
function splitSummary(stderr: Buffer): { written: Buffer; summary: string } {
  const at = stderr.lastIndexOf('refscope: recorded ');
  return { written: stderr.subarray(0, at), summary: stderr.subarray(at).toString() };
}

it('binary input and output, byte for byte, and the exit status', async () => {
  const data = Buffer.concat([ALL_BYTES, Buffer.from('\r\n\n\r'), ALL_BYTES]);
  const { status, stdout, stderr } = await recordBytes(COPY, [], data);
  expect(status).toBe(3);
  expect(stdout.equals(data)).toBe(true);
  const { written, summary } = splitSummary(stderr);
  expect(written.equals(Buffer.from(data).reverse())).toBe(true);
  expect(summary).toMatch(
    /^refscope: recorded [\d,]+ events, \d+ steps, [\d,]+ objects in [\d,]+ bytes to [^\n]+\n$/,
  );
});

it('a file as standard input, instead of the pipe', async () => {
  const input = folder.path('input.bin');
  writeFileSync(input, ALL_BYTES);
  const { status, stdout } = await recordBytes(COPY, ['--stdin', input], Buffer.from('the pipe'));
  expect(status).toBe(3);
  expect(stdout.equals(ALL_BYTES)).toBe(true);
});

it('more output than a pipe holds', async () => {
  const source = 'for i in range(40000):\n    print(i, "x" * 20)\n';
  const { status, stdout } = await recordBytes(source, [], Buffer.alloc(0));
  expect(status).toBe(0);
  const expected = Array.from({ length: 40_000 }, (_, i) => `${i} ${'x'.repeat(20)}\n`).join('');
  expect(stdout.toString() === expected).toBe(true);
});

it('line-wise input, asked for while the program runs', async () => {
  const source =
    'name = input("Name? ")\nprint("Hello", name)\ntry:\n    input()\nexcept EOFError:\n    print("end")\n';
  const { stdout } = await recordBytes(source, [], Buffer.from('Ada\n'));
  expect(stdout.toString()).toBe('Name? Hello Ada\nend\n');
});

it('arguments after --, also those that look like options', async () => {
  const source = 'import sys\nprint(sys.argv[1:])\n';
  const args = ['--', '--python', '3.99', '-o', '', 'é b', '--', '-'];
  const { stdout } = await recordBytes(source, args, Buffer.alloc(0));
  expect(stdout.toString()).toBe("['--python', '3.99', '-o', '', 'é b', '--', '-']\n");
});

it.each([
  ['raise SystemExit', 0],
  ['raise SystemExit("a message")', 1],
  ['import sys; sys.exit(200)', 200],
  ['1 / 0', 1],
])('%s exits with %i', async (source, status) => {
  const file = folder.path('exits.py');
  writeFileSync(file, `${source}\n`);
  const session = folder.path('exits.refscope');
  const result = await refscope(['record', file, '-o', session]);
  expect(result.status).toBe(status);
  const info = await refscope(['info', session, '--json']);
  expect(JSON.parse(info.stdout)).toMatchObject({ status: 'finished', exitStatus: status });
});

it('the program itself is left as it was', () => {
  expect(readFileSync(folder.path('exits.py'), 'utf8')).toBe('1 / 0\n');
});
