// Owns compressing the bytes of a column with zstd. Must not know blocks. Invariant: the result is one whole zstd frame.
// A context of its own for every call, as zstdCompressSync makes, costs 25 to 65 µs, more than compressing most columns. Node has
// no public way to use one again, so this uses the handle of a stream that is never written to; should a Node have none, or
// should it not work as expected, every call makes its own context as before.

import { constants, createZstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const LEVEL = { [constants.ZSTD_c_compressionLevel]: 1 };
const GREATEST_CHUNK = 128 * 1024;

type Compress = (bytes: Uint8Array) => Uint8Array;

interface Handle {
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

function withSharedContext(): Compress | null {
  const stream = createZstdCompress({ params: LEVEL }) as unknown as {
    readonly _handle?: Partial<Handle>;
    /** What writeSync left: bytes of room in the output, of the input. */
    readonly _writeState?: Uint32Array;
  };
  const { _handle: handle, _writeState: left } = stream;
  if (typeof handle?.writeSync !== 'function' || !(left instanceof Uint32Array)) return null;
  const { writeSync } = handle as Handle;
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
