// Owns making a zip archive of files in memory, nothing compressed (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16), for downloads. Invariant: less than
// 65,536 members of less than 4 GB together, which its caller's limits keep.

import { crc32 } from 'node:zlib';

const LOCAL_BYTES = 30;
const ENTRY_BYTES = 46;
const END_BYTES = 22;
/** Names are UTF-8. */
const UTF8 = 0x0800;
/** 1980-01-01: an archive of the same files has the same bytes. */
const NO_DATE = 0x21;

export interface ZipMember {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export function zipFile(members: readonly ZipMember[]): Buffer<ArrayBuffer> {
  const local: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of members) {
    const name = Buffer.from(path);
    const common = commonHeader(name, bytes);
    const head = Buffer.alloc(LOCAL_BYTES);
    head.writeUInt32LE(0x0403_4b50, 0);
    common.copy(head, 4);
    local.push(head, name, bytes);
    const entry = Buffer.alloc(ENTRY_BYTES);
    entry.writeUInt32LE(0x0201_4b50, 0);
    entry.writeUInt16LE(20, 4);
    common.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, name);
    offset += LOCAL_BYTES + name.length + bytes.length;
  }
  return Buffer.concat([...local, ...directory, endOf(members.length, directory, offset)]);
}

/** Version, flags, method, time, date, checksum, both sizes, length of the name: the same in both headers. */
function commonHeader(name: Buffer, bytes: Uint8Array): Buffer {
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(UTF8, 2);
  common.writeUInt16LE(NO_DATE, 8);
  common.writeUInt32LE(crc32(bytes), 10);
  common.writeUInt32LE(bytes.length, 14);
  common.writeUInt32LE(bytes.length, 18);
  common.writeUInt16LE(name.length, 22);
  return common;
}

function endOf(count: number, directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return end;
}
