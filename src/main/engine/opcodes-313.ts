// Opcode numbers of CPython 3.13 (Lib/_opcode_metadata.py and Lib/opcode.py of that version).
// Must not hold behaviour: what an argument means is said per name in bytecode.ts.

import {
  BINARY_OPERATORS,
  COMPARISONS,
  INTRINSICS_1,
  INTRINSICS_2,
  type OpcodeTable,
} from './opcode-table.ts';

export const OPCODES_313: OpcodeTable = {
  names: {
    0: 'CACHE',
    1: 'BEFORE_ASYNC_WITH',
    2: 'BEFORE_WITH',
    4: 'BINARY_SLICE',
    5: 'BINARY_SUBSCR',
    6: 'CHECK_EG_MATCH',
    7: 'CHECK_EXC_MATCH',
    8: 'CLEANUP_THROW',
    9: 'DELETE_SUBSCR',
    10: 'END_ASYNC_FOR',
    11: 'END_FOR',
    12: 'END_SEND',
    13: 'EXIT_INIT_CHECK',
    14: 'FORMAT_SIMPLE',
    15: 'FORMAT_WITH_SPEC',
    16: 'GET_AITER',
    17: 'RESERVED',
    18: 'GET_ANEXT',
    19: 'GET_ITER',
    20: 'GET_LEN',
    21: 'GET_YIELD_FROM_ITER',
    22: 'INTERPRETER_EXIT',
    23: 'LOAD_ASSERTION_ERROR',
    24: 'LOAD_BUILD_CLASS',
    25: 'LOAD_LOCALS',
    26: 'MAKE_FUNCTION',
    27: 'MATCH_KEYS',
    28: 'MATCH_MAPPING',
    29: 'MATCH_SEQUENCE',
    30: 'NOP',
    31: 'POP_EXCEPT',
    32: 'POP_TOP',
    33: 'PUSH_EXC_INFO',
    34: 'PUSH_NULL',
    35: 'RETURN_GENERATOR',
    36: 'RETURN_VALUE',
    37: 'SETUP_ANNOTATIONS',
    38: 'STORE_SLICE',
    39: 'STORE_SUBSCR',
    40: 'TO_BOOL',
    41: 'UNARY_INVERT',
    42: 'UNARY_NEGATIVE',
    43: 'UNARY_NOT',
    44: 'WITH_EXCEPT_START',
    45: 'BINARY_OP',
    46: 'BUILD_CONST_KEY_MAP',
    47: 'BUILD_LIST',
    48: 'BUILD_MAP',
    49: 'BUILD_SET',
    50: 'BUILD_SLICE',
    51: 'BUILD_STRING',
    52: 'BUILD_TUPLE',
    53: 'CALL',
    54: 'CALL_FUNCTION_EX',
    55: 'CALL_INTRINSIC_1',
    56: 'CALL_INTRINSIC_2',
    57: 'CALL_KW',
    58: 'COMPARE_OP',
    59: 'CONTAINS_OP',
    60: 'CONVERT_VALUE',
    61: 'COPY',
    62: 'COPY_FREE_VARS',
    63: 'DELETE_ATTR',
    64: 'DELETE_DEREF',
    65: 'DELETE_FAST',
    66: 'DELETE_GLOBAL',
    67: 'DELETE_NAME',
    68: 'DICT_MERGE',
    69: 'DICT_UPDATE',
    70: 'ENTER_EXECUTOR',
    71: 'EXTENDED_ARG',
    72: 'FOR_ITER',
    73: 'GET_AWAITABLE',
    74: 'IMPORT_FROM',
    75: 'IMPORT_NAME',
    76: 'IS_OP',
    77: 'JUMP_BACKWARD',
    78: 'JUMP_BACKWARD_NO_INTERRUPT',
    79: 'JUMP_FORWARD',
    80: 'LIST_APPEND',
    81: 'LIST_EXTEND',
    82: 'LOAD_ATTR',
    83: 'LOAD_CONST',
    84: 'LOAD_DEREF',
    85: 'LOAD_FAST',
    86: 'LOAD_FAST_AND_CLEAR',
    87: 'LOAD_FAST_CHECK',
    88: 'LOAD_FAST_LOAD_FAST',
    89: 'LOAD_FROM_DICT_OR_DEREF',
    90: 'LOAD_FROM_DICT_OR_GLOBALS',
    91: 'LOAD_GLOBAL',
    92: 'LOAD_NAME',
    93: 'LOAD_SUPER_ATTR',
    94: 'MAKE_CELL',
    95: 'MAP_ADD',
    96: 'MATCH_CLASS',
    97: 'POP_JUMP_IF_FALSE',
    98: 'POP_JUMP_IF_NONE',
    99: 'POP_JUMP_IF_NOT_NONE',
    100: 'POP_JUMP_IF_TRUE',
    101: 'RAISE_VARARGS',
    102: 'RERAISE',
    103: 'RETURN_CONST',
    104: 'SEND',
    105: 'SET_ADD',
    106: 'SET_FUNCTION_ATTRIBUTE',
    107: 'SET_UPDATE',
    108: 'STORE_ATTR',
    109: 'STORE_DEREF',
    110: 'STORE_FAST',
    111: 'STORE_FAST_LOAD_FAST',
    112: 'STORE_FAST_STORE_FAST',
    113: 'STORE_GLOBAL',
    114: 'STORE_NAME',
    115: 'SWAP',
    116: 'UNPACK_EX',
    117: 'UNPACK_SEQUENCE',
    118: 'YIELD_VALUE',
    149: 'RESUME',
    247: 'INSTRUMENTED_INSTRUCTION',
    254: 'INSTRUMENTED_LINE',
  },
  caches: {
    5: 1, // BINARY_SUBSCR
    39: 1, // STORE_SUBSCR
    40: 3, // TO_BOOL
    45: 1, // BINARY_OP
    53: 3, // CALL
    58: 1, // COMPARE_OP
    59: 1, // CONTAINS_OP
    72: 1, // FOR_ITER
    77: 1, // JUMP_BACKWARD
    82: 9, // LOAD_ATTR
    91: 4, // LOAD_GLOBAL
    93: 1, // LOAD_SUPER_ATTR
    97: 1, // POP_JUMP_IF_FALSE
    98: 1, // POP_JUMP_IF_NONE
    99: 1, // POP_JUMP_IF_NOT_NONE
    100: 1, // POP_JUMP_IF_TRUE
    104: 1, // SEND
    108: 4, // STORE_ATTR
    117: 1, // UNPACK_SEQUENCE
  },
  deopt: {
    3: 45, // BINARY_OP
    150: 45, // BINARY_OP
    151: 45, // BINARY_OP
    152: 45, // BINARY_OP
    153: 45, // BINARY_OP
    154: 45, // BINARY_OP
    155: 45, // BINARY_OP
    156: 45, // BINARY_OP
    157: 5, // BINARY_SUBSCR
    158: 5, // BINARY_SUBSCR
    159: 5, // BINARY_SUBSCR
    160: 5, // BINARY_SUBSCR
    161: 5, // BINARY_SUBSCR
    162: 53, // CALL
    163: 53, // CALL
    164: 53, // CALL
    165: 53, // CALL
    166: 53, // CALL
    167: 53, // CALL
    168: 53, // CALL
    169: 53, // CALL
    170: 53, // CALL
    171: 53, // CALL
    172: 53, // CALL
    173: 53, // CALL
    174: 53, // CALL
    175: 53, // CALL
    176: 53, // CALL
    177: 53, // CALL
    178: 53, // CALL
    179: 53, // CALL
    180: 53, // CALL
    181: 53, // CALL
    182: 58, // COMPARE_OP
    183: 58, // COMPARE_OP
    184: 58, // COMPARE_OP
    185: 59, // CONTAINS_OP
    186: 59, // CONTAINS_OP
    187: 72, // FOR_ITER
    188: 72, // FOR_ITER
    189: 72, // FOR_ITER
    190: 72, // FOR_ITER
    191: 82, // LOAD_ATTR
    192: 82, // LOAD_ATTR
    193: 82, // LOAD_ATTR
    194: 82, // LOAD_ATTR
    195: 82, // LOAD_ATTR
    196: 82, // LOAD_ATTR
    197: 82, // LOAD_ATTR
    198: 82, // LOAD_ATTR
    199: 82, // LOAD_ATTR
    200: 82, // LOAD_ATTR
    201: 82, // LOAD_ATTR
    202: 82, // LOAD_ATTR
    203: 91, // LOAD_GLOBAL
    204: 91, // LOAD_GLOBAL
    205: 93, // LOAD_SUPER_ATTR
    206: 93, // LOAD_SUPER_ATTR
    207: 149, // RESUME
    208: 104, // SEND
    209: 108, // STORE_ATTR
    210: 108, // STORE_ATTR
    211: 108, // STORE_ATTR
    212: 39, // STORE_SUBSCR
    213: 39, // STORE_SUBSCR
    214: 40, // TO_BOOL
    215: 40, // TO_BOOL
    216: 40, // TO_BOOL
    217: 40, // TO_BOOL
    218: 40, // TO_BOOL
    219: 40, // TO_BOOL
    220: 117, // UNPACK_SEQUENCE
    221: 117, // UNPACK_SEQUENCE
    222: 117, // UNPACK_SEQUENCE
    236: 149, // RESUME
    237: 11, // END_FOR
    238: 12, // END_SEND
    239: 36, // RETURN_VALUE
    240: 103, // RETURN_CONST
    241: 118, // YIELD_VALUE
    242: 93, // LOAD_SUPER_ATTR
    243: 72, // FOR_ITER
    244: 53, // CALL
    245: 57, // CALL_KW
    246: 54, // CALL_FUNCTION_EX
    248: 79, // JUMP_FORWARD
    249: 77, // JUMP_BACKWARD
    250: 100, // POP_JUMP_IF_TRUE
    251: 97, // POP_JUMP_IF_FALSE
    252: 98, // POP_JUMP_IF_NONE
    253: 99, // POP_JUMP_IF_NOT_NONE
  },
  fused: [],
  binaryOperators: BINARY_OPERATORS,
  comparisons: COMPARISONS,
  compareShift: 5,
  intrinsics: INTRINSICS_1,
  intrinsics2: [...INTRINSICS_2, 'INTRINSIC_SET_TYPEPARAM_DEFAULT'],
  commonConstants: [],
  specialMethods: [],
};
