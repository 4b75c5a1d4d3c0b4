// Owns reading from memory what a payload of the ring holds of an object (shared/model/ring.ts, PAYLOAD), for objects that the ring
// does not show: those alive at the end. Must not write. Invariant: the same bytes as the injected `payload` gives, any memory.

import { MAX_PAYLOAD_BYTES, PAYLOAD_BYTES, RECORD_BYTES } from '../../shared/model/ring.ts';
import { TYPE_FLAG } from './layout.ts';
import type { ProgramMemory } from './program-memory.ts';

/** The first bytes of an object; a long int, str or bytes has more than PAYLOAD_BYTES of them. */
export function payloadOf(memory: ProgramMemory, object: number, rangeType: number): Uint8Array {
  const { layout } = memory;
  if (memory.typeOf(object) === rangeType) return rangePayload(memory, object);
  const flags = memory.u32(memory.typeOf(object) + layout.type.flags);
  if ((flags & TYPE_FLAG.strSubclass) !== 0) return strPayload(memory, object);
  const size =
    (flags & TYPE_FLAG.longSubclass) !== 0
      ? layout.int.digits + 4 * (memory.u32(object + layout.int.tag) >>> 3)
      : (flags & TYPE_FLAG.bytesSubclass) !== 0
        ? layout.bytes.data + memory.u32(object + layout.bytes.size)
        : 0;
  return memory.bytes(object, bounded(size));
}

function rangePayload(memory: ProgramMemory, object: number): Uint8Array {
  const bounds = memory.layout.range.bounds;
  const payload = new Uint8Array(PAYLOAD_BYTES + bounds.length * RECORD_BYTES);
  payload.set(memory.bytes(object, PAYLOAD_BYTES));
  bounds.forEach((offset, i) => {
    const int = memory.u32(object + offset) + memory.layout.int.tag;
    payload.set(memory.bytes(int, RECORD_BYTES), PAYLOAD_BYTES + i * RECORD_BYTES);
  });
  return payload;
}

const bounded = (size: number): number =>
  Math.min(Math.max(PAYLOAD_BYTES, size), MAX_PAYLOAD_BYTES);

function strPayload(memory: ProgramMemory, object: number): Uint8Array {
  const { length, state, asciiData, compactData } = memory.layout.str;
  const bits = memory.u32(object + state);
  const isAscii = ((bits >>> 6) & 1) === 1;
  const isCompact = ((bits >>> 5) & 1) === 1;
  const text = memory.u32(object + length) * (isAscii ? 1 : (bits >>> 2) & 7);
  if (isCompact) return memory.bytes(object, bounded((isAscii ? asciiData : compactData) + text));
  const textAt = memory.u32(object + compactData);
  if (textAt === 0) return memory.bytes(object, PAYLOAD_BYTES);
  const size = Math.max(PAYLOAD_BYTES + 1, bounded(compactData + text));
  const payload = new Uint8Array(size);
  payload.set(memory.bytes(object, compactData));
  payload.set(memory.bytes(textAt, size - compactData), compactData);
  return payload;
}
