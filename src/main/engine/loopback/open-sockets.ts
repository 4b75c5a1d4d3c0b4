// Owns the sockets that the program has open, by its descriptors, and what Emscripten's file system wants to know of them. Must not know
// addresses. Invariant: a socket is closed with the last descriptor that refers to it.

import type { FileNode } from '../file-quota.ts';
import type { Restore } from '../rewind/savable.ts';
import { Network, SocketError, type Socket } from './network.ts';

/** What this file uses of Emscripten's file system. */
export interface SocketFs {
  readonly root: FileNode;
  readonly streams: readonly (SocketStream | null)[];
  readonly ErrnoError: new (errno: number) => Error;
  createNode(parent: FileNode, name: string, mode: number, device: number): SocketNode;
  destroyNode(node: SocketNode): void;
  createStream(stream: Omit<SocketStream, 'fd'>): SocketStream;
}

interface SocketNode extends FileNode {
  node_ops?: object;
  readonly id?: number;
}

interface SocketStream {
  readonly fd: number;
  readonly path?: string;
  readonly node: SocketNode;
  flags: number;
  readonly seekable?: boolean;
  readonly stream_ops?: object;
}

export interface Machine {
  fs(): SocketFs | undefined;
  memory(): Uint8Array | undefined;
}

/** Flags of a descriptor. */
export const NONBLOCKING = 0o4000;
const READ_WRITE = 2;
/** A node that is a socket, which anybody may use. */
const SOCKET_MODE = 0o140777;

const streamSockets = new WeakMap<SocketNode, Socket>();

export const socketOf = ({ node }: SocketStream): Socket | undefined => streamSockets.get(node);

export class OpenSockets {
  readonly network = new Network();
  readonly #machine: Machine;
  #opened = 0;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  save(): Restore {
    const opened = this.#opened;
    const restore = this.network.save();
    return () => {
      this.#opened = opened;
      restore();
    };
  }

  at(fd: number): Socket {
    const stream = this.#machine.fs()?.streams[fd];
    const socket = stream ? socketOf(stream) : undefined;
    if (!socket) throw new SocketError('notASocket');
    return socket;
  }

  /** Its descriptor. @param flags of the call: whether it blocks */
  open(socket: Socket, flags: number): number {
    const fs = this.#machine.fs();
    if (!fs) throw new SocketError('notSupported');
    // Known to the file system by name, as it wants that of all that is open, but in no folder.
    const name = `socket:[${++this.#opened}]`;
    const node = fs.createNode(fs.root, name, SOCKET_MODE, 0);
    node.node_ops = { getattr: () => attributes(node) };
    streamSockets.set(node, socket);
    const stream_ops = {
      poll: () => socket.ready,
      dup: () => void socket.descriptors++,
      read: (_: unknown, buffer: Uint8Array, offset: number, length: number) =>
        this.#asFile(fs, () => {
          const received = socket.receive(length);
          buffer.set(received, offset);
          return received.length;
        }),
      write: (_: unknown, buffer: Uint8Array, offset: number, length: number) =>
        this.#asFile(fs, () =>
          socket.send(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length)),
        ),
      close: () => {
        if (--socket.descriptors > 0) return;
        socket.close();
        fs.destroyNode(node);
      },
    };
    const mode = READ_WRITE | (flags & NONBLOCKING);
    const path = `/${name}`;
    return fs.createStream({ path, node, flags: mode, seekable: false, stream_ops }).fd;
  }

  #asFile(fs: SocketFs, operation: () => number): number {
    try {
      return operation();
    } catch (error) {
      throw error instanceof SocketError ? new fs.ErrnoError(error.errno) : error;
    }
  }
}

const START = new Date(0);

const attributes = (node: SocketNode): object => ({
  dev: 1,
  ino: node.id ?? 0,
  mode: SOCKET_MODE,
  nlink: 1,
  uid: 0,
  gid: 0,
  rdev: 0,
  size: 0,
  atime: START,
  mtime: START,
  ctime: START,
  blksize: 4096,
  blocks: 0,
});
