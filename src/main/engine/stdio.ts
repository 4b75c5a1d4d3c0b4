// Owns the program's three standard streams: devices in the memory file system that pass whole buffers, unaltered.
// Invariant: bytes reach the callbacks in the order in which the program wrote them.

/** The parts of Emscripten's FS that this room uses. */
export interface EmscriptenFs {
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array): void;
  chdir(path: string): void;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: DeviceOperations): void;
  mkdev(path: string, mode: number, device: number): unknown;
  open(path: string, flags: number): FsStream;
  ErrnoError: new (errno: number) => Error;
  streams: (FsStream | null)[];
}

export interface FsStream {
  fd: number;
  tty?: unknown;
  seekable?: boolean;
}

interface DeviceOperations {
  open(stream: FsStream): void;
  close(stream: FsStream): void;
  read?(stream: FsStream, buffer: Uint8Array, offset: number, length: number): number;
  write?(stream: FsStream, buffer: Uint8Array, offset: number, length: number): number;
}

export interface StdioHandlers {
  /** At most `length` bytes; an empty array is the end of the input. */
  read(length: number): Uint8Array;
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
}

const DEVICE_MAJOR = 80;
const READ_ONLY = 0;
const WRITE_ONLY = 1;

export interface Stdio {
  /** See `createStdio`. */
  interpreterIsUp(): void;
}

/**
 * Opens file descriptors 0, 1 and 2. While the interpreter starts, stdout claims to be a terminal: Python then flushes it
 * at every line, so that output stands at the moment it was printed. Afterwards `isatty()` answers no, as it does for the
 * pipe that the program's output really is.
 */
export function createStdio(fs: EmscriptenFs, handlers: StdioHandlers): Stdio {
  const writer = (stream: 'stdout' | 'stderr'): DeviceOperations => ({
    open: (opened) => {
      opened.seekable = false;
    },
    close: () => undefined,
    write: (_, buffer, offset, length) => {
      // Emscripten hands over its signed view of memory.
      handlers.write(
        stream,
        new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length).slice(),
      );
      return length;
    },
  });
  const reader: DeviceOperations = {
    open: (opened) => {
      opened.seekable = false;
    },
    close: () => undefined,
    read: (_, buffer, offset, length) => {
      const bytes = handlers.read(length);
      buffer.set(bytes, offset);
      return bytes.length;
    },
  };
  const devices: [string, DeviceOperations, number][] = [
    ['stdin', reader, READ_ONLY],
    ['stdout', writer('stdout'), WRITE_ONLY],
    ['stderr', writer('stderr'), WRITE_ONLY],
  ];
  const streams = devices.map(([name, operations, flags], minor) => {
    const device = fs.makedev(DEVICE_MAJOR, minor);
    fs.registerDevice(device, operations);
    fs.mkdev(`/dev/${name}`, 0o666, device);
    return fs.open(`/dev/${name}`, flags);
  });
  const stdout = streams[1];
  if (stdout) stdout.tty = { ops: {}, input: [], output: [] };
  return {
    interpreterIsUp: () => {
      if (stdout) delete stdout.tty;
    },
  };
}
