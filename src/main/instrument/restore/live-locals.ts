// Owns which locals of a function still matter at one place of it: those that some path from there reads before it writes them.
// Must not rewrite. Invariant: a local that is left out cannot be told from one that holds anything else.

import { MalformedBytes, type ByteReader } from '../../../shared/base/bytes.ts';
import type { FunctionType } from '../module-reader.ts';
import { CLASS, OPCODE_CLASS, PREFIXED, skipImmediate } from '../opcode-table.ts';
import { readMemoryArgument } from '../immediates.ts';
import { OP } from '../wasm-format.ts';

export interface LiveLocal {
  readonly index: number;
  /** Its value type as in the binary. */
  readonly type: number;
}

/** A piece of code without branches into it or out of it but at its ends. */
class Piece {
  readonly reads = new Set<number>();
  readonly writes = new Set<number>();
  readonly next: Piece[] = [];
  live = new Set<number>();
}

interface Frame {
  /** Where a branch to its label goes. */
  readonly target: Piece;
  /** What follows it; null: of a loop, which is left at its end only. */
  readonly end: Piece | null;
  /** Of an `if` whose `else` has not come. */
  otherwise: Piece | null;
}

export interface LocalsAt {
  readonly live: readonly LiveLocal[];
  /** Those that the function writes anywhere. */
  readonly written: ReadonlySet<number>;
}

/**
 * @param body stands at the declarations of locals
 * @param at offset in the module of an instruction of it
 */
export function liveLocalsAt(body: ByteReader, type: FunctionType, at: number): LocalsAt {
  const types = localTypes(body, type);
  const graph = new FlowGraph(body, at);
  const live = [...graph.liveAt()]
    .toSorted((a, b) => a - b)
    .map((index) => ({ index, type: types[index] as number }));
  return { live, written: graph.written };
}

function localTypes(body: ByteReader, { params }: FunctionType): number[] {
  const types = [...params];
  const groups = body.u32();
  for (let i = 0; i < groups; i++) {
    const count = body.u32();
    const type = body.u8();
    for (let n = 0; n < count; n++) types.push(type);
  }
  return types;
}

class FlowGraph {
  readonly #reader: ByteReader;
  readonly #pieces: Piece[] = [];
  readonly #frames: Frame[] = [];
  readonly written = new Set<number>();
  #here: Piece;
  #wanted: Piece | null = null;

  constructor(reader: ByteReader, at: number) {
    this.#reader = reader;
    this.#here = this.#piece();
    const end = this.#piece();
    this.#frames.push({ target: end, end, otherwise: null });
    while (this.#frames.length > 0) {
      if (reader.at === at) this.#wanted = this.#goOn(this.#piece());
      this.#instruction(reader.u8());
    }
  }

  liveAt(): ReadonlySet<number> {
    if (!this.#wanted) throw new MalformedBytes('an instruction is not there', this.#reader.at);
    for (let hasGrown = true; hasGrown;) {
      hasGrown = false;
      for (const piece of this.#pieces.toReversed()) {
        const live = new Set(piece.reads);
        for (const { live: after } of piece.next)
          for (const local of after) if (!piece.writes.has(local)) live.add(local);
        if (live.size > piece.live.size) {
          piece.live = live;
          hasGrown = true;
        }
      }
    }
    return this.#wanted.live;
  }

  #piece(): Piece {
    const piece = new Piece();
    this.#pieces.push(piece);
    return piece;
  }

  /** The code at hand goes on in `piece`. */
  #goOn(piece: Piece): Piece {
    this.#here.next.push(piece);
    this.#here = piece;
    return piece;
  }

  #branch(depth: number): void {
    const frame = this.#frames[this.#frames.length - 1 - depth];
    if (!frame) throw new MalformedBytes(`a branch leaves ${depth} blocks`, this.#reader.at);
    this.#here.next.push(frame.target);
  }

  #instruction(opcode: number): void {
    const reader = this.#reader;
    const kind = OPCODE_CLASS[opcode];
    if (kind === CLASS.fixed) skipImmediate(opcode, reader);
    else if (kind === CLASS.local) this.#local(opcode, reader.u32());
    else if (kind === CLASS.block) this.#open(opcode);
    else if (kind === CLASS.boundary) this.#boundary(opcode);
    else if (kind === CLASS.branch) this.#leave(opcode);
    else if (kind === CLASS.call) {
      reader.u32();
      if (opcode === OP.callIndirect) reader.u32();
      else if (opcode !== OP.call) throw this.#unexpected(opcode);
    } else if (kind === CLASS.select) {
      if (opcode === OP.selectTyped) reader.skip(reader.u32());
    } else if (kind === CLASS.load || kind === CLASS.store || kind === CLASS.wideStore)
      readMemoryArgument(reader);
    else if (kind === CLASS.constant || kind === CLASS.globalGet) reader.skipLeb();
    else if (kind === CLASS.prefixed) {
      const lebs = PREFIXED[reader.u32()]?.[2] ?? 0;
      for (let i = 0; i < lebs; i++) reader.skipLeb();
    } else if (kind === CLASS.unknown) throw this.#unexpected(opcode);
  }

  #local(opcode: number, index: number): void {
    const { reads, writes } = this.#here;
    if (opcode !== OP.localGet) {
      writes.add(index);
      this.written.add(index);
    } else if (!writes.has(index)) reads.add(index);
  }

  #open(opcode: number): void {
    this.#reader.s32();
    if (opcode === OP.loop) {
      const target = this.#goOn(this.#piece());
      this.#frames.push({ target, end: null, otherwise: null });
      return;
    }
    // Where an exception leads is not followed.
    if (opcode !== OP.block && opcode !== OP.if) throw this.#unexpected(opcode);
    const end = this.#piece();
    const otherwise = opcode === OP.if ? this.#piece() : null;
    if (otherwise) this.#here.next.push(otherwise);
    this.#frames.push({ target: end, end, otherwise });
    this.#goOn(this.#piece());
  }

  #boundary(opcode: number): void {
    const frame = this.#frames.at(-1);
    if (opcode === OP.else && frame?.end && frame.otherwise) {
      this.#here.next.push(frame.end);
      this.#here = frame.otherwise;
      frame.otherwise = null;
      return;
    }
    if (opcode !== OP.end || !frame) throw this.#unexpected(opcode);
    this.#frames.pop();
    if (!frame.end) return;
    frame.otherwise?.next.push(frame.end);
    this.#goOn(frame.end);
  }

  #leave(opcode: number): void {
    const reader = this.#reader;
    if (opcode === OP.brIf) {
      this.#branch(reader.u32());
      this.#goOn(this.#piece());
      return;
    }
    if (opcode === OP.br) this.#branch(reader.u32());
    else if (opcode === OP.brTable) {
      const labels = new Set<number>();
      for (let left = reader.u32(); left >= 0; left--) labels.add(reader.u32());
      for (const label of labels) this.#branch(label);
    } else if (opcode !== OP.return && opcode !== OP.unreachable) throw this.#unexpected(opcode);
    this.#here = this.#piece();
  }

  #unexpected(opcode: number): MalformedBytes {
    return new MalformedBytes(
      `opcode 0x${opcode.toString(16)} is not expected in the interpreter's loop`,
      this.#reader.at,
    );
  }
}
