import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { programSpec, runPlain, type PlainRun } from '../../harness/plain-engine.ts';

describe.each(ENGINES)('Python $id', ({ id }) => {
  const run = (source: string): Promise<PlainRun> => runPlain(programSpec('prog.py', source), id);

  test('the host’s environment and files are not there', async () => {
    const result = await run(
      'import os\nprint(sorted(os.environ), os.path.exists("/etc/passwd"), os.listdir("/home"))\n',
    );
    expect(result.stdout).toBe(
      "['HOME', 'LANG', 'LOGNAME', 'PATH', 'PWD', 'USER', '_'] False ['web_user', 'prog.py']\n",
    );
  });

  test('what reaches nothing outside works', async () => {
    const source =
      'import asyncio, ctypes, select, os, tempfile\nprint(os.umask(0o22) >= 0, os.getuid(), ctypes.c_int(3).value)\nwith tempfile.TemporaryFile() as f: print(f.write(b"xy"))\n';
    expect(await run(source)).toMatchObject({ stdout: 'True 0 3\n2\n', stderr: '', exitStatus: 0 });
  });

  test('sockets reach the program itself', async () => {
    const source = [
      'import socket',
      'server = socket.socket(); server.bind(("127.0.0.1", 8000)); server.listen(1)',
      'client = socket.socket(); client.connect(("127.0.0.1", 8000))',
      'accepted, address = server.accept()',
      'print(address == client.getsockname(), accepted.getsockname(), client.getpeername())',
      'print(client.send(bytes(100_000)), len(accepted.recv(70_000)), accepted.send(b"back"), client.recv(2), client.recv(2))',
      'other = socket.socket(); other.connect(("127.0.0.1", 8000))',
      'def refused(call):',
      '  try: call()',
      '  except OSError as error: print(type(error).__name__)',
      'refused(lambda: socket.socket().connect(("127.0.0.1", 8000)))',
      'refused(lambda: socket.socket().bind(("127.0.0.1", 8000)))',
      'accepted.close(); print(client.recv(1)); refused(lambda: client.send(b"x"))',
      'server.close(); print(other.recv(1)); refused(lambda: socket.socket().connect(("127.0.0.1", 8000)))',
    ].join('\n');
    expect(await run(source)).toMatchObject({
      stdout: [
        "True ('127.0.0.1', 8000) ('127.0.0.1', 8000)",
        "65536 65536 4 b'ba' b'ck'",
        'ConnectionRefusedError',
        'OSError',
        "b''",
        'BrokenPipeError',
        "b''",
        'ConnectionRefusedError',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('waiting takes its time, and no more', async () => {
    const source = [
      'import select, time',
      'for wait in (lambda: select.select([], [], [], 0.06), lambda: select.poll().poll(60), lambda: time.sleep(0.06)):',
      '  start = time.monotonic(); wait(); print(time.monotonic() - start >= 0.06)',
    ].join('\n');
    expect((await run(source)).stdout).toBe('True\nTrue\nTrue\n');
  });

  test('memory has a limit, which is a MemoryError', async () => {
    const result = await runPlain(
      programSpec(
        'prog.py',
        'try:\n  x = bytearray(200_000_000)\nexcept MemoryError:\n  print("no")\n',
        { maxMemoryBytes: 100_000_000 },
      ),
      id,
    );
    expect(result).toMatchObject({ stdout: 'no\n', exitStatus: 0 });
  });

  test('exit statuses are those of python', async () => {
    expect((await run('import sys\nsys.exit(3)')).exitStatus).toBe(3);
    expect((await run('import os\nos._exit(4)')).exitStatus).toBe(4);
    const killed = await run('import os, signal\nos.kill(os.getpid(), signal.SIGTERM)\nprint(1)');
    expect(killed).toMatchObject({ exitStatus: 128 + 15, stdout: '' });
    const error = await run('def f(:\n');
    expect(error.exitStatus).toBe(1);
    expect(error.stderr).toContain('SyntaxError: invalid syntax');
  });

  test('input comes from stdin, and ends', async () => {
    const program = programSpec('prog.py', 'print(input("? "), input())\ninput()', {
      stdin: Buffer.from('eins\nzwei\n'),
    });
    const result = await runPlain(program, id);
    expect(result.stdout).toBe('? eins zwei\n');
    expect(result.stderr).toMatch(/EOFError/);
  });

  test('deep recursion is a RecursionError, not a crash', async () => {
    const result = await run(
      'def f(n): return f(n + 1)\ntry:\n  f(0)\nexcept RecursionError as e:\n  print(e)\n',
    );
    expect(result.stdout).toBe('maximum recursion depth exceeded\n');
  });
});
