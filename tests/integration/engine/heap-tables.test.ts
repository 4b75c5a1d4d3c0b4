// Where objects keep their references, as our tables say, against what the interpreter says itself: a program writes its memory to a file,
// and what its own cycle collector (tp_traverse) and its attributes answer for objects of every kind.

import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { FIELD_NAMES } from '../../../src/main/engine/heap/heap-layout.ts';
import { HeapWords } from '../../../src/main/engine/heap/heap-words.ts';
import { ProgramMemory } from '../../../src/main/engine/program-memory.ts';
import { programSpec, runPlain } from '../../harness/plain-engine.ts';

const PROGRAM = `
import collections, ctypes, functools, gc, json, sys, types, weakref

class Plain:
    def __init__(self): self.a, self.b = [1], [2]
    def method(self): pass
class Filled(Plain): pass
class Slots:
    __slots__ = ('x', 'y')
class Made(list, metaclass=type):
    'its text'
    k: int = 1
def function(a=[0], *, b={'k': 1}) -> list:
    'text'
    return cell_of
function.attribute = [1]
def outer():
    kept = [9]
    def inner(): return kept
    return inner
inner = outer()
cell_of = inner.__closure__[0]
def generator(n):
    local = [n]
    yield local
running = generator([3]); next(running)
async def coroutine(n):
    held = [n]
    await pause()
@types.coroutine
def pause(): yield
waiting = coroutine([4]); waiting.send(None)
try:
    try: raise KeyError([5])
    except KeyError as cause: raise ValueError([6]) from cause
except ValueError as error:
    error.add_note('note'); error.mark = [7]; caught = error
def framed(x):
    y = [x]
    return sys._getframe()
frame = framed([8])
by_dict = Plain(); vars(by_dict); by_dict.c = [3]
many = Plain()
for i in range(60): setattr(many, f'name{i}', [i])
slots = Slots(); slots.x, slots.y = [1], [2]
numbered = collections.deque([[i] for i in range(150)]); [numbered.popleft() for _ in range(70)]
plain = Plain()
def text_of(it): return it
reference = weakref.ref(plain, text_of)
partial = functools.partial(function, [1], z=[2]); partial.mark = [3]
prop = property(function, inner, text_of, 'text')
static, klass = staticmethod(function), classmethod(function)
piece = slice([1], [2], [3])
module = sys.modules['__main__']
in_list, in_tuple = iter([[1]]), iter(([2],))

probes = {
    'list': [[i] for i in range(9)], 'tuple': ([1], [2]), 'dict': {'a': [1], 'b': [2]}, 'general dict': {(1,): [1], 2.5: [2]},
    'big dict': {f'k{i}': [i] for i in range(1000)}, 'set': {(i, 'x') for i in range(40)}, 'frozenset': frozenset({('q',), ('r',)}),
    'deque': numbered, 'instance': plain, 'subclass': Filled(), 'instance with a dict': by_dict, 'many attributes': many, 'slots': slots,
    'function': function, 'inner function': inner, 'method': plain.method, 'cell': cell_of, 'property': prop, 'staticmethod': static,
    'classmethod': klass, 'slice': piece, 'code': function.__code__, 'module': module, 'traceback': caught.__traceback__,
    'exception': caught, 'generator': running, 'coroutine': waiting, 'frame': frame, 'type': Made, 'weakref': reference,
    'partial': partial, 'list_iterator': in_list, 'tuple_iterator': in_tuple, 'list of a class': Made([[1], [2]]),
}
fields = {
    'function': {'globals': function.__globals__, 'builtins': function.__builtins__, 'name': function.__name__,
        'qualified name': function.__qualname__, 'code': function.__code__, 'default arguments': function.__defaults__,
        'keyword-only defaults': function.__kwdefaults__, 'docstring': function.__doc__, 'attribute dict': function.__dict__,
        'module name': function.__module__},
    'inner function': {'closure': inner.__closure__},
    'method': {'function': Plain.method, 'self': plain},
    'cell': {'contents': cell_of.cell_contents},
    'property': {'getter': prop.fget, 'setter': prop.fset, 'deleter': prop.fdel, 'docstring': prop.__doc__},
    'staticmethod': {'function': function}, 'classmethod': {'function': function},
    'slice': {'start': piece.start, 'stop': piece.stop, 'step': piece.step},
    'code': {'constants': function.__code__.co_consts, 'names': function.__code__.co_names,
        'exception table': function.__code__.co_exceptiontable, 'file name': function.__code__.co_filename,
        'name': function.__code__.co_name, 'qualified name': function.__code__.co_qualname, 'line table': function.__code__.co_linetable},
    'module': {'namespace': module.__dict__, 'name': module.__name__},
    'traceback': {'frame': caught.__traceback__.tb_frame},
    'exception': {'attribute dict': caught.__dict__, 'args': caught.args, 'traceback': caught.__traceback__,
        'context': caught.__context__, 'cause': caught.__cause__},
    'generator': {'name': running.__name__, 'qualified name': running.__qualname__},
    'coroutine': {'name': waiting.__name__, 'qualified name': waiting.__qualname__},
    'type': {'base class': Made.__base__, 'bases': Made.__bases__, 'method resolution order': Made.__mro__},
    'weakref': {'callback': text_of},
    'partial': {'function': function, 'arguments': partial.args, 'keyword arguments': partial.keywords, 'attribute dict': partial.__dict__},
    'list_iterator': {'sequence': in_list.__reduce__()[1][0]}, 'tuple_iterator': {'sequence': in_tuple.__reduce__()[1][0]},
}
gc.collect()
print(json.dumps({name: {
    'address': id(probe), 'type': type(probe).__name__,
    'referents': [id(target) for target in gc.get_referents(probe)],
    'fields': {field: id(value) for field, value in fields.get(name, {}).items()},
} for name, probe in probes.items()}))
with open('memory', 'wb') as file:
    file.write(bytes(8) + ctypes.string_at(8, ctypes.CDLL(None).sbrk(0) - 8))
`;

interface Probe {
  readonly address: number;
  readonly type: string;
  readonly referents: readonly number[];
  readonly fields: Readonly<Record<string, number>>;
}

/** Under what name the table has the fields of a probe. */
const TABLE: Readonly<Record<string, string>> = {
  'inner function': 'function',
  exception: 'BaseException',
  weakref: 'weakref.ReferenceType',
  partial: 'functools.partial',
};

describe.each(ENGINES)('Python $id', (engine) => {
  test('references are where the tables say', async () => {
    const run = await runPlain(programSpec('prog.py', PROGRAM, { collectFiles: true }), engine.id);
    expect(run.stderr).toBe('');
    const bytes =
      run.files?.find(({ path }) => path.endsWith('/memory'))?.bytes ?? new Uint8Array();
    const memory = new ProgramMemory(() => bytes, engine.layout);
    const words = new HeapWords(memory, engine.heap);
    const probes = JSON.parse(run.stdout) as Record<string, Probe>;
    expect(Object.keys(probes).length).toBeGreaterThan(30);
    const wrong: unknown[] = [];
    for (const [name, { address, type, referents, fields }] of Object.entries(probes)) {
      if (words.typeName(address).name.split('.').at(-1) !== type) wrong.push([name, 'type']);
      const seen = new Map<number, number>();
      words.words(address, (at) => {
        const target = (memory.u32(at) & ~engine.heap.borrowedBits) >>> 0;
        seen.set(target, (seen.get(target) ?? 0) + 1);
      });
      for (const target of referents) {
        const left = (seen.get(target) ?? 0) - 1;
        if (left < 0) wrong.push([name, 'not seen', words.typeName(target).name]);
        seen.set(target, left);
      }
      const table = FIELD_NAMES[TABLE[name] ?? name] ?? {};
      for (const [field, value] of Object.entries(fields)) {
        const offset = Number(Object.entries(table).find(([, known]) => known === field)?.[0]);
        if (memory.u32(address + offset) !== value) wrong.push([name, field]);
      }
    }
    expect(wrong).toEqual([]);
  });
});
