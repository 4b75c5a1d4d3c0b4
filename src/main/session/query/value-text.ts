// Owns the value of an object in words where its own bytes gave none: which class a type object is, which module a module is, as
// far as the names and the imports of your code tell. Must not guess: what nothing tells stays ''.

import { storedNames } from './stored-names.ts';
import type { View } from './view.ts';

/** The recorded value; `<class 'Node'>` or `<module 'json'>` where that is known; else ''. */
export function valueText(view: View, object: number): string {
  const { file } = view;
  const value = file.value(object);
  if (value !== '') return value;
  const kind = file.type(file.lives().type(object))?.kind;
  if (kind === 'type') return wrapped('class', classNamed(view, object));
  if (kind === 'module') return wrapped('module', importedAs(view, object, 'IMPORT_NAME'));
  return '';
}

const wrapped = (what: string, name: string | undefined): string =>
  name === undefined ? '' : `<${what} '${name}'>`;

/** What it was imported as, or a name that is also the name of a type: other names are aliases (`T = Node`). */
function classNamed(view: View, object: number): string | undefined {
  const known = view.once(
    'names of types',
    () => new Set(view.file.types().map((row) => row.name)),
  );
  return (
    importedAs(view, object, 'IMPORT_FROM') ??
    view.file.names(object).find((name) => known.has(name))
  );
}

/** What your code imports under a name of the object. */
function importedAs(view: View, object: number, opcode: ImportOpcode): string | undefined {
  const imports = view.once(opcode, () => importsOf(view, opcode));
  const { file } = view;
  for (const variable of file.nameLog().variablesOf(object)) {
    const found = imports.get(file.variable(variable)?.name ?? '');
    if (found !== undefined) return found;
  }
  return undefined;
}

type ImportOpcode = 'IMPORT_NAME' | 'IMPORT_FROM';

/** Stored name -> imported name, of `import sys` and `import json as j`. `import os.path` binds the package `os`. */
function importsOf({ file }: View, opcode: ImportOpcode): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const code of file.codes()) {
    if (!code.yours) continue;
    code.argNames.forEach((argument, unit) => {
      const imported = code.argNames[unit - 1] ?? '';
      const nameOf = (at: number): string => file.opcodeName(code.opcodes[at] ?? 0);
      if (!nameOf(unit).startsWith('STORE_') || nameOf(unit - 1) !== opcode) return;
      const stored = storedNames(nameOf(unit), argument)[0] ?? '';
      modules.set(stored, imported.startsWith(`${stored}.`) ? stored : imported);
    });
  }
  return modules;
}
