// Owns which dotted names of modules a program's text uses: by import statements wherever they stand, by `import_module` and `__import__` of
// a literal, by attributes of what was imported, under whatever name. It parses, so text in strings and comments is none of it. Must not
// judge the names. Invariant: any text gives an answer, in time that follows its length; where it is no Python, the rest of it counts.

import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';

export interface NameUsed {
  /** For example `os.system`. */
  readonly name: string;
  readonly line: number;
  /** In a `try`: the program has something else to do when there is no such module. */
  readonly isTried: boolean;
}

/** In order of their first use, each once. */
export function namesUsed(source: string): readonly NameUsed[] {
  const reader = new Reader(source);
  parser.parse(source).iterate({ enter: ({ node }) => reader.enter(node) });
  return reader.found;
}

class Reader {
  readonly found: NameUsed[] = [];
  readonly #seen = new Set<string>();
  readonly #source: string;
  /** What an imported name stands for. */
  readonly #meaning = new Map<string, string>();

  constructor(source: string) {
    this.#source = source;
  }

  /** False: nothing below is of interest. */
  enter(node: SyntaxNode): boolean {
    if (node.name === 'IfStatement' && isForTypes(this.#text(node.firstChild?.nextSibling)))
      return false;
    if (node.name === 'ImportStatement') {
      this.#import(node);
      return false;
    }
    if (node.name === 'CallExpression') this.#call(node);
    if (node.name === 'MemberExpression') this.#member(node);
    return true;
  }

  #text(node: SyntaxNode | null | undefined): string {
    return node ? this.#source.slice(node.from, node.to) : '';
  }

  #import(node: SyntaxNode): void {
    // `from . import x` and `from .a import x` are of the program itself.
    const statement = this.#text(node).replaceAll(/#[^\n]*|[()\\]/g, ' ');
    const from = /^from\s+([\w.]+(?:\s*\.\s*\w+)*)\s+import\s+(.*)$/su.exec(statement);
    const plain = /^import\s+(.*)$/su.exec(statement);
    const names = (from?.[2] ?? plain?.[1] ?? '').split(',');
    const module = from?.[1]?.replaceAll(/\s/g, '');
    if (module?.startsWith('.')) return;
    if (module !== undefined) this.#note(module, node);
    for (const item of names) {
      const [name = '', as] = item.trim().split(/\s+as\s+/u);
      if (name === '' || name === '*') continue;
      const full = module === undefined ? name : `${module}.${name}`;
      this.#note(full, node);
      const short =
        module === undefined && as === undefined ? (name.split('.')[0] ?? '') : (as ?? name);
      this.#meaning.set(short, module === undefined && as === undefined ? short : full);
    }
  }

  #call(node: SyntaxNode): void {
    const called = this.#text(node.firstChild);
    if (!/^(?:__import__|(?:\w+\.)?import_module)$/.test(called)) return;
    const literal = /^\(\s*(['"])([\w.]+)\1\s*[,)]/.exec(this.#text(node.lastChild))?.[2];
    if (literal !== undefined) this.#note(literal, node);
  }

  #member(node: SyntaxNode): void {
    const text = this.#text(node);
    if (!/^[\p{L}_][\w.]*$/u.test(text)) return;
    const [first = '', ...rest] = text.split('.');
    const module = this.#meaning.get(first);
    if (module !== undefined) this.#note([module, ...rest].join('.'), node);
  }

  #note(name: string, node: SyntaxNode): void {
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    const line = this.#source.slice(0, node.from).split('\n').length;
    this.found.push({ name, line, isTried: isTried(node) });
  }
}

const isForTypes = (condition: string): boolean => /^(?:\w+\.)?TYPE_CHECKING$/.test(condition);

function isTried(node: SyntaxNode): boolean {
  for (let at = node.parent; at; at = at.parent) if (at.name === 'TryStatement') return true;
  return false;
}
