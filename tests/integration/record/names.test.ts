// Names are those of the frame: what a trace function sees in f_locals at every line, on the plain engine, is the oracle. Lines in which
// no count changes are compared as all others.

import { afterAll, describe, expect, test } from 'vitest';
import { bindingsAt } from '../../../src/main/session/query/names-at.ts';
import { createView } from '../../../src/main/session/query/view.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { EngineId } from '../../../src/shared/model/engine-messages.ts';
import { programSpec, runPlain } from '../../harness/plain-engine.ts';
import { recordProgram } from '../../harness/record.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const ENGINES: readonly EngineId[] = ['3.12', '3.13', '3.14'];

/** Prints `function line name=value …` per line event of /home/prog.py, names in order, on stderr. */
const TRACER = `
import sys
trace = []
def shown(value):
    return str(value) if type(value) in (int, float) else repr(value) if type(value) is str else type(value).__name__
def local(frame, event, arg):
    if event == 'line':
        code = frame.f_code
        values = dict(frame.f_locals)
        names = sorted(name for name in values if not name.startswith('__'))
        trace.append(' '.join([code.co_name, str(frame.f_lineno), *(f'{name}={shown(values[name])}' for name in names)]))
    return local
code = compile(open('/home/prog.py').read(), '/home/prog.py', 'exec')
sys.settrace(lambda frame, event, arg: local(frame, event, arg) if frame.f_code.co_filename == '/home/prog.py' else None)
try:
    exec(code, {'__name__': '__main__', '__builtins__': __builtins__})
finally:
    sys.settrace(None)
    print('\\n'.join(trace), file=sys.stderr)
`;

async function traced(source: string, engine: EngineId): Promise<string[]> {
  const spec = programSpec('tracer.py', TRACER);
  const files = [...spec.files, { path: '/home/prog.py', bytes: Buffer.from(source), yours: true }];
  return (await runPlain({ ...spec, files }, engine)).stderr.trim().split('\n');
}

const SHOWN_BY_VALUE = new Set(['int', 'float', 'str']);

function namesPerStep(session: SessionFile): string[] {
  const view = createView(session);
  const steps = session.steps();
  const lines: string[] = [];
  for (let step = 1; step <= steps.count; step++) {
    const place = session.instruction(steps.instruction[step] ?? 0);
    if (!place) throw new Error(`step ${step} has no place`);
    const { code } = place;
    const frame = code.name === '<module>' ? 0 : (steps.frame[step] ?? 0);
    const names = bindingsAt(view, { seq: steps.afterSeq[step] ?? 0, step })
      .filter((binding) => binding.frame === frame)
      .map(({ variable, object }) => [session.variable(variable)?.name ?? '', object] as const)
      .filter(([name]) => !name.startsWith('__'))
      .map(([name, object]) => `${name}=${shown(session, object)}`);
    lines.push([code.name, String(code.lines[place.unit]), ...names.sort()].join(' '));
  }
  return lines;
}

function shown(session: SessionFile, object: number): string {
  const type = session.type(session.objects().type[object] ?? 0)?.name ?? '';
  const short = type.slice(type.lastIndexOf('.') + 1);
  return SHOWN_BY_VALUE.has(short) ? session.value(object) : short;
}

const PROGRAMS: Record<string, string> = {
  'lines in which no count changes': `
a = 1
b = None
a, b = b, a
for i in range(3): a = i
for j in (1, 2, 3):
    a = j; b = a
    if a: b = 5
    b = 6
del a
a = True
while b:
    b = b - 1; c = b
x = y = z = 0
def f(p, q=3):
    r = p
    r = q; s = r
    for k in 1, 2: r = k; s = r
    del r
    r = s = None
    p = q = 7
    if (n := p): n = 8
    for t in (1, 2): pass
    return s
f(1)
f(2, q=4)
def g(n):
    if n: g(n - 1)
    m = n
    m = 9
    return m
g(3)
def h():
    u = 1
    yield u
    u = 2; yield u; u = 3
    v = u
    yield v
for w in h(): x = w
class K:
    p = 1
    q = p
    p = 2
    del q
    for r in (1, 2): p = r
try: a = 1; b = a // 0; c = 3
except ZeroDivisionError: d = 4; e = 5
finally: f = 6
f = 7
def outer():
    c = 1
    def inner():
        nonlocal c
        c = 2
        c = 3; d = c
        return d
    inner()
    e = c
    c = 4
    e = c
    return e
outer()
class Noted:
    p: int
    q: str = 'text'
noted = Noted.__annotations__
type Pair = tuple[int, int]
pair = Pair.__value__
match (1, 2):
    case (1, two) if two == 3: m = 1
    case (one, two): m = 2
end = 0
`,
  'module: assignments, loops, imports, del, with, except': `
a = [1.5]
b = c = a
x, y = 1000, 2000
x, y = y, x
first, *rest = 'abc'
for i in range(3):
    last = i * 1000
for key, value in {'k': 1.25}.items():
    pass
del b
import json as j, os.path
from math import pi, floor as down
class Manager:
    kind = 'manager'
    def __enter__(self):
        return float('2.5')
    def __exit__(self, *args):
        return [True]
with Manager() as m, Manager():
    inside = m * 2
try:
    1 / 0
except ZeroDivisionError as error:
    text = str(error)
if (n := len(text) * 1000) > 5:
    n += 1
a = None
x: int = 5
def later(): pass
end = 0
`,
  'module: names that no store instruction binds': `
from colorsys import *
a = [1.25]
globals()['b'] = [a]
vars().update(c=[1.5], d=a)
del globals()['b']
exec('f = [a]\\ng = f\\ndel f')
exec('h = {}', globals())
def inner():
    globals()['k'] = [a]
    globals().pop('a')
inner()
globals().setdefault('m', [2.5])
globals().setdefault('m', [3.5])
locals()['n'] = [c]
n = [n]
vars().pop('n', [None])
d = [d]
end = 0
`,
  'functions: arguments, locals, two stores in one': `
def args(p, q=2, *more, only, other='o', **named):
    p = p + q
    q = p, q
    del more
    only, other = other, only
    s = t = p * 1.5
    u, v, w = s, t, q
    for u, v in ((1, 2), (3, 4)):
        w = u + v
    del s, named
    try:
        raise ValueError(w)
    except ValueError as e:
        msg = str(e)
    if (found := w * 100) > 1:
        w = found
    return found
args(1, only='a', z=3)
def comprehend(k):
    k = k * 1000
    one = [k for k in range(3)]
    two = {k: e for k, e in zip('ab', range(2))}
    return [k, one]
comprehend(7)
def match_it(value):
    match value:
        case [head, *tail]:
            x = head
        case {'k': found, **others}:
            x = found
        case str(text):
            x = text
    x = [x]
    return [x]
match_it([1, 2, 3])
match_it({'k': 1.5, 'j': 2})
match_it('word')
`,
  'cells, classes, generators, globals': `
total = 1000
def outer(CELL, plain):
    CELL = CELL + 1000
    def inner(extra):
        more = CELL + extra
        return [more][0]
    def inner_too(extra):
        nonlocal CELL
        CELL = extra * 2
        got = extra
        return [got]
    result = inner(plain)
    later = result + 1
    CELL = 'text'
    del CELL
    return [later]
outer(1, 2)
def change():
    global total, fresh
    total = total + 1000
    fresh = total * 2.5
    local = [1]
    last = [local]
change()
total = total + 1
class K:
    count = 1000
    names = [count]
    def method(self, v):
        self.v = v
        w = v * 1.5
        return [w][0]
    count = count + 1
    del names
    end = count
k = K()
k.method(4)
def gen(limit):
    got = 0
    while got < limit:
        sent = yield got
        got = got + 1000
    done = [got]
    end = [done]
g = gen(2000)
next(g)
next(g)
last = list(g)
async def waits(x):
    y = x * 2.5
    return [y]
co = waits(3)
try:
    co.send(None)
except StopIteration as stop:
    value = stop.value
z = 0
`,
  'class bodies: names that no store instruction binds': `
import sys, enum
class A:
    a = [1.25]
    locals()['b'] = [a]
    vars()['c'] = [b]
    exec('d = [c]')
    exec('e = [a]\\ndel d', globals(), locals())
    sys._getframe().f_locals['f'] = [a]
    locals().update(g=[1], h=[a])
    del locals()['g']
    locals().pop('h')
    ns = locals()
    ns.setdefault('k', [a])
    globals()['outside'] = [a]
    class B:
        z = [1]
        locals()['y'] = [z]
        x = [y]
    for i in range(2):
        locals()[f'made{i}'] = [i]
    end = [c]
class Color(enum.Enum):
    RED = 1000
    locals()['BLUE'] = 2000
    end = [RED]
def maker(p):
    class Inside:
        q = [p]
        locals()['r'] = [q]
        end = [r]
    return [Inside]
maker(1000)
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        made = {'given': [name]}
        return made
class Prepared(metaclass=Meta):
    first = [given]
    given = [first]
    last = [given]
end = [0]
`,
  'cells: what other functions, their cells and a debugger change': `
import sys
def outer(start):
    shared = [start]
    def set_it(v):
        nonlocal shared
        shared = [v]
        got = [shared]
        return got
    def read_it():
        seen = [shared]
        return seen
    set_it(1.5)
    read_it()
    a = [shared]
    set_it.__closure__[0].cell_contents = [2.5]
    b = [shared]
    read_it()
    del shared
    c = [b]
    set_it(3.5)
    d = [shared]
    return [d]
outer([0])
def late():
    def fill(v):
        nonlocal filled
        filled = [v]
        return [v]
    fill(1.5)
    a = [filled]
    filled = 1000
    b = [a]
    return [b]
late()
def counter():
    n = 1000
    def step():
        nonlocal n
        n += 1000
        yield [n]
        n += 1000
        yield [n]
    g = step()
    one = next(g)
    h = step()
    two = next(h)
    three = next(g)
    g.close()
    four = [n]
    return [four]
counter()
def comprehended(x, ys):
    fs = [lambda: x for x in ys]
    got = [f() for f in fs]
    x = [x]
    def inner():
        return [x, ys]
    more = [y for y in ys if inner()]
    return [more]
comprehended(1.5, [1000, 2000])
def many(a, b, c, d, e, f, g, h, i, j, k, l, m, n):
    def inner():
        nonlocal n
        n = [a, b, c, d, e, f, g, h, i, j, k, l, m]
        return [n]
    inner()
    return [n]
many(*range(1000, 1014))
def debugged(p):
    q = [p]
    if sys.version_info >= (3, 13):
        sys._getframe().f_locals['q'] = 1000
        r = [q]
        def inner():
            sys._getframe(1).f_locals['r'] = [q]
            return [q]
        inner()
        f = sys._getframe().f_locals
        f.update({'p': [1.5], 'r': [2.5]})
        s = [r]
        f |= {'p': 2000}
        s = [p]
        f.setdefault('q', 1)
    end = [q]
    return [end]
debugged(1.5)
def suspended():
    a = [1]
    got = yield a
    b = [a, got]
    yield b
g = suspended()
next(g)
g.gi_frame.f_locals['a'] = 1000
g.send([3])
end = [0]
`,
};

/** A trace function of the program's own, which jumps over a line: no oracle can trace it at the same time. */
const JUMP = `
import sys, warnings
warnings.simplefilter('ignore')
def jump(frame, event, arg):
    if event == 'line' and frame.f_lineno == 9:
        frame.f_lineno = 10
    return jump
def changed(p):
    skipped = [p]
    late = [p]
    return [late]
sys.settrace(jump)
changed(1.5)
sys.settrace(None)
`;

describe.each(ENGINES)('Python %s', (python) => {
  test.each(Object.keys(PROGRAMS))('%s', async (name) => {
    const source = PROGRAMS[name] ?? '';
    const run = await recordProgram(folder.path('.'), source, { python });
    const session = run.open();
    const names = namesPerStep(session);
    session.close();
    expect(names).toEqual(await traced(source, python));
  });

  test('a jump binds what was not bound yet to None', async () => {
    const run = await recordProgram(folder.path('.'), JUMP, { python });
    const session = run.open();
    const inFunction = namesPerStep(session).filter((line) => line.startsWith('changed'));
    session.close();
    expect(inFunction.at(-1)).toBe('changed 11 late=list p=1.5 skipped=NoneType');
  });
});
