// Owns what C functions do on behalf of an instruction, where no table of functions says more. Source: Python/bytecodes.c,
// Objects/*.c of 3.12 to 3.14. Must not look at sessions.

import type { Sentences } from './sentences.ts';

/** The first change that an instruction makes, outside the eval loop: before it runs other code, which may do anything. */
export const FIRST_DECREF: Sentences = {
  STORE_NAME: "STORE_NAME: the namespace let go of the value that{arg'} had",
  STORE_GLOBAL: "STORE_GLOBAL: the namespace let go of the value that{arg'} had",
  DELETE_NAME: "DELETE_NAME{arg'} dropped the name's reference",
  DELETE_GLOBAL: "DELETE_GLOBAL{arg'} dropped the name's reference",
  DELETE_SUBSCR: "DELETE_SUBSCR{arg'} took it out of the container",
  STORE_SUBSCR: "STORE_SUBSCR{arg'}: the container dropped the value that was there",
};
export const FIRST_INCREF: Sentences = {
  BINARY_SUBSCR: "BINARY_SUBSCR{arg'} pushed the item",
  STORE_SUBSCR: "STORE_SUBSCR{arg'}: the container took a reference",
};

/** Any other change outside the eval loop, by instruction, where the C function is not in a table below. */
export const C_DECREF: Sentences = {
  CONTAINS_OP: 'CONTAINS_OP: compared, let go again',
  LOAD_ATTR: 'LOAD_ATTR: the lookup let go of what it had held meanwhile',
};
export const C_INCREF: Sentences = {
  CONTAINS_OP: 'CONTAINS_OP: held while it is compared',
  BUILD_MAP: 'BUILD_MAP: the dict took a reference',
  BUILD_CONST_KEY_MAP: 'BUILD_CONST_KEY_MAP: the dict took a reference',
  UNPACK_SEQUENCE: 'UNPACK_SEQUENCE took it out of the sequence',
  BUILD_SET: 'BUILD_SET: the set took a reference',
  SET_ADD: 'SET_ADD: the set took a reference',
  BUILD_LIST: 'BUILD_LIST stored it in the list',
  LIST_EXTEND: 'LIST_EXTEND stored it in the list',
  BINARY_OP: 'BINARY_OP {arg}: the result took a reference',
  BINARY_SLICE: 'BINARY_SLICE: the slice took a reference',
  FOR_ITER: 'FOR_ITER: the iterator handed it out',
  GET_ITER: 'GET_ITER: the iterator keeps the object that it goes through',
  LOAD_ATTR: "LOAD_ATTR looked up the attribute{arg'}",
  DICT_MERGE: 'DICT_MERGE: the dict took a reference',
  DICT_UPDATE: 'DICT_UPDATE: the dict took a reference',
};
