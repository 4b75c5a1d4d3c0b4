// Owns the layout of the ring: what the instrumented engine writes and the recorder reads. All words are u32, little-endian.
// Must not know wasm encoding or Python. Invariant: records are 16 bytes (4 words); any segment decodes alone, from its start.
//
// The ring lives in the engine's SECOND wasm memory (shared), which is laid out so:
//
//   0          CONTROL   32 KiB of i32 words, see CONTROL
//   0x8000     LOCALS    of an activation of a rewindable eval loop: its number, then what its locals hold
//   0x10000    OBJECTS   a bit per 8-byte address of the first memory: a live object starts there (2 GiB / 64 = 32 MiB)
//   0x2010000  WATCHED   a bit per 2-byte address: a bytecode instruction with a hook starts there (2 GiB / 16 = 128 MiB)
//   0xa010000  HOOKS     open-addressing hash table of hooks, HOOK_SLOTS slots of 32 bytes (see HOOK)
//   0xc010000  TYPES     a bit per 8-byte address: a type that JavaScript has been told of starts there
//   0xe010000  SEGMENTS  SEGMENT_COUNT segments of SEGMENT_BYTES + SEGMENT_SLACK_BYTES
//
// Untouched pages of it cost no memory.
//
// A segment is full when its write pointer has reached SEGMENT_BYTES; one item (a record and what follows it) may run into the
// slack. Record layouts (w0..w3):
//
//   event      address ≥ 1024 | new refcount (birth: address of the type) | site u16, delta i16 << 16 (saturated) | instruction address
//              A non-birth event whose new refcount is 0 is followed by a PAYLOAD of the object.
//   LINE       TAG.line    | frame | instruction address | depth       arrival at a line start
//   ENTER      TAG.enter   | frame | instruction address | depth       a new frame starts to run (its arguments follow as BINDs)
//   LEAVE      TAG.leave   | frame | instruction address | depth       about to return from the frame
//   SUSPEND    TAG.suspend | frame | instruction address | depth       about to yield from the frame
//   BIND       TAG.bind, ordinal << 8, hasPayload << 16, more << 17 | frame or dict | instruction address of the hook | value address (0: unbound)
//              `ordinal` counts the stores of that hook. With hasPayload a PAYLOAD of the value follows, with `more` more records.
//   CELL       TAG.cell, index << 8 | frame | instruction address of the hook | address of a cell
//              The variable of that index sits in the cell, which other frames may share. What the cell holds follows as a BIND, if
//              anything: of a store (index 0 or 1, the ordinal of the BIND) or on entry (index 2 and up; ordinal CONTENTS).
//   MARK       TAG.mark    | MARK id | a | b                           inserted by JavaScript, see MARK
//   FREED      TAG.freed   | address | refcount then | 0               a live block was freed or moved without reaching 0
//
//   PAYLOAD    4 records and `more` (0 to MAX_MORE_RECORDS): the first bytes of the object as they are in memory. `more` is not 0 only
//              for an int, str or bytes that is longer than 64 bytes; the text of a str that lies elsewhere (an instance of a
//              subclass) follows its first 28 bytes as if it lay there. The first word, the refcount, is 0 after a collecting
//              decref: there it holds 1 while the cycle collector runs, and more << 8 — in a BIND payload it stays the refcount.

export const RECORD_BYTES = 16;
export const PAYLOAD_BYTES = 64;
export const PAYLOAD_RECORDS = PAYLOAD_BYTES / RECORD_BYTES;
/** Ints of 18,000 decimal digits, 2,000 characters of any script. */
export const MAX_PAYLOAD_BYTES = 8_192;
export const MAX_MORE_RECORDS = (MAX_PAYLOAD_BYTES - PAYLOAD_BYTES) / RECORD_BYTES;
/** Where `more` starts in the first word of a collecting decref's payload, and in w0 of a BIND. */
export const MORE_SHIFT = { end: 8, bind: 17 } as const;

const RECORD_WORDS = RECORD_BYTES / 4;

/** Words of the payload behind a BIND with this first word, 0 for none. */
export const wordsAfterBind = (tag: number): number =>
  ((tag >>> 16) & 1) === 0 ? 0 : (PAYLOAD_RECORDS + (tag >>> MORE_SHIFT.bind)) * RECORD_WORDS;

/** Words of the payload with this first word behind a collecting decref. */
export const wordsAfterEnd = (first: number): number =>
  (PAYLOAD_RECORDS + (first >>> MORE_SHIFT.end)) * RECORD_WORDS;

/**
 * No object lives below this address, so w0 < FIRST_ADDRESS is a tag; so is an odd w0 (the upper bits of a BIND and a CELL are in
 * use), as addresses are multiples of 8.
 */
export const FIRST_ADDRESS = 1024;
export const TAG = {
  line: 1,
  enter: 2,
  leave: 3,
  suspend: 4,
  bind: 5,
  mark: 6,
  freed: 7,
  cell: 9,
} as const;
/** Ordinal of a BIND on entry that says what the cell of the CELL before it holds. */
export const CONTENTS = 255;
/** The first index of a CELL that a frame has on entry. */
export const FIRST_ENTRY_CELL = 2;

export const MARK = {
  /** A code object exists; a = index of its CodeDescription in the side channel. */
  code: 1,
  /** A type exists or is renamed; a = index of its TypeDescription in the side channel. */
  type: 2,
  /** Py_FinalizeEx starts: everything from here on is phase `exit`. */
  finalize: 3,
  /** The cycle collector starts, and ends (a = collected count, b = generation; 0xffffffff: not known). */
  gcStart: 4,
  gcEnd: 5,
  /** The program wrote output; a = index of the OutputChunk in the side channel. */
  output: 6,
  /** sys.getrefcount is about to be called; a = address of its argument, b = the number it returns. */
  getrefcount: 7,
  /** The program is about to read; a = index in the side channel of what it got (InputChunk). */
  input: 8,
  /** The program's last line is done; a = index in the side channel of the counts of all live objects (`counts`). */
  audit: 9,
  /** A name changes, but not by a store with a hook; a = index in the side channel (`name`). */
  name: 10,
} as const;

export const MEMORY = {
  control: 0,
  locals: 0x8000,
  objects: 0x1_0000,
  watched: 0x201_0000,
  hooks: 0xa01_0000,
  types: 0xc01_0000,
  segments: 0xe01_0000,
} as const;

/** More locals than an eval loop has at a dispatch. */
export const LOCALS_BYTES = 1024;

export const SEGMENT_RECORDS = 65_536;
export const SEGMENT_BYTES = SEGMENT_RECORDS * RECORD_BYTES;
export const SEGMENT_SLACK_BYTES = 32_768;
export const SEGMENT_STRIDE = SEGMENT_BYTES + SEGMENT_SLACK_BYTES;
export const SEGMENT_COUNT = 12;
/** Pages (64 KiB) of the second memory. */
export const SECOND_MEMORY_PAGES = Math.ceil(
  (MEMORY.segments + SEGMENT_COUNT * SEGMENT_STRIDE) / 65_536,
);

/**
 * Indices into an Int32Array over the control area. Segments are numbered for ever from 0; segment n sits in slot
 * n % SEGMENT_COUNT. The engine adds to `published`, the recorder to `consumed`; both notify. `visible` is the write pointer
 * (absolute byte address in the second memory) as of the last line step or host call: records of the unpublished segment
 * below it are complete.
 */
export const CONTROL = {
  published: 0,
  consumed: 1,
  visible: 2,
  /** 1: stop the program as soon as possible. */
  stop: 3,
  /** 1: the engine has published its last segment. */
  ended: 4,
  /** Bytes used in slot s: usedBytes + s. */
  usedBytes: 16,
} as const;

/** Byte address in the second memory at which segment n (numbered for ever) starts. */
export const segmentStart = (n: number): number =>
  MEMORY.segments + (n % SEGMENT_COUNT) * SEGMENT_STRIDE;

/**
 * A hook: what to log when the instruction at `address` is about to run. 8 words in the hash table:
 *   0 address (0: empty slot)   1 flags (HOOK_FLAG)   2 first store (HOOK_STORE)   3 its operand
 *   4 second store              5 its operand         6 number of arguments (enter)   7 bit i: argument i (of the first 32) sits in a cell
 * Slot of an address: ((address >>> 1) * 0x9e3779b1 >>> 0) >>> (32 - HOOK_SLOT_BITS), then linear probing.
 * selfJump: the instruction may jump to itself (`while True: pass`). Without it, two dispatches of one address in a row in the same
 * frame are one arrival: an instruction that specialises itself is dispatched twice.
 * namespace: with `enter`, of code whose names are in a dict (module, class body): JavaScript is told when the entry is logged.
 * cells: with `enter`, of code with variables in cells. Slots for the address + 1, + 3, + 5 … say which: 1 how many the slot
 * has, CELLS_PER_SLOT if another follows, 2 to 7 their indices in localsplus, two to a word.
 * Order of what is logged at one instruction: the stores (they belong to the instruction before), enter, line, leave, suspend.
 */
export const HOOK_SLOT_BITS = 20;
export const HOOK_BYTES = 32;
export const HOOK_FLAG = {
  line: 1,
  enter: 2,
  leave: 4,
  suspend: 8,
  selfJump: 16,
  namespace: 32,
  cells: 64,
} as const;
export const CELLS_PER_SLOT = 12;
/** Where the value is to be read. fast, cell: operand = index in localsplus; cell: through the cell there, if it is one. local, global: operand = address of the name (a str). */
export const HOOK_STORE = { none: 0, fast: 1, cell: 2, localName: 3, globalName: 4 } as const;
