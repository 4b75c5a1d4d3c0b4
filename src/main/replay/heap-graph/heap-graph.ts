// Owns the whole heap at a moment as a graph: a node per live object, an edge per reference, to be walked both ways. Must not know what
// a reference is called. Invariant: edges are those that HeapView finds, each once; node numbers rise with the address.

import type { HeapView, Reference } from '../../engine/heap/heap-view.ts';
import type { Part } from '../../engine/heap/heap-words.ts';

/** Number of an object's node, from 0; no object: */
export const NO_NODE = -1;

type Columns = Readonly<Record<'from' | 'to' | 'at' | 'key' | 'frame' | 'part', Growing>> & {
  readonly counted: Growing;
};

/** A column of u32 that grows. */
class Growing {
  #words = new Uint32Array(1 << 12);
  length = 0;

  push(value: number): void {
    if (this.length === this.#words.length) {
      const grown = new Uint32Array(2 * this.#words.length);
      grown.set(this.#words);
      this.#words = grown;
    }
    this.#words[this.length++] = value;
  }

  at(index: number): number {
    return this.#words[index] ?? 0;
  }
}

export class HeapGraph {
  readonly heap: HeapView;
  /** Index = node. */
  readonly addresses: readonly number[];
  readonly #nodes = new Map<number, number>();
  readonly #edges: Columns = {
    from: new Growing(),
    to: new Growing(),
    at: new Growing(),
    key: new Growing(),
    frame: new Growing(),
    part: new Growing(),
    counted: new Growing(),
  };
  readonly #parts: Reference['part'][] = [];
  readonly #out: Adjacency;
  readonly #in: Adjacency;

  constructor(heap: HeapView) {
    this.heap = heap;
    this.addresses = heap.objects();
    this.addresses.forEach((address, node) => this.#nodes.set(address, node));
    heap.references(
      (address) => this.#nodes.has(address),
      (reference) => this.#add(reference),
    );
    this.#out = new Adjacency(this.#edges.from, this.addresses.length);
    this.#in = new Adjacency(this.#edges.to, this.addresses.length);
  }

  get edgeCount(): number {
    return this.#edges.to.length;
  }

  nodeAt(address: number): number {
    return this.#nodes.get(address) ?? NO_NODE;
  }
  addressOf(node: number): number {
    return this.addresses[node] ?? 0;
  }

  /** Edges that leave a node, and that lead to it. */
  edgesFrom(node: number): Uint32Array {
    return this.#out.of(node);
  }
  edgesTo(node: number): Uint32Array {
    return this.#in.of(node);
  }

  /** NO_NODE: a call or a variable of C code. */
  source(edge: number): number {
    const from = this.#edges.from.at(edge);
    return from === OUTSIDE ? NO_NODE : from;
  }
  target(edge: number): number {
    return this.#edges.to.at(edge);
  }
  part(edge: number): Part | 'static' {
    return this.#parts[this.#edges.part.at(edge)] ?? 'field';
  }
  key(edge: number): number {
    return this.#edges.key.at(edge);
  }
  isCounted(edge: number): boolean {
    return this.#edges.counted.at(edge) === 1;
  }

  reference(edge: number): Reference {
    const source = this.source(edge);
    return {
      target: this.addressOf(this.target(edge)),
      at: this.#edges.at.at(edge),
      part: this.part(edge),
      key: this.key(edge),
      holder: source === NO_NODE ? 0 : this.addressOf(source),
      frame: this.#edges.frame.at(edge),
      counted: this.isCounted(edge),
    };
  }

  #add({ target, at, part, key, holder, frame, counted }: Reference): void {
    const { from, to, at: ats, key: keys, frame: frames, part: parts } = this.#edges;
    let number = this.#parts.indexOf(part);
    if (number < 0) number = this.#parts.push(part) - 1;
    from.push(holder === 0 ? OUTSIDE : (this.#nodes.get(holder) ?? OUTSIDE));
    to.push(this.#nodes.get(target) ?? 0);
    ats.push(at);
    keys.push(key);
    frames.push(frame);
    parts.push(number);
    this.#edges.counted.push(counted ? 1 : 0);
  }
}

/** In `from`: no object. */
const OUTSIDE = 0xffff_ffff;

/** Edges by one of their ends, in the order in which they were found. */
class Adjacency {
  readonly #start: Uint32Array;
  readonly #edges: Uint32Array;

  constructor(end: Growing, nodes: number) {
    this.#start = new Uint32Array(nodes + 2);
    for (let edge = 0; edge < end.length; edge++) {
      const node = end.at(edge);
      if (node !== OUTSIDE) this.#start[node + 2] = (this.#start[node + 2] ?? 0) + 1;
    }
    for (let n = 2; n < this.#start.length; n++)
      this.#start[n] = (this.#start[n] ?? 0) + (this.#start[n - 1] ?? 0);
    this.#edges = new Uint32Array(this.#start.at(-1) ?? 0);
    for (let edge = 0; edge < end.length; edge++) {
      const node = end.at(edge);
      if (node === OUTSIDE) continue;
      const at = this.#start[node + 1] ?? 0;
      this.#edges[at] = edge;
      this.#start[node + 1] = at + 1;
    }
  }

  of(node: number): Uint32Array {
    return this.#edges.subarray(this.#start[node], this.#start[node + 1]);
  }
}
