// Owns the bytes of a column as a zstd frame, and back. Must not know blocks. Invariant: the result is one whole zstd frame; a frame
// that is not exactly what it should be is an error, never other bytes.
// A context of its own for every call, as zstdCompressSync makes, costs 25 to 65 µs, more than compressing most columns (and
// more than half of the time to read one). Node has no public way to use one again, so this uses the handle of a stream that is
// never written to; should a Node have none, or should it not work as expected, every call makes its own context as before.

import {
  constants,
  createZstdCompress,
  createZstdDecompress,
  zstdCompressSync,
  zstdDecompressSync,
} from 'node:zlib';
import { isWholeFrame } from './zstd-frame.ts';

const LEVEL = { [constants.ZSTD_c_compressionLevel]: 1 };
const GREATEST_CHUNK = 128 * 1024;

type Compress = (bytes: Uint8Array) => Uint8Array;

interface Handle {
  onerror?: () => void;
  writeSync(
    flush: number,
    input: Uint8Array,
    inputAt: number,
    inputLength: number,
    output: Uint8Array,
    outputAt: number,
    outputLength: number,
  ): void;
}

const withOwnContext: Compress = (bytes) =>
  zstdCompressSync(bytes, { params: LEVEL, chunkSize: Math.min(bytes.length, GREATEST_CHUNK) });

/** As ZSTD_compressBound: no input needs more. */
const bound = (length: number): number => length + (length >>> 7) + 1024;

interface Context {
  readonly handle: Handle;
  /** What writeSync left: bytes of room in the output, of the input. */
  readonly left: Uint32Array;
}

function contextOf(stream: unknown): Context | null {
  const { _handle: handle, _writeState: left } = stream as {
    readonly _handle?: Partial<Handle>;
    readonly _writeState?: Uint32Array;
  };
  if (typeof handle?.writeSync !== 'function' || !(left instanceof Uint32Array)) return null;
  return { handle: handle as Handle, left };
}

function withSharedContext(): Compress | null {
  const context = contextOf(createZstdCompress({ params: LEVEL }));
  if (context === null) return null;
  const { handle, left } = context;
  const { writeSync } = handle;
  let output = new Uint8Array(bound(GREATEST_CHUNK));
  return (bytes) => {
    const room = bound(bytes.length);
    if (output.length < room) output = new Uint8Array(room);
    writeSync.call(handle, constants.ZSTD_e_end, bytes, 0, bytes.length, output, 0, room);
    const [roomLeft = 0, inputLeft = 0] = left;
    if (inputLeft !== 0 || roomLeft === 0) throw new Error('zstd did not take a whole column');
    return output.slice(0, room - roomLeft);
  };
}

/** Two different inputs in a row come back as they were. */
function works(compress: Compress): boolean {
  try {
    return [300, 700].every((length) => {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * i) >>> 3);
      return Buffer.compare(zstdDecompressSync(compress(bytes)), bytes) === 0;
    });
  } catch {
    return false;
  }
}

function choose(): Compress {
  const shared = withSharedContext();
  return shared && works(shared) ? shared : withOwnContext;
}

/** The bytes as one zstd frame of level 1. */
export const zstdFrame: Compress = choose();

type Decompress = (frame: Uint8Array, length: number) => Uint8Array;

/** Node's least chunkSize. */
const LEAST_CHUNK = 64;

const decompressApart: Decompress = (frame, length) =>
  zstdDecompressSync(frame, {
    maxOutputLength: Math.max(length, 1),
    // One piece of the right size; by default the output comes in pieces of 16 KiB that are then joined.
    chunkSize: Math.max(length, LEAST_CHUNK),
  });

/** Columns longer than this, which are few, get memory of their own. */
const GREATEST_SHARED = 2 ** 22;

function decompressShared(): Decompress | null {
  let context = contextOf(createZstdDecompress());
  if (context === null) return null;
  let output = new Uint8Array(GREATEST_CHUNK);
  let hasFailed = false;
  const use = (next: Context): Context => {
    hasFailed = false;
    next.handle.onerror = () => (hasFailed = true);
    return next;
  };
  context = use(context);
  return (frame, length) => {
    if (context === null || length >= GREATEST_SHARED || !isWholeFrame(frame))
      return decompressApart(frame, length);
    // One byte more than it should need: a frame that is longer fills it.
    if (output.length <= length) output = new Uint8Array(2 * length);
    const { handle, left } = context;
    handle.writeSync(constants.ZSTD_e_end, frame, 0, frame.length, output, 0, length + 1);
    const [roomLeft = 0, inputLeft = 0] = left;
    if (!hasFailed && inputLeft === 0 && roomLeft === 1) return output.subarray(0, length);
    // What is wrong says the call that makes its own context; this one may be in the middle of something.
    const fresh = contextOf(createZstdDecompress());
    context = fresh && use(fresh);
    return decompressApart(frame, length);
  };
}

function chooseDecompress(): Decompress {
  const shared = decompressShared();
  try {
    const isSame = (length: number): boolean => {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * i) >>> 3);
      return shared !== null && Buffer.compare(shared(zstdFrame(bytes), length), bytes) === 0;
    };
    return shared !== null && isSame(300) && isSame(700) ? shared : decompressApart;
  } catch {
    return decompressApart;
  }
}

/**
 * The bytes of a frame that hold `length` of them; they are valid until the next call.
 * @throws what node:zlib throws when the frame is damaged or longer; it may be shorter
 */
export const zstdBytes: Decompress = chooseDecompress();
