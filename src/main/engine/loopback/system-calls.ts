// Owns the system calls of sockets as the program's C library makes them: descriptors, addresses and bytes in its memory. Takes the
// place of Emscripten's own, which would open WebSockets on the host. Must not keep any state.
// Invariant: a call answers a number of the C library, never an exception, whatever the program passes.

import { ERRNO, Socket, SocketError, type Address } from './network.ts';
import { NONBLOCKING, socketOf, type Machine, type OpenSockets } from './open-sockets.ts';

type SystemCall = (...args: number[]) => number;

const INET = 2;
const STREAM = 1;
const TCP = 6;
/** Flags that C adds to the type: not blocking, closed on exec. */
const TYPE = 15;
const ADDRESS_BYTES = 16;
const SOL_SOCKET = 1;
const OPTION = { type: 3, error: 4, acceptsConnections: 30, protocol: 38, domain: 39 } as const;
const PEEK = 2;
const FIONBIO = 0x5421;

/** The calls by the name of their import. */
export function socketCalls(
  machine: Machine,
  sockets: OpenSockets,
): Readonly<Record<string, SystemCall>> {
  const { addressAt, putAddress } = addresses(machine);
  const bytesAt = (address: number, length: number): Uint8Array =>
    machine.memory()?.subarray(address >>> 0, (address >>> 0) + (length >>> 0)) ?? new Uint8Array();
  const calls: Record<string, SystemCall> = {
    socket: (family = 0, type = 0, protocol = 0) => {
      if (family !== INET) throw new SocketError('familyNotSupported');
      if ((type & TYPE) !== STREAM || (protocol !== 0 && protocol !== TCP))
        throw new SocketError('notSupported');
      return sockets.open(new Socket(sockets.network), type);
    },
    bind: (fd = 0, address = 0, length = 0) => {
      sockets.at(fd).bind(addressAt(address, length));
      return 0;
    },
    listen: (fd = 0, backlog = 0) => {
      sockets.at(fd).listen(backlog);
      return 0;
    },
    connect: (fd = 0, address = 0, length = 0) => {
      sockets.at(fd).connect(addressAt(address, length));
      return 0;
    },
    accept4: (fd = 0, address = 0, length = 0, flags = 0) => {
      const accepted = sockets.at(fd).accept();
      putAddress(accepted.remoteAddress, address, length);
      return sockets.open(accepted, flags);
    },
    getsockname: (fd = 0, address = 0, length = 0) => {
      putAddress(sockets.at(fd).localAddress, address, length);
      return 0;
    },
    getpeername: (fd = 0, address = 0, length = 0) => {
      putAddress(sockets.at(fd).remoteAddress, address, length);
      return 0;
    },
    sendto: (fd = 0, from = 0, length = 0) => sockets.at(fd).send(bytesAt(from, length)),
    recvfrom: (fd = 0, to = 0, length = 0, flags = 0, address = 0, addressLength = 0) => {
      const socket = sockets.at(fd);
      const received = socket.receive(length >>> 0, (flags & PEEK) !== 0);
      bytesAt(to, length).set(received);
      putAddress(socket.remoteAddress, address, addressLength);
      return received.length;
    },
    getsockopt: (fd = 0, level = 0, option = 0, value = 0, length = 0) => {
      const socket = sockets.at(fd);
      const answers: Readonly<Record<number, number>> = {
        [OPTION.type]: STREAM,
        [OPTION.error]: 0,
        [OPTION.acceptsConnections]: socket.isListening ? 1 : 0,
        [OPTION.protocol]: TCP,
        [OPTION.domain]: INET,
      };
      const answer = level === SOL_SOCKET ? answers[option] : undefined;
      if (answer === undefined) throw new SocketError('invalid');
      const view = viewOf(machine);
      view.setInt32(value >>> 0, answer, true);
      view.setInt32(length >>> 0, 4, true);
      return 0;
    },
  };
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [`__syscall_${name}`, answering(call)]),
  );
}

/** ioctl that makes a socket not wait: older Emscriptens know none. */
export const socketControl =
  (machine: Machine, control: SystemCall): SystemCall =>
  (fd = 0, operation = 0, parameters = 0) => {
    const stream = machine.fs()?.streams[fd];
    if (operation !== FIONBIO || !(stream && socketOf(stream)))
      return control(fd, operation, parameters);
    return answering(() => {
      const view = viewOf(machine);
      const isSet = view.getInt32(view.getUint32(parameters >>> 0, true), true) !== 0;
      stream.flags = isSet ? stream.flags | NONBLOCKING : stream.flags & ~NONBLOCKING;
      return 0;
    })();
  };

const viewOf = (machine: Machine): DataView => {
  const memory = machine.memory() ?? new Uint8Array();
  return new DataView(memory.buffer, memory.byteOffset, memory.length);
};

/** A wrong address is the program's mistake: EINVAL. */
const answering =
  (call: SystemCall): SystemCall =>
  (...args) => {
    try {
      return call(...args);
    } catch (error) {
      if (error instanceof SocketError) return -error.errno;
      if (error instanceof RangeError) return -ERRNO.invalid;
      // Emscripten's own: no descriptor is free.
      const { errno } = error as { readonly errno?: unknown };
      if (typeof errno === 'number') return -errno;
      throw error;
    }
  };

function addresses(machine: Machine): {
  addressAt(address: number, length: number): Address;
  putAddress(value: Address, address: number, length: number): void;
} {
  return {
    addressAt: (address, length) => {
      const view = viewOf(machine);
      const at = address >>> 0;
      if (length < ADDRESS_BYTES) throw new SocketError('invalid');
      if (view.getUint16(at, true) !== INET) throw new SocketError('familyNotSupported');
      return { port: view.getUint16(at + 2), host: view.getUint32(at + 4) };
    },
    putAddress: ({ host, port }, address, length) => {
      if (address === 0) return;
      const view = viewOf(machine);
      const at = address >>> 0;
      view.setUint16(at, INET, true);
      view.setUint16(at + 2, port);
      view.setUint32(at + 4, host);
      view.setBigUint64(at + 8, 0n);
      if (length !== 0) view.setUint32(length >>> 0, ADDRESS_BYTES, true);
    },
  };
}
