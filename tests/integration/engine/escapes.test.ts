// Attempts of a program to reach the machine it runs on. Each ends in an ordinary Python error, an answer from inside the sandbox, or a
// clean end of that run; the witnesses (a folder, a variable, a server on this machine) see nothing.

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { plainModule, programSpec, runPlain, type PlainRun } from '../../harness/plain-engine.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'refscope-escape-'));
const secretFile = path.join(folder, 'secret.txt');
let connections = 0;
const server = net.createServer((socket) => {
  connections++;
  socket.destroy();
});
let port = 0;

beforeAll(async () => {
  writeFileSync(secretFile, 'the-secret-of-a-file');
  process.env.REFSCOPE_WITNESS = 'the-secret-of-a-variable';
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as net.AddressInfo).port;
});
afterAll(() => {
  delete process.env.REFSCOPE_WITNESS;
  rmSync(folder, { recursive: true });
  server.close();
});

/** Python expressions or statements, and the answers that are right: exception types, or `=` and the repr. */
const attempts = (): readonly (readonly [string, string])[] => {
  const target = JSON.stringify(path.join(folder, 'touched'));
  const secret = JSON.stringify(secretFile);
  return [
    // Descriptors of the host; asked first, as attempts leave some of the sandbox's own behind
    [`[fd for fd in range(3, 64) if not fails(os.fstat, fd)]`, '=[]'],
    [`[os.read(fd, 1) for fd in range(3, 64) if not fails(os.fstat, fd)]`, '=[]'],
    // Processes
    [`os.system("touch " + ${target})`, '=-1'],
    [`os.popen("touch " + ${target}).read()`, 'OSError|NotImplementedError|ValueError'],
    [`subprocess.run(["touch", ${target}])`, 'OSError'],
    [`subprocess.Popen("touch " + ${target}, shell=True)`, 'OSError'],
    [`os.fork()`, 'OSError|AttributeError'],
    [`os.forkpty()`, 'OSError|AttributeError'],
    [`os.execv("/bin/touch", ["touch", ${target}])`, 'OSError'],
    [`os.posix_spawn("/bin/touch", ["touch", ${target}], {})`, 'OSError|AttributeError'],
    [
      `multiprocessing.Process(target=print).start()`,
      'ImportError|OSError|AttributeError|ModuleNotFoundError',
    ],
    [`threading.Thread(target=print).start()`, 'RuntimeError'],
    // The network
    // Sockets reach the program alone, whatever listens on the machine.
    [`socket.socket().connect(("127.0.0.1", ${port}))`, 'ConnectionRefusedError'],
    [`socket.socket().connect(("0.0.0.0", ${port}))`, 'ConnectionRefusedError'],
    [`socket.socket().connect(("93.184.216.34", 80))`, 'OSError'],
    [`socket.socket().bind(("10.0.0.1", 0))`, 'OSError'],
    [`socket.socket(socket.AF_INET, socket.SOCK_DGRAM)`, 'OSError'],
    [`socket.socket(socket.AF_INET6)`, 'OSError'],
    [`[socket.socket() for _ in range(5000)]`, 'OSError'],
    [`[pair[0].send(bytes(1 << 16)) for pair in pairs(300)]`, 'BlockingIOError'],
    [`socket.create_connection(("127.0.0.1", ${port}), 2)`, 'OSError|PermissionError|gaierror'],
    [`socket.getaddrinfo("localhost", ${port})`, 'gaierror'],
    [`urllib.request.urlopen("http://127.0.0.1:${port}/", timeout=2)`, 'URLError|ImportError'],
    [
      `http.client.HTTPConnection("127.0.0.1", ${port}, timeout=2).request("GET", "/")`,
      'OSError|PermissionError|gaierror',
    ],
    [`socket.gethostbyname("localhost")`, 'gaierror|OSError'],
    // The host's files and environment
    [`open(${secret}).read()`, 'FileNotFoundError'],
    [`open(${target}, "w")`, 'FileNotFoundError'],
    [`open("/etc/passwd").read()`, 'FileNotFoundError'],
    [
      `os.listdir("/proc/self/fd") and open("/proc/self/environ").read()`,
      'FileNotFoundError|NotADirectoryError',
    ],
    [`os.listdir(${JSON.stringify(folder)})`, 'FileNotFoundError'],
    [`os.symlink(${secret}, "/tmp/link") or open("/tmp/link").read()`, 'FileNotFoundError'],
    [`open("/home/../../.." + ${secret}).read()`, 'FileNotFoundError'],
    [`os.environ["REFSCOPE_WITNESS"]`, 'KeyError'],
    [`os.getenv("PATH") == ${JSON.stringify(process.env.PATH ?? '')}`, '=False'],
    // JavaScript
    [`__import__("js")`, 'ModuleNotFoundError'],
    [`__import__("_pyodide_core")`, 'ModuleNotFoundError'],
    [
      `importlib.import_module("pyodide.code").run_js("process.env")`,
      'ImportError|ModuleNotFoundError|AttributeError|NotImplementedError|RuntimeError',
    ],
    [`__import__("pyodide_js")`, 'ModuleNotFoundError'],
    [
      `imp.create_builtin(machinery.ModuleSpec("_pyodide_core", None))`,
      'ImportError|ModuleNotFoundError|=None',
    ],
    // C, by way of ctypes
    [`C.emscripten_run_script(b"process.exit(7)")`, 'AttributeError'],
    [`C.emscripten_run_script_string(b"process.env.PATH")`, 'AttributeError'],
    [`C.emscripten_asm_const_int(0, 0, 0)`, 'AttributeError'],
    [`C.emscripten_async_wget(b"http://127.0.0.1/", b"/tmp/x", None, None)`, 'AttributeError'],
    [`C._emscripten_system(b"touch x")`, 'AttributeError'],
    [`C.system(b"touch " + ${target}.encode())`, '=-1'],
    [`C.popen(b"touch " + ${target}.encode(), b"r")`, '=0|AttributeError'],
    [`C.fork()`, '=-1|AttributeError'],
    [`C.execve(b"/bin/touch", None, None)`, '=-1|AttributeError'],
    [`C.socket(1, 1, 0)`, '=-1'],
    [
      `C.connect(C.socket(2, 1, 0), struct.pack("<HHIQ", 2, ${swapped(port)}, 0x100007f, 0), 16)`,
      '=-1',
    ],
    [`C.connect(C.socket(2, 1, 0), 0x7fffffff, 16)`, '=-1'],
    [`C.recvfrom(socket.socketpair()[0].fileno(), 0x7fffffff, -1, 0, 0, 0)`, '=-1'],
    [`C.dlopen(b"/lib/libc.so.6", 2)`, '=0'],
    [`C.getenv(b"REFSCOPE_WITNESS")`, '=0'],
    [`C.open(${secret}.encode(), 0)`, '=-1'],
    [`C.refscope_set_callbacks(0, 0)`, 'AttributeError'],
    [`ctypes.CDLL("/lib/x86_64-linux-gnu/libc.so.6")`, 'OSError'],
    [`ctypes.CDLL(${secret})`, 'OSError'],
    // Signals and limits of the process
    [`os.kill(1, 9)`, 'OSError|PermissionError|ProcessLookupError|=None'],
    [
      `resource.setrlimit(resource.RLIMIT_NOFILE, (1, 1))`,
      'OSError|ValueError|NameError|AttributeError|=None|ModuleNotFoundError',
    ],
    [`os.setuid(1)`, 'OSError|PermissionError|AttributeError|=None'],
    [`os.chroot("/tmp")`, 'OSError|PermissionError|AttributeError'],
    [`os.mkfifo("/tmp/fifo") or os.listdir("/tmp").count("fifo")`, '=1|OSError|AttributeError'],
    // Memory: the interpreter's, and that of files
    [`bytearray(1 << 30)`, 'MemoryError'],
    [`[bytearray(1 << 24) for _ in range(1000)]`, 'MemoryError'],
    [`fill("/tmp/big", 1 << 20, 1000)`, 'OSError'],
    [`os.truncate("/tmp/big", 2_000_000_000)`, 'OSError'],
    [`[os.close(os.open(f"/tmp/n{i}", os.O_CREAT)) for i in range(200_000)]`, 'OSError'],
    [`[os.write(os.pipe()[1], bytes(1 << 20))]`, 'BlockingIOError'],
  ];
};

/** As the network has it. */
const swapped = (value: number): number => ((value & 255) << 8) | (value >>> 8);

const PREPARATION = `
import ctypes, importlib, os, struct, sys
imp = importlib.import_module('_imp'); machinery = importlib.import_module('importlib.machinery')
C = ctypes.CDLL(None)
for name in ('subprocess', 'multiprocessing', 'threading', 'socket', 'urllib.request', 'http.client', 'resource'):
    try:
        globals()[name.split('.')[0]] = __import__(name)
    except ImportError:
        pass
def fails(call, *arguments):
    try:
        call(*arguments)
    except OSError:
        return True
    return False
held = []
def pairs(count):
    for _ in range(count):
        held.append(socket.socketpair())
        held[-1][0].setblocking(False)
        yield held[-1]
def fill(path, size, times):
    with open(path, 'wb') as file:
        for _ in range(times):
            file.write(bytes(size))
def attempt(expression):
    try:
        value = eval(expression)
    except BaseException as error:
        print(type(error).__name__)
    else:
        print('=' + repr(value))
`;

const MAX_MEMORY = 200_000_000;

describe.each(ENGINES)('Python $id', ({ id }) => {
  const run = (source: string): Promise<PlainRun> =>
    runPlain(programSpec('prog.py', source, { maxMemoryBytes: MAX_MEMORY }), id);

  test('every attempt gets an ordinary answer, and the witnesses see nothing', async () => {
    const all = attempts();
    const calls = all.map(([expression]) => `attempt(${JSON.stringify(expression)})\n`).join('');
    const { stdout, stderr, exitStatus, failure } = await run(PREPARATION + calls);
    expect({ stderr, exitStatus, failure }).toEqual({ stderr: '', exitStatus: 0, failure: '' });
    const answers = stdout.trimEnd().split('\n');
    const wrong = all.flatMap(([expression, right], i) =>
      right.split('|').includes(answers[i] ?? '')
        ? []
        : [{ expression, right, answer: answers[i] }],
    );
    expect(wrong).toEqual([]);
    expect(answers).toHaveLength(all.length);
    expect(readdirSync(folder)).toEqual(['secret.txt']);
    expect(connections).toBe(0);
  });

  test('ctypes finds no function of the host that is not on the list', async () => {
    const names = WebAssembly.Module.imports(plainModule(id)).flatMap(({ kind, name }) =>
      kind === 'function' && !name.startsWith('invoke_') ? [name] : [],
    );
    expect(names.length).toBeGreaterThan(150);
    const { stdout, exitStatus } = await run(
      `${PREPARATION}for name in ${JSON.stringify(names)}:\n    if hasattr(C, name): print(name)\n`,
    );
    expect(exitStatus).toBe(0);
    const found = stdout.trimEnd().split('\n');
    const dangerous =
      /^(Js|hiwire|__hiwire|pyproxy|_?python2js|js2python|emscripten_asm|emscripten_run|_emscripten_(system|dlopen)|_dlopen|raw_call|.*promise|__syscall_(socket|connect|bind|listen|accept4|send|recv)|_setitimer|get(addr|name)info|pyodide|set_pyodide)/;
    expect(found.filter((name) => dangerous.test(name))).toEqual([]);
  });

  test.each([
    ['abort', 'C.abort()'],
    ['a signal to itself', 'os.kill(os.getpid(), 9)'],
    ['a write to address 0 and on', 'ctypes.memset(0, 255, 1 << 24)'],
    ['a call of a function that is none', 'ctypes.CFUNCTYPE(None)(0x7fffffff)()'],
    ['a jump out of C', 'C._emscripten_throw_longjmp() or C.emscripten_longjmp(0, 1)'],
  ])('%s ends at most that run', async (_, expression) => {
    const result = await run(
      `${PREPARATION}print("before", flush=True)\nattempt(${JSON.stringify(expression)})\n`,
    );
    expect(result.stdout.startsWith('before\n')).toBe(true);
    expect(result.failure).not.toMatch(/\n\s+at /);
    expect(existsSync(secretFile)).toBe(true);
  });
});
