// Owns hand-written ring contents for tests: records and payloads as words, and the side messages they refer to, in the layout
// of shared/model/ring.ts. Must not know the decoder.

import type { Address } from '../../src/shared/base/brand.ts';
import type {
  CodeDescription,
  HookDescription,
  NamePlace,
  SideMessage,
  TypeDescription,
} from '../../src/shared/model/engine-messages.ts';
import { FIRST_ENTRY_CELL, MARK, PAYLOAD_BYTES, TAG } from '../../src/shared/model/ring.ts';
import type { Site } from '../../src/shared/model/site.ts';

/** One site per kind, by name. */
export const SITE = { birth: 0, inc: 1, dec: 2, add: 3, set: 4, immortal: 5 } as const;
export const SITES: readonly Site[] = Object.keys(SITE).map((kind, i) => ({
  kind: kind as Site['kind'],
  cFunction: `f_${kind}`,
  wasmOffset: 1000 + i,
  certain: true,
}));
export const IMMORTAL_REFCOUNT = 0x3fff_ffff;
const UNKNOWN = 0xffff_ffff;

/** The first bytes of an object: first word, address of the type, then whatever the test wants. */
export function payloadWords(first: number, type: number, rest: readonly number[] = []): number[] {
  const words = [first, type, ...rest];
  while (words.length < PAYLOAD_BYTES / 4) words.push(0);
  return words;
}

export interface CodeParts {
  readonly address: number;
  readonly firstUnit: number;
  readonly unitCount: number;
  readonly name?: string;
  readonly filename?: string;
  readonly yours?: boolean;
  /** Line of each unit; the last one goes on. */
  readonly lines?: readonly number[];
  readonly constants?: readonly number[];
  readonly hooks?: readonly HookDescription[];
}

export function codeDescription(parts: CodeParts): CodeDescription {
  const { unitCount, name = 'f', lines = [1] } = parts;
  const column = (value: number) => new Int16Array(unitCount).fill(value);
  return {
    address: parts.address as Address,
    firstUnit: parts.firstUnit as Address,
    unitCount,
    name,
    qualname: name,
    filename: parts.filename ?? '/home/prog.py',
    firstLine: lines[0] ?? 1,
    yours: parts.yours ?? true,
    opcodes: new Uint8Array(unitCount),
    args: new Uint32Array(unitCount),
    lines: Int32Array.from({ length: unitCount }, (_, i) => lines[i] ?? lines.at(-1) ?? 1),
    columns: column(0),
    endColumns: column(4),
    argNames: new Array<string>(unitCount).fill(''),
    localNames: [],
    constants: (parts.constants ?? []) as Address[],
    hooks: parts.hooks ?? [],
  };
}

export class RingBuilder {
  readonly words: number[] = [];
  readonly messages: SideMessage[] = [];
  /** Instruction address of the events that follow. */
  at = 0;
  readonly #indices = { code: 0, type: 0, output: 0, input: 0, name: 0 };

  birth(address: number, type = 0): this {
    return this.#push(address, type, event(SITE.birth, 1), this.at);
  }
  /** The count becomes `refcount` by `delta` (saturated as the engine does); with 0 the payload must be given. */
  event(address: number, refcount: number, delta: number, payload?: readonly number[]): this {
    const site = delta === 1 ? SITE.inc : delta === -1 ? SITE.dec : SITE.set;
    this.#push(address, refcount, event(site, delta), this.at);
    if (refcount === 0) this.words.push(...(payload ?? payloadWords(0, 0)));
    return this;
  }
  incref(address: number, refcount: number): this {
    return this.event(address, refcount, 1);
  }
  decref(address: number, refcount: number, payload?: readonly number[]): this {
    return this.event(address, refcount, -1, payload);
  }
  freed(address: number, refcount: number): this {
    return this.#push(TAG.freed, address, refcount, 0);
  }
  line(frame: number, instruction: number, depth: number): this {
    return this.#push(TAG.line, frame, instruction, depth);
  }
  enter(frame: number, instruction: number, depth: number): this {
    return this.#push(TAG.enter, frame, instruction, depth);
  }
  leave(frame: number, instruction: number, depth: number): this {
    return this.#push(TAG.leave, frame, instruction, depth);
  }
  suspend(frame: number, instruction: number, depth: number): this {
    return this.#push(TAG.suspend, frame, instruction, depth);
  }
  bind(
    scope: number,
    instruction: number,
    value: number,
    { ordinal = 0, payload }: { ordinal?: number; payload?: readonly number[] } = {},
  ): this {
    const tag = TAG.bind | (ordinal << 8) | (payload ? 1 << 16 : 0);
    this.#push(tag, scope, instruction, value);
    if (payload) this.words.push(...payload);
    return this;
  }
  /** A variable sits in the cell at an address; `index` as in ring.ts. */
  cell(frame: number, instruction: number, address: number, index = FIRST_ENTRY_CELL): this {
    return this.#push(TAG.cell | (index << 8), frame, instruction, address);
  }
  name(place: NamePlace, name: string | null, value: number): this {
    const index = this.#indices.name++;
    this.messages.push({
      kind: 'name',
      index,
      place,
      name,
      value: value as Address,
      payload: null,
    });
    return this.mark(MARK.name, index);
  }
  code(parts: CodeParts): this {
    const index = this.#indices.code++;
    this.messages.push({ kind: 'code', index, code: codeDescription(parts) });
    return this.mark(MARK.code, index);
  }
  type(address: number, name: string, kind: TypeDescription['kind'] = 'object'): this {
    const index = this.#indices.type++;
    const type = { address: address as Address, name, kind, yours: false, hasGc: false };
    this.messages.push({ kind: 'type', index, type });
    return this.mark(MARK.type, index);
  }
  output(stream: 'stdout' | 'stderr', text: string): this {
    const index = this.#indices.output++;
    const bytes = new TextEncoder().encode(text);
    this.messages.push({ kind: 'output', index, output: { stream, bytes } });
    return this.mark(MARK.output, index);
  }
  input(text: string): this {
    const index = this.#indices.input++;
    this.messages.push({ kind: 'input', index, bytes: new TextEncoder().encode(text) });
    return this.mark(MARK.input, index);
  }
  mark(id: number, a = 0, b: number = UNKNOWN): this {
    return this.#push(TAG.mark, id, a, b);
  }

  /** The words written since the last call. */
  take(): Uint32Array {
    return Uint32Array.from(this.words.splice(0));
  }

  #push(w0: number, w1: number, w2: number, w3: number): this {
    this.words.push(w0, w1, w2, w3);
    return this;
  }
}

const event = (site: number, delta: number): number =>
  ((Math.max(-0x8000, Math.min(0x7fff, delta)) << 16) | site) >>> 0;
