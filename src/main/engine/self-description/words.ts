// Owns where an interpreter says its own offsets: from 3.13 on, `_PyRuntime` begins with a table of offsets for debuggers
// (`_Py_DebugOffsets`, Include/internal/pycore_debug_offsets.h of that version). Must not know what they are used for.

/** Position of each offset among the 64-bit words behind the cookie. */
export const WORDS_313 = {
  currentFrame: 22,
  framePrevious: 28,
  frameExecutable: 29,
  frameInstruction: 30,
  frameLocalsPlus: 31,
  frameOwner: 32,
  codeFilename: 34,
  codeName: 35,
  codeQualname: 36,
  codeLineTable: 37,
  codeFirstLine: 38,
  codeArgCount: 39,
  codeLocalsPlusNames: 40,
  codeLocalsPlusKinds: 41,
  codeUnits: 42,
  objectType: 44,
  typeEnd: 45,
  typeName: 46,
  typeFlags: 48,
  tupleItems: 50,
  tupleSize: 51,
  listEnd: 52,
  listItems: 53,
  listSize: 54,
  dictEnd: 55,
  dictKeys: 56,
  dictValues: 57,
  floatValue: 59,
  intTag: 61,
  intDigits: 62,
  bytesSize: 64,
  bytesData: 65,
  strState: 67,
  strLength: 68,
  strAsciiData: 69,
  gcCollecting: 71,
};

/** 3.13 does not say these. */
const ONLY_314 = {
  frameStackTop: 36,
  setTable: 63,
  setMask: 64,
  generatorFrame: 84,
  generatorState: 85,
};

export const WORDS_314: Record<keyof typeof WORDS_313 | keyof typeof ONLY_314, number> = {
  ...ONLY_314,
  currentFrame: 25,
  framePrevious: 31,
  frameExecutable: 32,
  frameInstruction: 33,
  frameLocalsPlus: 34,
  frameOwner: 35,
  codeFilename: 39,
  codeName: 40,
  codeQualname: 41,
  codeLineTable: 42,
  codeFirstLine: 43,
  codeArgCount: 44,
  codeLocalsPlusNames: 45,
  codeLocalsPlusKinds: 46,
  codeUnits: 47,
  objectType: 50,
  typeEnd: 51,
  typeName: 52,
  typeFlags: 54,
  tupleItems: 56,
  tupleSize: 57,
  listEnd: 58,
  listItems: 59,
  listSize: 60,
  dictEnd: 65,
  dictKeys: 66,
  dictValues: 67,
  floatValue: 69,
  intTag: 71,
  intDigits: 72,
  bytesSize: 74,
  bytesData: 75,
  strState: 77,
  strLength: 78,
  strAsciiData: 79,
  gcCollecting: 81,
};

/** Offsets in bytes, by name. */
export type OwnOffsets = Readonly<
  Record<keyof typeof WORDS_313, number> & Partial<Record<keyof typeof ONLY_314, number>>
>;
export type Words = OwnOffsets;
