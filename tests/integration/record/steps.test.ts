// Steps are the `line` events of a trace function: the same program under sys.settrace on the plain engine is the oracle.

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { EngineId } from '../../../src/shared/model/engine-messages.ts';
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

const ENGINES: readonly EngineId[] = ['3.12', '3.13', '3.14'];

async function traced(source: string, engine: EngineId): Promise<string[]> {
  const spec = programSpec('tracer.py', TRACER);
  const files = [...spec.files, { path: '/home/prog.py', bytes: Buffer.from(source), yours: true }];
  const run = await runPlain({ ...spec, files }, engine);
  return run.stderr.trim().split('\n');
}

async function recorded(source: string, python: EngineId): Promise<string[]> {
  const run = await recordProgram(folder.path('.'), source, { python });
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
  'a function that yields and returns what it yields and returns': `
def rec(n):
    if n:
        yield from rec(n - 1)
        yield [n]
def fact(n):
    return n * fact(n - 1) if n else 1
def down(n):
    return down(n - 1) if n else []
r = rec(6)
for _ in range(3): next(r)
r.close()
print(fact(5), down(4))
print([x for x in rec(3)])
`,
  'exceptions thrown into frames that wait': `
def outer():
    try:
        r = yield from inner()
    except KeyError as k:
        r = k.args
    yield r
def inner():
    try:
        yield 1.5
    except KeyError:
        raise
    return [2]
o = outer(); next(o); print(o.throw(KeyError('x', [3])))
def plain():
    try:
        r = yield 1
    except KeyError as k:
        r = k.args
    yield r
p = plain(); next(p); print(p.throw(KeyError('x', [3])))
async def waits():
    try:
        r = await other()
    except KeyError as k:
        r = k.args
    return r
class Aw:
    def __await__(self):
        yield 1
async def other():
    return await Aw()
c = waits(); c.send(None)
try:
    c.throw(KeyError(1))
except StopIteration as s:
    print(s.value)
g = outer()
next(g)
g.close()
`,
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
  'async functions, generators and comprehensions': `
class Ticker:
    def __init__(self, n):
        self.n = n
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n
class Gate:
    async def __aenter__(self):
        return 'open'
    async def __aexit__(self, kind, error, trace):
        return kind is KeyError
async def numbers(n):
    for i in range(n):
        yield i
async def total():
    s = 0
    async for i in Ticker(3):
        s += i
    else:
        s += 100
    async with Gate() as gate:
        s += len(gate)
        raise KeyError
    found = [i async for i in numbers(3) if i]
    pairs = {i: await later(i) for i in found}
    return s + len(pairs)
async def later(x):
    return x
coro = total()
try:
    coro.send(None)
except StopIteration as stop:
    print(stop.value)
def delegating():
    got = yield from inner()
    yield got
def inner():
    yield 1
    return 2
print(list(delegating()))
`,
  'try in all its forms': `
def every(n):
    for i in range(n):
        try:
            if i == 0:
                continue
            if i == 1:
                raise KeyError(i)
            if i == 2:
                raise ValueError
            if i == 3:
                return i
        except KeyError as error:
            print(error)
        except (ValueError, TypeError):
            print('value')
        else:
            print('else')
        finally:
            print('finally', i)
every(5)
def nested():
    try:
        try:
            1 / 0
        finally:
            x = 1
    except ZeroDivisionError:
        try:
            raise KeyError from None
        except KeyError:
            return x
print(nested())
def group():
    try:
        raise ExceptionGroup('g', [ValueError(1), KeyError(2)])
    except* ValueError as values:
        print(len(values.exceptions))
    except* KeyError:
        print('key')
group()
while True:
    try:
        break
    finally:
        print('out')
class Closing:
    def __enter__(self): return self
    def __exit__(self, *args): pass
def leave():
    with Closing() as a, Closing() as b:
        return a is b
    print('never')
leave()
with (
    Closing() as one,
    Closing() as two,
):
    pass
`,
  'match, walrus, loops with else, long expressions': `
from dataclasses import dataclass
@dataclass
class Dot:
    x: int
    y: int = 0
def kind(value):
    match value:
        case Dot(x=0, y=0):
            return 'origin'
        case Dot(x, y) if x == y:
            return 'diagonal'
        case [first, *rest]:
            return first, rest
        case {'key': found, **others}:
            return found
        case str() | bytes():
            return 'text'
        case _:
            return None
for value in (Dot(0), Dot(1, 1), [1, 2], {'key': 1}, 'x', 9):
    print(kind(value))
if (n := 10) > 5 and (
    n < 20
    or n == 100
):
    print(n)
for i in range(2):
    for j in range(2):
        if i and j:
            break
    else:
        continue
    print('broken')
else:
    print('whole')
while n > 8:
    n -= 1
else:
    print(n)
result = max(
    (x * 2 for x in range(3)),
    key=lambda v:
        -v,
)
table = {
    'a': [i for i in range(2)],
    'b': {i for i in range(2)},
}
assert table, 'there'
x = y = 1
del x, y
text = f'{n} {table["a"]!r:>10}' if n else ''
a = [0] * 3
a[0], a[1] = a[1:] + [5][:0] or (1, 2)
global_name = 1
def change():
    global global_name
    global_name += 1
    def inner():
        nonlocal local
        local = 2
    local = 1
    inner()
    return local
change()
class Meta(type):
    def __new__(mcls, name, bases, ns):
        return super().__new__(mcls, name, bases, ns)
class Made(metaclass=Meta):
    attribute: int = 1
    def method(self): return self.attribute
    other = [attribute for _ in range(2)] if False else None
print(Made().method())
`,
};

describe.each(ENGINES)('Python %s', (engine) => {
  test.each(Object.keys(PROGRAMS))('%s', async (name) => {
    const source = PROGRAMS[name] ?? '';
    expect(await recorded(source, engine)).toEqual(await traced(source, engine));
  });

  test('a larger program', async () => {
    const source = readFileSync(
      new URL('../../fixtures/conformance/big_event_system.py', import.meta.url),
      'utf8',
    );
    expect(await recorded(source, engine)).toEqual(await traced(source, engine));
  });
});
