// Steps are the `line` events of a trace function: the same program under sys.settrace on the plain engine is the oracle.

import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { programSpec, runPlain } from '../../harness/plain-engine.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

/** Runs /home/prog.py under a trace function and prints `function line` per line event of that file, on stderr. */
const TRACER = `
import sys
trace = []
def local(frame, event, arg):
    if event == 'line' and frame.f_code.co_filename == '/home/prog.py':
        trace.append(f'{frame.f_code.co_name} {frame.f_lineno}')
    return local
source = open('/home/prog.py').read()
code = compile(source, '/home/prog.py', 'exec')
namespace = {'__name__': '__main__', '__builtins__': __builtins__}
sys.settrace(lambda frame, event, arg: local(frame, event, arg) if frame.f_code.co_filename == '/home/prog.py' else None)
try:
    exec(code, namespace)
finally:
    sys.settrace(None)
    print('\\n'.join(trace), file=sys.stderr)
`;

async function traced(source: string): Promise<string[]> {
  const spec = programSpec('tracer.py', TRACER);
  const files = [...spec.files, { path: '/home/prog.py', bytes: Buffer.from(source) }];
  const run = await runPlain({ ...spec, files });
  return run.stderr.trim().split('\n');
}

async function recorded(source: string): Promise<string[]> {
  const run = await recordProgram(folder.path('.'), source);
  const session = run.open();
  const steps = session.steps();
  const lines: string[] = [];
  for (let i = 1; i <= steps.count; i++) {
    const place = session.instruction(steps.instruction[i] ?? 0);
    lines.push(`${place?.code.name} ${place?.code.lines[place.unit]}`);
  }
  session.close();
  return lines;
}

const PROGRAMS: Record<string, string> = {
  'loops, branches and conditional expressions': `
total = 0
for i in range(4):
    if i % 2: total += i
    else:
        total -= 1
    x = 1 if i > 2 else 2
while total > -5:
    total -= 1
    if total == -3: continue
    if total == -4: break
for i in range(3): pass
n = 3
while n: n -= 1
`,
  'functions, recursion, generators and comprehensions': `
def fact(n):
    if n < 2:
        return 1
    return n * fact(n - 1)
def gen(n):
    for i in range(n):
        got = yield i
        if got:
            print(got)
print(fact(4))
for v in gen(2):
    print(v)
g = gen(3)
next(g); g.send('hi')
g.close()
squares = [k * k
           for k in range(3)
           if k]
pairs = {a: b for a, b in zip('ab', range(2))}
f = lambda q: (
    q + 1
)
f(1)
`,
  'exceptions, with, finally': `
class Manager:
    def __enter__(self):
        return self
    def __exit__(self, *args):
        return True
def risky(n):
    try:
        if n:
            raise ValueError(n)
        return 'fine'
    except ValueError as e:
        return str(e)
    finally:
        n = None
print(risky(0), risky(1))
with Manager() as m:
    raise KeyError
def deep(n):
    if n == 0:
        raise RuntimeError('bottom')
    deep(n - 1)
try:
    deep(3)
except RuntimeError:
    pass
`,
  'classes, decorators, closures, match': `
def twice(fn):
    def wrapper(*args):
        fn(*args)
        return fn(*args)
    return wrapper
class Point:
    """A point."""
    count = 0
    def __init__(self, x=0,
                 y=0):
        self.x = x
        self.y = y
    @twice
    def move(self):
        self.x += 1
p = Point(1)
p.move()
match p.x:
    case 1:
        print('one')
    case 3 if p.y == 0:
        print('three')
    case _:
        pass
a, *b = 1, 2, 3
import collections
`,
};

test.each(Object.keys(PROGRAMS))('%s', async (name) => {
  const source = PROGRAMS[name] ?? '';
  expect(await recorded(source)).toEqual(await traced(source));
});

test('a larger program', async () => {
  const source = readFileSync(
    new URL('../../fixtures/conformance/big_event_system.py', import.meta.url),
    'utf8',
  );
  expect(await recorded(source)).toEqual(await traced(source));
});
