// Owns reading the names of what a zip archive holds, from its central directory (APPNOTE.TXT 4.3.12, 4.3.16). Must not unpack.
// Invariant: any bytes give names or null, in time that follows their length.

const END_OF_DIRECTORY = 0x0605_4b50;
const END_BYTES = 22;
const MOST_COMMENT = 0xffff;
const ENTRY = 0x0201_4b50;
const ENTRY_BYTES = 46;

/** null: it is no zip archive, or one that is damaged. */
export function zipMembers(archive: Uint8Array): string[] | null {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOfDirectory(bytes);
  if (end < 0) return null;
  const count = bytes.readUInt16LE(end + 10);
  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY) return null;
    const nameBytes = bytes.readUInt16LE(at + 28);
    const extraBytes = bytes.readUInt16LE(at + 30);
    const commentBytes = bytes.readUInt16LE(at + 32);
    names.push(bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
    at += ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
  }
  return names;
}

function endOfDirectory(bytes: Buffer): number {
  const least = Math.max(0, bytes.length - END_BYTES - MOST_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= least; at--)
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return -1;
}
