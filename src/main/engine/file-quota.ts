// Owns how much the program may keep in its memory file system: its files live in the host's memory, outside the interpreter's.
// Must not know Python. Invariant: bytes in files never exceed the quota by more than what the program had before it, and a pipe
// holds no more than a kernel's would; what does not fit is an ordinary OSError, and the file is as it was.

import type { Restore, Savable } from './rewind/savable.ts';
import type { EmscriptenFs } from './stdio.ts';

/** emscripten's numbers. */
const ENOSPC = 51;
const EAGAIN = 6;

/** As Linux: a write that would fill it further waits there; here nobody else could read, so it fails. */
const PIPE_BYTES = 65_536;
/** A file without a byte costs memory as well: about a kilobyte. */
const MOST_NODES = 100_000;

export interface FileNode {
  readonly mode: number;
  /** Of a plain file: bytes in use. */
  readonly usedBytes?: number;
  /** Of a folder: by name; of a file: its bytes. */
  readonly contents?: unknown;
  readonly pipe?: {
    readonly buckets: readonly { readonly offset: number; readonly roffset: number }[];
  };
}

interface Stream {
  readonly node: FileNode;
  readonly position: number;
  readonly flags: number;
}

/** The operations through which a file can grow. */
export interface GrowingFs {
  readonly ErrnoError: EmscriptenFs['ErrnoError'];
  readonly root: FileNode;
  readonly streams: readonly (Stream | null)[];
  write(stream: Stream, buffer: unknown, offset: number, length: number, position?: number): number;
  mknod(path: string, mode: number, device: number): unknown;
  truncate(path: string | FileNode, length: number, ...rest: unknown[]): unknown;
  ftruncate(fd: number, length: number): unknown;
  allocate?(stream: Stream, offset: number, length: number): unknown;
}

const APPEND = 0o2000;

/** From now on the files of `fs` may hold `maxBytes` together, and there may be MOST_NODES of them. */
export function limitFiles(fs: GrowingFs, maxBytes: number): Savable {
  const quota = new FileQuota(fs, maxBytes);
  const { write, mknod, truncate, ftruncate, allocate } = fs;
  fs.write = (stream, buffer, offset, length, position) => {
    const { node } = stream;
    if (node.pipe) quota.checkPipe(node.pipe, length);
    else {
      const isAppended = (stream.flags & APPEND) !== 0 || position === undefined;
      const start = isAppended ? Math.max(stream.position, sizeOf(node)) : position;
      quota.grow(node, start + length);
    }
    return write.call(fs, stream, buffer, offset, length, position);
  };
  fs.mknod = (path, mode, device) => {
    quota.addNode();
    return mknod.call(fs, path, mode, device);
  };
  fs.truncate = (path, length, ...rest) => {
    quota.grow(typeof path === 'string' ? null : path, length);
    return truncate.call(fs, path, length, ...rest);
  };
  fs.ftruncate = (fd, length) => {
    quota.grow(fs.streams[fd]?.node ?? null, length);
    return ftruncate.call(fs, fd, length);
  };
  if (allocate)
    fs.allocate = (stream, offset, length) => {
      quota.grow(stream.node, offset + length);
      return allocate.call(fs, stream, offset, length);
    };
  return quota;
}

const sizeOf = (node: FileNode | null): number => node?.usedBytes ?? 0;

class FileQuota {
  readonly #fs: GrowingFs;
  readonly #maxBytes: number;
  /** At least what is in use: files that shrink or go are noticed when it seems too much. */
  #bytes = 0;
  #nodes = 0;

  constructor(fs: GrowingFs, maxBytes: number) {
    this.#fs = fs;
    this.#maxBytes = maxBytes;
    this.#count();
  }

  save(): Restore {
    const [bytes, nodes] = [this.#bytes, this.#nodes];
    return () => {
      this.#bytes = bytes;
      this.#nodes = nodes;
    };
  }

  /** Before a file becomes `size` bytes long, if it is shorter. */
  grow(node: FileNode | null, size: number): void {
    const growth = Math.max(0, size - sizeOf(node));
    if (this.#bytes + growth > this.#maxBytes) this.#count();
    if (this.#bytes + growth > this.#maxBytes) throw new this.#fs.ErrnoError(ENOSPC);
    this.#bytes += growth;
  }

  addNode(): void {
    if (this.#nodes >= MOST_NODES) this.#count();
    if (this.#nodes >= MOST_NODES) throw new this.#fs.ErrnoError(ENOSPC);
    this.#nodes++;
  }

  checkPipe(pipe: NonNullable<FileNode['pipe']>, length: number): void {
    let waiting = 0;
    for (const { offset, roffset } of pipe.buckets) waiting += offset - roffset;
    if (waiting + length > PIPE_BYTES) throw new this.#fs.ErrnoError(EAGAIN);
  }

  /** All files that can be reached by a name or an open descriptor, each once. */
  #count(): void {
    const seen = new Set<FileNode>();
    const open = [this.#fs.root, ...this.#fs.streams.flatMap((stream) => stream?.node ?? [])];
    for (let node = open.pop(); node; node = open.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      open.push(...children(node));
    }
    this.#nodes = seen.size;
    this.#bytes = 0;
    for (const node of seen) this.#bytes += sizeOf(node);
  }
}

const FOLDER = 0o040000;
const KIND = 0o170000;

const children = ({ mode, contents }: FileNode): FileNode[] =>
  (mode & KIND) === FOLDER && typeof contents === 'object' && contents !== null
    ? Object.values(contents)
    : [];
