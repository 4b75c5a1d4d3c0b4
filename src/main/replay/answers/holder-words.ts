// Owns what a reference is called: from where it lies in memory to words a reader of Python knows. Must not count.
// Invariant: whatever memory holds, there are words, if only an offset.

import type { Holder } from '../../../shared/model/holders.ts';
import { MANAGED_DICT } from '../../engine/heap/heap-layout.ts';
import type { HeapView, Reference } from '../../engine/heap/heap-view.ts';
import type { SessionFile } from '../../session/read/session-file.ts';

export type Described = Pick<Holder, 'kind' | 'words' | 'key'>;

export interface WordParts {
  readonly heap: HeapView;
  readonly session: SessionFile;
  /** Id of the live object at an address; 0: the recording does not know it. */
  idAt(address: number): number;
  /** The references to a container (dict, list, tuple) that holds the object. */
  ownersOf(container: number): readonly Reference[];
  /** True of what was made between the start of the recording and the program's first line. */
  isFromCompiling(address: number): boolean;
  /** Line that an instruction address stands for in the activation; 0: not known. */
  lineOf(frame: number): number;
}

type Describe = (reference: Reference, parts: WordParts) => Described;

const FRAME_FIELDS: Readonly<Record<number, string>> = {
  0: 'code of the running call of',
  8: 'function of the running call of',
  20: 'namespace of the running call of',
  24: 'frame object of the running call of',
};
const MAIN = '__main__';

const DESCRIBE: Readonly<Record<Reference['part'], Describe>> = {
  local: (reference, parts) => {
    const key = parts.heap.variableName(frameOf(reference, parts), reference.key);
    return { kind: 'local', words: `local \`${key}\` of ${callLabel(reference, parts)}`, key };
  },
  stack: describeStack,
  'unsure stack': describeStack,
  'frame field': (reference, parts) => ({
    kind: 'frame',
    words: `${FRAME_FIELDS[reference.key] ?? 'running call of'} ${callLabel(reference, parts)}`,
  }),
  'dict key': (reference, parts) => {
    const dict = dictLabel(reference.holder, parts);
    return { kind: 'dict key', words: `key of ${dict}`, key: keyText(reference.key, parts) };
  },
  'dict value': (reference, parts) => dictValue(reference, parts),
  attribute: (reference, parts) => {
    const key = keyText(reference.key, parts);
    const words = `attribute \`${key}\` of ${label(reference.holder, parts)}`;
    return { kind: 'attribute', words, key };
  },
  'shared key': () => ({ kind: 'type', words: 'attribute names that instances of a class share' }),
  item: describeItem,
  'set item': ({ holder }, parts) => ({
    kind: 'set item',
    words: `member of ${label(holder, parts)}`,
  }),
  weak: ({ holder }, parts) => ({ kind: 'weakref', words: label(holder, parts) }),
  static: ({ at }) => ({
    kind: 'C variable',
    words: `variable of the interpreter at address ${at}`,
  }),
  field: ({ holder, key }, parts) => {
    const name = parts.heap.fieldName(holder, key);
    const words = `${name ?? `field at byte ${key}`} of ${label(holder, parts)}`;
    return { kind: name === 'type' ? 'type' : 'field', words, ...(name ? { key: name } : {}) };
  },
};

export const describeReference = (reference: Reference, parts: WordParts): Described =>
  DESCRIBE[reference.part](reference, parts);

function describeStack(reference: Reference, parts: WordParts): Described {
  const words = `value stack slot ${reference.key} of ${callLabel(reference, parts)}`;
  return { kind: 'value stack', words, key: String(reference.key) };
}

/** One of what the field of an object holds. */
const ONE_OF: Readonly<Record<string, string>> = {
  'default arguments': 'default argument',
  constants: 'constant',
  closure: 'cell of the closure',
};

/** An item of a container with a name is that; of one without, what the container is there for. */
function describeItem({ holder, key }: Reference, parts: WordParts): Described {
  const name = nameOf(holder, parts);
  if (name !== undefined) return { kind: 'item', words: `\`${name}[${key}]\``, key: String(key) };
  const owners = parts.ownersOf(holder).filter((owner) => owner.holder !== 0);
  for (const { holder: owner, key: offset } of owners) {
    const one = ONE_OF[parts.heap.fieldName(owner, offset) ?? ''];
    if (one === undefined) continue;
    return {
      kind: 'item',
      words: `${one} ${key} of ${ownerLabel(owner, parts)}`,
      key: String(key),
    };
  }
  const isList = parts.heap.words.typeName(holder).base === 'list';
  if (isList && owners.length === 0 && parts.isFromCompiling(holder))
    return { kind: 'parser', words: 'the tree that the program was parsed into' };
  return { kind: 'item', words: `item ${key} of ${label(holder, parts)}`, key: String(key) };
}

function ownerLabel(owner: number, parts: WordParts): string {
  const { heap } = parts;
  if (heap.words.typeName(owner).base !== 'code') return label(owner, parts);
  return `the code of \`${heap.codeName(owner)}\``;
}

const frameOf = ({ frame, holder }: Reference, { heap }: WordParts): number =>
  frame || heap.frameIn(holder);

/** `f`, line 12. */
export function callWords(reference: Reference, parts: WordParts): string {
  const frame = frameOf(reference, parts);
  const line = parts.lineOf(frame);
  const name = `\`${parts.heap.functionName(frame)}\``;
  return line === 0 ? name : `${name}, line ${line}`;
}

function callLabel(reference: Reference, parts: WordParts): string {
  const place = callWords(reference, parts);
  return reference.frame === 0 ? `${label(reference.holder, parts)} in ${place}` : place;
}

function keyText(key: number, { heap, session, idAt }: WordParts): string {
  const text = heap.text(key);
  if (text !== null) return text;
  const id = idAt(key);
  return (id && session.value(id)) || `a ${heap.words.typeName(key).name}`;
}

/** What methods call it says nothing of which one it is. */
const SAYS_NOTHING = new Set(['self', 'cls']);

export function nameOf(address: number, { heap, session, idAt }: WordParts): string | undefined {
  const id = idAt(address);
  const names = id === 0 ? [] : session.names(id);
  return names.find((name) => !SAYS_NOTHING.has(name)) ?? names[0] ?? heap.ownName(address);
}

/** `lst`, or what there is to say of it without a name: its type and its number. */
function label(address: number, parts: WordParts): string {
  const name = nameOf(address, parts);
  const type = parts.heap.words.typeName(address).name;
  if (name !== undefined) return `${type} \`${name}\``;
  const id = parts.idAt(address);
  return id === 0 ? `a ${type}` : `${type} #${id}`;
}

/** Who has the dict as its namespace: a module, a class or an instance. */
function namespaceOwner(
  dict: number,
  parts: WordParts,
): { kind: 'module' | 'class' | 'instance'; owner: number } | null {
  for (const { holder, part, key } of parts.ownersOf(dict)) {
    if (holder === 0 || part !== 'field') continue;
    if (key === MANAGED_DICT) return { kind: 'instance', owner: holder };
    if (parts.heap.fieldName(holder, key) !== 'namespace') continue;
    const isModule = parts.heap.words.typeName(holder).base === 'module';
    return { kind: isModule ? 'module' : 'class', owner: holder };
  }
  return null;
}

const moduleName = (module: number, { heap }: WordParts): string => heap.moduleName(module) ?? '?';

function dictLabel(dict: number, parts: WordParts): string {
  const owner = namespaceOwner(dict, parts);
  if (!owner) return label(dict, parts);
  if (owner.kind === 'module')
    return `the namespace of module \`${moduleName(owner.owner, parts)}\``;
  return `the namespace of ${label(owner.owner, parts)}`;
}

function dictValue({ holder, key: at }: Reference, parts: WordParts): Described {
  const key = keyText(at, parts);
  const found = namespaceOwner(holder, parts);
  if (!found) {
    const isText = parts.heap.text(at) !== null;
    const words = `value of key ${isText ? `'${key}'` : key} in ${label(holder, parts)}`;
    return { kind: 'dict value', words, key };
  }
  if (found.kind === 'module') {
    const name = moduleName(found.owner, parts);
    const where = name === MAIN ? '' : ` of module \`${name}\``;
    return { kind: 'module global', words: `module global \`${key}\`${where}`, key };
  }
  const kind = found.kind === 'class' ? 'class attribute' : 'attribute';
  return { kind, words: `${kind} \`${key}\` of ${label(found.owner, parts)}`, key };
}
