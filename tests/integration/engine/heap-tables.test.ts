// Where objects keep their references, as our tables say, against what the interpreter says itself: a program writes its memory to a file,
// and what its own cycle collector (tp_traverse) and its attributes answer for objects of every kind.

import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../../src/main/engine/catalogue.ts';
import { FIELD_NAMES } from '../../../src/main/engine/heap/heap-layout.ts';
import { HeapWords } from '../../../src/main/engine/heap/heap-words.ts';
import { ProgramMemory } from '../../../src/main/engine/program-memory.ts';
import { programSpec, runPlain } from '../../harness/plain-engine.ts';

const PROGRAM = `
import collections, contextvars, csv, ctypes, datetime, enum, functools, gc, io, itertools, json, operator, random, re, sys, types, weakref

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
async def agen(n):
    yield [n]
class Default(collections.defaultdict): pass
ordered = collections.OrderedDict((f'k{i}', [i]) for i in range(20))
cached = functools.lru_cache(maxsize=8)(lambda x: [x]); [cached(i) for i in range(5)]
variable = contextvars.ContextVar('variable', default=[1])
token = variable.set([2])
class Color(enum.Enum): RED = [1]
match = re.compile('(a)(b)').match('ab')
tee_one, tee_two = itertools.tee([[i] for i in range(70)]); next(tee_one); next(tee_one)
keyed = {'a': [1]}
text_io = io.TextIOWrapper(io.BytesIO(b'x'))

probes = {
    'list': [[i] for i in range(9)], 'tuple': ([1], [2]), 'dict': {'a': [1], 'b': [2]}, 'general dict': {(1,): [1], 2.5: [2]},
    'big dict': {f'k{i}': [i] for i in range(1000)}, 'set': {(i, 'x') for i in range(40)}, 'frozenset': frozenset({('q',), ('r',)}),
    'deque': numbered, 'instance': plain, 'subclass': Filled(), 'instance with a dict': by_dict, 'many attributes': many, 'slots': slots,
    'function': function, 'inner function': inner, 'method': plain.method, 'cell': cell_of, 'property': prop, 'staticmethod': static,
    'classmethod': klass, 'slice': piece, 'code': function.__code__, 'module': module, 'traceback': caught.__traceback__,
    'exception': caught, 'generator': running, 'coroutine': waiting, 'frame': frame, 'type': Made, 'weakref': reference,
    'partial': partial, 'list_iterator': in_list, 'tuple_iterator': in_tuple, 'list of a class': Made([[1], [2]]),
    'bound built-in': [1].append, 'method descriptor': list.append, 'wrapper': [1].__len__, 'getset': type.__dict__['__name__'],
    'member': Slots.x, 'mappingproxy': Plain.__dict__, 'namespace': types.SimpleNamespace(a=[1]), 'super': super(Filled, Filled()),
    'alias': list[int], 'union': int | str, 'range': range(10**9, 2 * 10**9), 'memoryview': memoryview(bytearray(3)),
    'dict keys': keyed.keys(), 'dict iterator': iter({'a': [1]}.items()), 'set iterator': iter({('s',)}), 'reversed': reversed([[1]]),
    'enumerate': enumerate([[1]]), 'zip': zip([[1]], [[2]]), 'map': map(function, [[1]]), 'filter': filter(function, [[1]]),
    'callable iterator': iter(text_of, [1]), 'chain': itertools.chain([[1]], [[2]]), 'cycle': itertools.cycle([[1]]),
    'count': itertools.count(1.5, 2.5), 'repeat': itertools.repeat([1]), 'islice': itertools.islice([[1]], 1),
    'product': itertools.product([[1]], [[2]]), 'combinations': itertools.combinations([[1], [2]], 2),
    'groupby': itertools.groupby([[1]], function), 'starmap': itertools.starmap(function, [[1]]),
    'accumulate': itertools.accumulate([[1]], function), 'tee': tee_one, 'OrderedDict': ordered, 'defaultdict': Default(list, a=[1]),
    'Counter': collections.Counter('aab'), 'lru_cache': cached, 'ContextVar': variable, 'context': contextvars.copy_context(),
    'token': token, 'enum member': Color.RED, 'pattern': match.re, 'match': match, 'text file': text_io, 'StringIO': io.StringIO('x'),
    'itemgetter': operator.itemgetter((1,), (2,)), 'attrgetter': operator.attrgetter('a.b', 'c'),
    'methodcaller': operator.methodcaller('a', [1]), 'async generator': agen([1]), 'csv reader': csv.reader([['a']]),
    'random': random.Random(1), 'timezone': datetime.timezone(datetime.timedelta(0, 60)), 'group': ExceptionGroup('g', [ValueError([1])]),
    'import error': ImportError('a', name='b', path='c'), 'stop': StopIteration([1]), 'os error': OSError(2, 'text', 'file'),
    'unicode error': UnicodeDecodeError('utf-8', b'x', 0, 1, 'why'), 'system exit': SystemExit([1]),
    'named tuple': collections.namedtuple('Pair', 'a b')([1], [2]), 'proxy': weakref.proxy(plain),
    'weak method': weakref.WeakMethod(plain.method), 'struct sequence': sys.version_info,
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
    'reversed': {'sequence': probes['reversed'].__reduce__()[1][0]}, 'enumerate': {'iterator': probes['enumerate'].__reduce__()[1][0]},
    'zip': {'iterators': probes['zip'].__reduce__()[1]}, 'map': {'function': function}, 'super': {'class': Filled, 'class of the object': Filled,
        'object': probes['super'].__self__}, 'filter': {'function': function, 'iterator': probes['filter'].__reduce__()[1][1]},
    'alias': {'origin': list, 'arguments': probes['alias'].__args__}, 'defaultdict': {'default factory': list},
    'lru_cache': {'function': cached.__wrapped__}, 'namespace': {'attribute dict': vars(probes['namespace'])},
    'async generator': {'name': probes['async generator'].__name__, 'qualified name': probes['async generator'].__qualname__},
    'dict keys': {'dict': keyed}, 'group': {'args': probes['group'].args},
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

/** The collector goes through what this type's instances own as if it were their own. */
const OWNED = 'functools._lru_list_elem';

describe.each(ENGINES)('Python $id', (engine) => {
  test('references are where the tables say', async () => {
    const run = await runPlain(programSpec('prog.py', PROGRAM, { collectFiles: true }), engine.id);
    expect(run.stderr).toBe('');
    const bytes =
      run.files?.find(({ path }) => path.endsWith('/memory'))?.bytes ?? new Uint8Array();
    const memory = new ProgramMemory(() => bytes, engine.layout);
    const words = new HeapWords(memory, engine.heap);
    const probes = JSON.parse(run.stdout) as Record<string, Probe>;
    expect(Object.keys(probes).length).toBeGreaterThan(90);
    const wrong: unknown[] = [];
    for (const [name, { address, type, referents, fields }] of Object.entries(probes)) {
      if (words.typeName(address).name.split('.').at(-1) !== type) wrong.push([name, 'type']);
      const seen = new Map<number, number>();
      const see = (holder: number, depth: number): void =>
        words.words(holder, (at) => {
          const target = (memory.u32(at) & ~engine.heap.borrowedBits) >>> 0;
          seen.set(target, (seen.get(target) ?? 0) + 1);
          const kind =
            name === 'lru_cache' && depth < 2 && target > 1024 ? words.typeName(target).name : '';
          if (kind === OWNED || (kind === 'dict' && depth === 0)) see(target, depth + 1);
        });
      see(address, 0);
      for (const target of referents) {
        const left = (seen.get(target) ?? 0) - 1;
        if (left < 0) wrong.push([name, 'not seen', words.typeName(target).name]);
        seen.set(target, left);
      }
      const { lineage } = words.typeName(address);
      const table = lineage.flatMap((one) => Object.entries(FIELD_NAMES[one] ?? {}));
      for (const [field, value] of Object.entries(fields)) {
        const offset = Number(table.find(([, known]) => known === field)?.[0]);
        if (memory.u32(address + offset) !== value) wrong.push([name, field]);
      }
    }
    expect(wrong).toEqual([]);
  });
});
