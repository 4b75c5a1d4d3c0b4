// Writes src/main/engine/function-names/names-*.ts: what the static C functions of each engine are, as the interpreter's own tables tell. Static
// functions have no name in a binary, but types and method tables of a running interpreter point to them. To be run by hand
// (npx node scripts/name-functions.ts) when an engine is replaced; other functions of a binary then keep `func N`.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENGINES, enginePackageDir } from '../src/main/engine/catalogue.ts';
import type { EngineDefinition } from '../src/main/engine/engine-definition.ts';
import { loadEmscripten, type Emscripten } from '../src/main/engine/emscripten.ts';
import { parseNames } from '../src/main/engine/function-names/function-names.ts';
import {
  HELPERS_312,
  HELPERS_313,
  HELPERS_314,
} from '../src/main/engine/function-names/helpers.ts';
import { FunctionNames } from '../src/main/engine/function-names/read-names.ts';
import { ProgramMemory } from '../src/main/engine/program-memory.ts';
import { createStdio } from '../src/main/engine/stdio.ts';
import { instrument } from '../src/main/instrument/instrument.ts';
import { bodyOf, readModule, type ModuleIndex } from '../src/main/instrument/module-reader.ts';

/** Tells every type and every built-in function by its address, then ends without taking the interpreter down. */
const PROGRAM = `
import sys, os
for name in sys.builtin_module_names:
    if name not in ('_pyodide_core', '__main__', 'xxsubtype', '_tracemalloc', 'faulthandler', 'posix'):
        try:
            __import__(name)
        except Exception:
            pass
types, todo = {}, [object]
while todo:
    one = todo.pop()
    if id(one) in types:
        continue
    types[id(one)] = one
    todo.extend(type.__subclasses__(one))
def full(one):
    module = getattr(one, '__module__', None)
    return one.__qualname__ if module in ('builtins', None) else f'{module}.{one.__qualname__}'
special = '''repr hash call str getattribute getattr setattr delattr lt le eq ne gt ge iter next get set delete init del
add sub mul mod divmod pow neg pos abs bool invert lshift rshift and xor or int float iadd isub imul imod ipow ilshift irshift iand
ixor ior floordiv truediv ifloordiv itruediv index matmul imatmul len getitem setitem delitem contains await aiter anext'''.split()
made = type('Made', (), {f'__{name}__': (lambda *args: None) for name in special} | {'__new__': lambda *args: None})
print('S', id(made), id(object), 'slot')
for one in types.values():
    print('T', id(one), id(one.__base__) if one.__base__ else 0, str(full(one)).replace(' ', '_'))
    for name, value in list(type.__getattribute__(one, '__dict__').items()):
        kind = type(value).__name__
        if kind == 'builtin_function_or_method' or kind in ('method_descriptor', 'classmethod_descriptor', 'getset_descriptor'):
            print('M' if kind[0] in 'mc' else 'G' if kind[0] == 'g' else 'B', id(value), id(one), full(one) + '.' + name)
for module in list(sys.modules.values()):
    for name, value in list(vars(module).items()):
        if type(value).__name__ == 'builtin_function_or_method' and isinstance(value.__self__, type(sys)):
            owner = value.__self__.__name__
            print('B', id(value), 0, (owner + '.' if owner != 'builtins' else '') + value.__name__)
sys.stdout.flush()
os._exit(0)
`;

const HELPERS = { '3.12': HELPERS_312, '3.13': HELPERS_313, '3.14': HELPERS_314 } as const;

interface Told {
  readonly lines: readonly string[];
  readonly loaded: Emscripten;
}

async function told(engine: EngineDefinition): Promise<Told> {
  const chunks: Uint8Array[] = [];
  const packageDir = enginePackageDir(engine);
  const wasm = await WebAssembly.compile(readFileSync(path.join(packageDir, engine.wasmFile)));
  const loaded = await loadEmscripten({
    engine,
    packageDir,
    wasm,
    argv: ['/home/names.py'],
    // 3.13 imports the values of its JavaScript bridge; nothing here calls them.
    wrapImports: (imports) => {
      imports['sentinel'] ??= {};
    },
    prepare: (module) => {
      module.FS.mkdirTree('/home');
      module.FS.writeFile('/home/names.py', new TextEncoder().encode(PROGRAM));
      createStdio(module.FS, {
        read: () => new Uint8Array(),
        write: (stream, bytes) => {
          if (stream === 'stdout') chunks.push(bytes.slice());
          else process.stderr.write(bytes);
        },
      }).interpreterIsUp();
    },
    beforeMain: () => undefined,
  });
  try {
    loaded.exports.Py_RunMain();
  } catch (error) {
    if ((error as { name?: string }).name !== 'ExitStatus') throw error;
  }
  return { lines: Buffer.concat(chunks).toString('utf8').trim().split('\n'), loaded };
}

function sizeOf(module: ModuleIndex, index: number): number {
  const body = bodyOf(module, index);
  return body ? body.end - body.at : 0;
}

async function write(engine: EngineDefinition): Promise<void> {
  const { lines, loaded } = await told(engine);
  const memory = new ProgramMemory(() => loaded.module.HEAPU8, engine.layout);
  const functionAt = (pointer: number): number => {
    try {
      // V8 names a wasm function by its index.
      return Number((loaded.module.wasmTable.get(pointer) as { readonly name: string }).name);
    } catch {
      return NaN;
    }
  };
  const found = new FunctionNames(memory, functionAt).read(lines);
  const bytes = readFileSync(path.join(enginePackageDir(engine), engine.wasmFile));
  const module = readModule(bytes);
  const { staticFunctions: _, ...options } = engine.instrument;
  const sites = instrument(bytes, { ...options, staticFunctions: [] }).sites;
  const unnamed = new Set(
    sites.flatMap(({ cFunction }) =>
      cFunction.startsWith('func ') ? [Number(cFunction.slice(5))] : [],
    ),
  );
  const helpers = new Set(parseNames(HELPERS[engine.id]).map(({ index }) => index));
  const rows = [...found]
    .filter(([index]) => unnamed.has(index) && !helpers.has(index))
    .sort(([a], [b]) => a - b)
    .map(([index, name]) => `${index} ${sizeOf(module, index)} ${name}`);
  const version = engine.id.replace('.', '');
  const head = `// Written by scripts/name-functions.ts from the tables of CPython ${engine.pythonVersion}: index, bytes of the body, name. Not to be edited.\n\n`;
  writeFileSync(
    new URL(`../src/main/engine/function-names/names-${version}.ts`, import.meta.url),
    `${head}export const NAMES_${version} = \`\n${rows.join('\n')}\n\`;\n`,
  );
  process.stdout.write(
    `${engine.id}: ${rows.length} of ${unnamed.size} unnamed functions with sites\n`,
  );
}

const [chosen] = process.argv.slice(2);
const engine = ENGINES.find(({ id }) => id === chosen);
if (engine) {
  await write(engine);
  process.exit(0);
}
// A process each: the engines' start scripts keep state in it.
for (const { id } of ENGINES)
  spawnSync(process.execPath, [fileURLToPath(import.meta.url), id], { stdio: 'inherit' });
