// Owns a network that consists of the program alone: stream sockets that reach other sockets of the same program, and nothing else.
// asyncio's loop wakes itself through such a pair. Must not know memory, descriptors or the host.
// Invariant: bytes come out in the order in which they went in, and no more than CAPACITY wait in one direction, than TOTAL in all.

import { saveAll, type Restore } from '../rewind/savable.ts';

/** emscripten's error numbers. */
export const ERRNO = {
  addressInUse: 3,
  addressNotAvailable: 4,
  familyNotSupported: 5,
  again: 6,
  invalid: 28,
  isConnected: 30,
  networkUnreachable: 40,
  notConnected: 53,
  notASocket: 57,
  notSupported: 66,
  refused: 14,
  brokenPipe: 64,
} as const;

/** A system call of the program failed; `errno` is one of ERRNO. */
export class SocketError extends Error {
  readonly errno: number;
  constructor(errno: keyof typeof ERRNO) {
    super(errno);
    this.errno = ERRNO[errno];
  }
}

export interface Address {
  /** Most significant byte first; 127.0.0.1 is 0x7f000001. */
  readonly host: number;
  readonly port: number;
}

/** Bits of what poll tells. */
export const READY = { read: 1, write: 4, hangUp: 16 } as const;

const LOCALHOST = 0x7f00_0001;
const ANY: Address = { host: 0, port: 0 };
/** As Linux gives them to who asks for none. */
const FIRST_PORT = 32_768;
const LAST_PORT = 60_999;
/** As much as the kernel keeps of a pipe. */
const CAPACITY = 65_536;
const TOTAL = 1 << 24;
const MOST_WAITING = 128;

/** Who is waiting for connections, by port. */
export class Network {
  #listeners = new Map<number, Socket>();
  #bound = new Set<number>();
  readonly #sockets = new Set<Socket>();
  #next = FIRST_PORT;
  /** Bytes that wait in all sockets. */
  waiting = 0;

  /** A socket that is there until it is closed. */
  add(socket: Socket): void {
    this.#sockets.add(socket);
  }

  remove(socket: Socket): void {
    this.#sockets.delete(socket);
  }

  save(): Restore {
    const { waiting } = this;
    const [listeners, bound, next] = [new Map(this.#listeners), new Set(this.#bound), this.#next];
    const sockets = [...this.#sockets];
    const restore = saveAll(sockets);
    return () => {
      this.waiting = waiting;
      this.#listeners = new Map(listeners);
      this.#bound = new Set(bound);
      this.#next = next;
      this.#sockets.clear();
      for (const socket of sockets) this.#sockets.add(socket);
      restore();
    };
  }

  /** Takes the port, or a free one for 0. */
  take(port: number): number {
    if (port !== 0) {
      if (this.#bound.has(port)) throw new SocketError('addressInUse');
      this.#bound.add(port);
      return port;
    }
    for (let tried = FIRST_PORT; tried <= LAST_PORT; tried++) {
      const free = this.#next;
      this.#next = free === LAST_PORT ? FIRST_PORT : free + 1;
      if (!this.#bound.has(free)) return this.take(free);
    }
    throw new SocketError('addressInUse');
  }

  listen(port: number, socket: Socket): void {
    this.#listeners.set(port, socket);
  }

  listener({ host, port }: Address): Socket | undefined {
    if (host !== 0 && host >>> 24 !== 127) throw new SocketError('networkUnreachable');
    return this.#listeners.get(port);
  }

  release(port: number, socket: Socket): void {
    if (this.#listeners.get(port) === socket) this.#listeners.delete(port);
    this.#bound.delete(port);
  }
}

/** One end of a connection, or who accepts them. */
export class Socket {
  readonly #network: Network;
  #local = ANY;
  #remote = ANY;
  #ownsPort = false;
  #backlog: Socket[] | null = null;
  #mostWaiting = 0;
  #peer: Socket | null = null;
  #wasConnected = false;
  #incoming: Uint8Array[] = [];
  #waiting = 0;
  #ended = false;

  /** Of the program, that refer to it. */
  descriptors = 1;

  constructor(network: Network) {
    this.#network = network;
    network.add(this);
  }

  save(): Restore {
    const { descriptors } = this;
    const [local, remote, ownsPort] = [this.#local, this.#remote, this.#ownsPort];
    const [backlog, mostWaiting] = [this.#backlog && [...this.#backlog], this.#mostWaiting];
    const [peer, wasConnected, ended] = [this.#peer, this.#wasConnected, this.#ended];
    const [incoming, waiting] = [this.#incoming, this.#waiting];
    return () => {
      this.descriptors = descriptors;
      this.#local = local;
      this.#remote = remote;
      this.#ownsPort = ownsPort;
      this.#backlog = backlog && [...backlog];
      this.#mostWaiting = mostWaiting;
      this.#peer = peer;
      this.#wasConnected = wasConnected;
      this.#ended = ended;
      this.#incoming = incoming;
      this.#waiting = waiting;
    };
  }

  get localAddress(): Address {
    return this.#local;
  }

  get isListening(): boolean {
    return this.#backlog !== null;
  }

  get remoteAddress(): Address {
    if (!this.#wasConnected) throw new SocketError('notConnected');
    return this.#remote;
  }

  bind({ host, port }: Address): void {
    if (this.#local.port !== 0) throw new SocketError('invalid');
    if (host !== 0 && host >>> 24 !== 127) throw new SocketError('addressNotAvailable');
    this.#local = { host, port: this.#network.take(port) };
    this.#ownsPort = true;
  }

  listen(backlog: number): void {
    if (this.#wasConnected) throw new SocketError('invalid');
    if (this.#local.port === 0) this.bind(ANY);
    this.#backlog ??= [];
    this.#mostWaiting = Math.max(1, Math.min(backlog, MOST_WAITING));
    this.#network.listen(this.#local.port, this);
  }

  /** Is done at once, whether or not anybody accepts it yet. */
  connect(remote: Address): void {
    if (this.#wasConnected) throw new SocketError('isConnected');
    const server = this.#network.listener(remote);
    if (!server || !server.#backlog || server.#backlog.length >= server.#mostWaiting)
      throw new SocketError('refused');
    if (this.#local.port === 0) this.bind({ host: LOCALHOST, port: 0 });
    const other = new Socket(this.#network);
    const host = remote.host === 0 ? LOCALHOST : remote.host;
    other.#join(this, { host, port: remote.port }, this.#local);
    this.#join(other, this.#local, { host, port: remote.port });
    server.#backlog.push(other);
  }

  accept(): Socket {
    if (!this.#backlog) throw new SocketError('invalid');
    const accepted = this.#backlog.shift();
    if (!accepted) throw new SocketError('again');
    return accepted;
  }

  /** How many of the bytes were taken. */
  send(bytes: Uint8Array): number {
    if (!this.#wasConnected) throw new SocketError('notConnected');
    if (!this.#peer) throw new SocketError('brokenPipe');
    const taken = bytes.slice(0, this.#peer.#room);
    if (taken.length === 0 && bytes.length > 0) throw new SocketError('again');
    if (taken.length > 0) this.#peer.#keep([...this.#peer.#incoming, taken]);
    return taken.length;
  }

  /** At most `length` bytes; none: the other end has closed. @param peek they stay */
  receive(length: number, peek = false): Uint8Array {
    if (!this.#wasConnected) throw new SocketError('notConnected');
    if (this.#waiting === 0) {
      if (this.#ended || length === 0) return new Uint8Array();
      throw new SocketError('again');
    }
    const all = Buffer.concat(this.#incoming);
    if (!peek) {
      const rest = all.subarray(length);
      this.#keep(rest.length > 0 ? [rest] : []);
    }
    return all.subarray(0, length);
  }

  /** Bits of READY. */
  get ready(): number {
    if (this.#backlog) return this.#backlog.length > 0 ? READY.read : 0;
    if (!this.#wasConnected) return READY.write | READY.hangUp;
    const canRead = this.#waiting > 0 || this.#ended;
    const canWrite = !this.#peer || this.#peer.#room > 0;
    return (
      (canRead ? READY.read : 0) |
      (canWrite ? READY.write : 0) |
      (this.#ended && !this.#peer ? READY.hangUp : 0)
    );
  }

  close(): void {
    this.#network.remove(this);
    if (this.#peer) {
      this.#peer.#ended = true;
      this.#peer.#peer = null;
    }
    this.#peer = null;
    this.#keep([]);
    for (const waiting of this.#backlog ?? []) waiting.close();
    this.#backlog = null;
    if (this.#ownsPort) this.#network.release(this.#local.port, this);
    this.#ownsPort = false;
  }

  get #room(): number {
    return Math.min(CAPACITY - this.#waiting, TOTAL - this.#network.waiting);
  }

  #keep(incoming: Uint8Array[]): void {
    const waiting = incoming.reduce((sum, { length }) => sum + length, 0);
    this.#network.waiting += waiting - this.#waiting;
    this.#incoming = incoming;
    this.#waiting = waiting;
  }

  #join(peer: Socket, local: Address, remote: Address): void {
    this.#peer = peer;
    this.#local = local;
    this.#remote = remote;
    this.#wasConnected = true;
  }
}
