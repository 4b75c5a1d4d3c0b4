// Owns how objects come to be, as sentences per instruction, and what the compiler does per C function. Source: Python/bytecodes.c,
// Python/compile.c of 3.12 to 3.14. Must not look at sessions.

import type { Sentences } from './sentences.ts';

/** A birth, by instruction. */
export const BIRTHS: Sentences = {
  BUILD_LIST: 'BUILD_LIST made the list',
  BUILD_TUPLE: 'BUILD_TUPLE made the tuple',
  BUILD_SET: 'BUILD_SET made the set',
  BUILD_MAP: 'BUILD_MAP made the dict',
  BUILD_CONST_KEY_MAP: 'BUILD_CONST_KEY_MAP made the dict',
  BUILD_STRING: 'BUILD_STRING made the string',
  BUILD_SLICE: 'BUILD_SLICE made the slice',
  BINARY_OP: 'BINARY_OP {arg} made the result',
  BINARY_SLICE: 'BINARY_SLICE made the slice of it',
  UNARY_NEGATIVE: 'UNARY_NEGATIVE made the result',
  UNARY_INVERT: 'UNARY_INVERT made the result',
  COMPARE_OP: 'COMPARE_OP {arg} made the result',
  GET_ITER: 'GET_ITER made the iterator',
  FOR_ITER: 'FOR_ITER made the next item',
  CALL: 'the call made it',
  CALL_FUNCTION_EX: 'the call made it',
  MAKE_FUNCTION: 'MAKE_FUNCTION made the function',
  MAKE_CELL: "MAKE_CELL made the cell for{arg'}",
  LOAD_ATTR: "LOAD_ATTR made it to give{arg'}",
  LIST_EXTEND: 'LIST_EXTEND made it',
  UNPACK_SEQUENCE: 'UNPACK_SEQUENCE made it',
  RETURN_GENERATOR: 'calling a generator function made the generator',
  IMPORT_NAME: "importing{arg'} made it",
  RAISE_VARARGS: 'RAISE_VARARGS made it',
  FORMAT_VALUE: 'FORMAT_VALUE made the text',
  FORMAT_SIMPLE: 'FORMAT_SIMPLE made the text',
  FORMAT_WITH_SPEC: 'FORMAT_WITH_SPEC made the text',
  CONVERT_VALUE: 'CONVERT_VALUE made the text',
  CALL_KW: 'the call made it',
  LOAD_SPECIAL: "LOAD_SPECIAL made it to give{arg'}",
  BUILD_TEMPLATE: 'BUILD_TEMPLATE made the template',
  BUILD_INTERPOLATION: 'BUILD_INTERPOLATION made the interpolation',
};

/** While the program is parsed and compiled, by C function; '' for all others. */
export const COMPILE_INCREF: Sentences = {
  PyList_Append: 'the parser keeps it until the program is compiled',
  _PyCode_ConstantKey: 'the compiler looks it up among the constants',
  PyTuple_Pack: 'the compiler looks it up among the constants',
  PyDict_SetDefault: 'the compiler put it in a table of constants or names',
  PyDict_SetItem: 'the compiler put it in a table of constants or names',
  '': "the compiler put it in the code's constants, or works on it",
};
export const COMPILE_DECREF: Sentences = {
  _PyArena_AddPyObject: "the parser's list of objects holds it now",
  '': 'the compiler is done with it',
};
