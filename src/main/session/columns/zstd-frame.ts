// Owns telling whether bytes are exactly one zstd frame, by its headers (RFC 8878, 3.1.1): a decoder that is used again must not be left
// in the middle of one. Must not decompress. Invariant: what is told to be whole has a last block, and nothing behind it.

const MAGIC = 0xfd2f_b528;
/** Bytes of the field that says how long the content is, by the two highest bits of the descriptor; 0 has one in a single segment. */
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const;
const BLOCK_HEADER_BYTES = 3;
/** A block of this type is one byte that is repeated. */
const RLE = 1;
const RESERVED = 3;

export function isWholeFrame(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 6 || view.getUint32(0, true) !== MAGIC) return false;
  const descriptor = bytes[4] as number;
  const isSingle = ((descriptor >>> 5) & 1) === 1;
  const contentSize = CONTENT_SIZE_BYTES[descriptor >>> 6] ?? 0;
  const dictionaryId = DICTIONARY_ID_BYTES[descriptor & 3] ?? 0;
  const checksum = ((descriptor >>> 2) & 1) * 4;
  let at =
    5 + (isSingle ? 0 : 1) + dictionaryId + (isSingle && contentSize === 0 ? 1 : contentSize);
  for (let isLast = false; !isLast;) {
    if (at + BLOCK_HEADER_BYTES > bytes.length) return false;
    const header = view.getUint16(at, true) | ((bytes[at + 2] as number) << 16);
    const type = (header >>> 1) & 3;
    if (type === RESERVED) return false;
    isLast = (header & 1) === 1;
    at += BLOCK_HEADER_BYTES + (type === RLE ? 1 : header >>> 3);
  }
  return at + checksum === bytes.length;
}
