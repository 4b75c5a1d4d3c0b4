// Opcode numbers of CPython 3.14 (Lib/_opcode_metadata.py and Lib/opcode.py of that version).
// Must not hold behaviour: what an argument means is said per name in bytecode.ts.

import {
  BINARY_OPERATORS,
  COMPARISONS,
  INTRINSICS_1,
  INTRINSICS_2,
  type OpcodeTable,
} from './opcode-table.ts';

export const OPCODES_314: OpcodeTable = {
  names: {
    0: 'CACHE',
    1: 'BINARY_SLICE',
    2: 'BUILD_TEMPLATE',
    4: 'CALL_FUNCTION_EX',
    5: 'CHECK_EG_MATCH',
    6: 'CHECK_EXC_MATCH',
    7: 'CLEANUP_THROW',
    8: 'DELETE_SUBSCR',
    9: 'END_FOR',
    10: 'END_SEND',
    11: 'EXIT_INIT_CHECK',
    12: 'FORMAT_SIMPLE',
    13: 'FORMAT_WITH_SPEC',
    14: 'GET_AITER',
    15: 'GET_ANEXT',
    16: 'GET_ITER',
    17: 'RESERVED',
    18: 'GET_LEN',
    19: 'GET_YIELD_FROM_ITER',
    20: 'INTERPRETER_EXIT',
    21: 'LOAD_BUILD_CLASS',
    22: 'LOAD_LOCALS',
    23: 'MAKE_FUNCTION',
    24: 'MATCH_KEYS',
    25: 'MATCH_MAPPING',
    26: 'MATCH_SEQUENCE',
    27: 'NOP',
    28: 'NOT_TAKEN',
    29: 'POP_EXCEPT',
    30: 'POP_ITER',
    31: 'POP_TOP',
    32: 'PUSH_EXC_INFO',
    33: 'PUSH_NULL',
    34: 'RETURN_GENERATOR',
    35: 'RETURN_VALUE',
    36: 'SETUP_ANNOTATIONS',
    37: 'STORE_SLICE',
    38: 'STORE_SUBSCR',
    39: 'TO_BOOL',
    40: 'UNARY_INVERT',
    41: 'UNARY_NEGATIVE',
    42: 'UNARY_NOT',
    43: 'WITH_EXCEPT_START',
    44: 'BINARY_OP',
    45: 'BUILD_INTERPOLATION',
    46: 'BUILD_LIST',
    47: 'BUILD_MAP',
    48: 'BUILD_SET',
    49: 'BUILD_SLICE',
    50: 'BUILD_STRING',
    51: 'BUILD_TUPLE',
    52: 'CALL',
    53: 'CALL_INTRINSIC_1',
    54: 'CALL_INTRINSIC_2',
    55: 'CALL_KW',
    56: 'COMPARE_OP',
    57: 'CONTAINS_OP',
    58: 'CONVERT_VALUE',
    59: 'COPY',
    60: 'COPY_FREE_VARS',
    61: 'DELETE_ATTR',
    62: 'DELETE_DEREF',
    63: 'DELETE_FAST',
    64: 'DELETE_GLOBAL',
    65: 'DELETE_NAME',
    66: 'DICT_MERGE',
    67: 'DICT_UPDATE',
    68: 'END_ASYNC_FOR',
    69: 'EXTENDED_ARG',
    70: 'FOR_ITER',
    71: 'GET_AWAITABLE',
    72: 'IMPORT_FROM',
    73: 'IMPORT_NAME',
    74: 'IS_OP',
    75: 'JUMP_BACKWARD',
    76: 'JUMP_BACKWARD_NO_INTERRUPT',
    77: 'JUMP_FORWARD',
    78: 'LIST_APPEND',
    79: 'LIST_EXTEND',
    80: 'LOAD_ATTR',
    81: 'LOAD_COMMON_CONSTANT',
    82: 'LOAD_CONST',
    83: 'LOAD_DEREF',
    84: 'LOAD_FAST',
    85: 'LOAD_FAST_AND_CLEAR',
    86: 'LOAD_FAST_BORROW',
    87: 'LOAD_FAST_BORROW_LOAD_FAST_BORROW',
    88: 'LOAD_FAST_CHECK',
    89: 'LOAD_FAST_LOAD_FAST',
    90: 'LOAD_FROM_DICT_OR_DEREF',
    91: 'LOAD_FROM_DICT_OR_GLOBALS',
    92: 'LOAD_GLOBAL',
    93: 'LOAD_NAME',
    94: 'LOAD_SMALL_INT',
    95: 'LOAD_SPECIAL',
    96: 'LOAD_SUPER_ATTR',
    97: 'MAKE_CELL',
    98: 'MAP_ADD',
    99: 'MATCH_CLASS',
    100: 'POP_JUMP_IF_FALSE',
    101: 'POP_JUMP_IF_NONE',
    102: 'POP_JUMP_IF_NOT_NONE',
    103: 'POP_JUMP_IF_TRUE',
    104: 'RAISE_VARARGS',
    105: 'RERAISE',
    106: 'SEND',
    107: 'SET_ADD',
    108: 'SET_FUNCTION_ATTRIBUTE',
    109: 'SET_UPDATE',
    110: 'STORE_ATTR',
    111: 'STORE_DEREF',
    112: 'STORE_FAST',
    113: 'STORE_FAST_LOAD_FAST',
    114: 'STORE_FAST_STORE_FAST',
    115: 'STORE_GLOBAL',
    116: 'STORE_NAME',
    117: 'SWAP',
    118: 'UNPACK_EX',
    119: 'UNPACK_SEQUENCE',
    120: 'YIELD_VALUE',
    128: 'RESUME',
    238: 'INSTRUMENTED_INSTRUCTION',
    254: 'INSTRUMENTED_LINE',
    255: 'ENTER_EXECUTOR',
  },
  caches: {
    38: 1, // STORE_SUBSCR
    39: 3, // TO_BOOL
    44: 5, // BINARY_OP
    52: 3, // CALL
    55: 3, // CALL_KW
    56: 1, // COMPARE_OP
    57: 1, // CONTAINS_OP
    70: 1, // FOR_ITER
    75: 1, // JUMP_BACKWARD
    80: 9, // LOAD_ATTR
    92: 4, // LOAD_GLOBAL
    96: 1, // LOAD_SUPER_ATTR
    100: 1, // POP_JUMP_IF_FALSE
    101: 1, // POP_JUMP_IF_NONE
    102: 1, // POP_JUMP_IF_NOT_NONE
    103: 1, // POP_JUMP_IF_TRUE
    106: 1, // SEND
    110: 4, // STORE_ATTR
    119: 1, // UNPACK_SEQUENCE
  },
  deopt: {
    3: 44, // BINARY_OP
    129: 44, // BINARY_OP
    130: 44, // BINARY_OP
    131: 44, // BINARY_OP
    132: 44, // BINARY_OP
    133: 44, // BINARY_OP
    134: 44, // BINARY_OP
    135: 44, // BINARY_OP
    136: 44, // BINARY_OP
    137: 44, // BINARY_OP
    138: 44, // BINARY_OP
    139: 44, // BINARY_OP
    140: 44, // BINARY_OP
    141: 44, // BINARY_OP
    142: 44, // BINARY_OP
    143: 52, // CALL
    144: 52, // CALL
    145: 52, // CALL
    146: 52, // CALL
    147: 52, // CALL
    148: 52, // CALL
    149: 52, // CALL
    150: 52, // CALL
    151: 55, // CALL_KW
    152: 55, // CALL_KW
    153: 55, // CALL_KW
    154: 52, // CALL
    155: 52, // CALL
    156: 52, // CALL
    157: 52, // CALL
    158: 52, // CALL
    159: 52, // CALL
    160: 52, // CALL
    161: 52, // CALL
    162: 52, // CALL
    163: 52, // CALL
    164: 52, // CALL
    165: 52, // CALL
    166: 56, // COMPARE_OP
    167: 56, // COMPARE_OP
    168: 56, // COMPARE_OP
    169: 57, // CONTAINS_OP
    170: 57, // CONTAINS_OP
    171: 70, // FOR_ITER
    172: 70, // FOR_ITER
    173: 70, // FOR_ITER
    174: 70, // FOR_ITER
    175: 75, // JUMP_BACKWARD
    176: 75, // JUMP_BACKWARD
    177: 80, // LOAD_ATTR
    178: 80, // LOAD_ATTR
    179: 80, // LOAD_ATTR
    180: 80, // LOAD_ATTR
    181: 80, // LOAD_ATTR
    182: 80, // LOAD_ATTR
    183: 80, // LOAD_ATTR
    184: 80, // LOAD_ATTR
    185: 80, // LOAD_ATTR
    186: 80, // LOAD_ATTR
    187: 80, // LOAD_ATTR
    188: 80, // LOAD_ATTR
    189: 80, // LOAD_ATTR
    190: 82, // LOAD_CONST
    191: 82, // LOAD_CONST
    192: 92, // LOAD_GLOBAL
    193: 92, // LOAD_GLOBAL
    194: 96, // LOAD_SUPER_ATTR
    195: 96, // LOAD_SUPER_ATTR
    196: 128, // RESUME
    197: 106, // SEND
    198: 110, // STORE_ATTR
    199: 110, // STORE_ATTR
    200: 110, // STORE_ATTR
    201: 38, // STORE_SUBSCR
    202: 38, // STORE_SUBSCR
    203: 39, // TO_BOOL
    204: 39, // TO_BOOL
    205: 39, // TO_BOOL
    206: 39, // TO_BOOL
    207: 39, // TO_BOOL
    208: 39, // TO_BOOL
    209: 119, // UNPACK_SEQUENCE
    210: 119, // UNPACK_SEQUENCE
    211: 119, // UNPACK_SEQUENCE
    234: 9, // END_FOR
    235: 30, // POP_ITER
    236: 10, // END_SEND
    237: 70, // FOR_ITER
    239: 77, // JUMP_FORWARD
    240: 28, // NOT_TAKEN
    241: 103, // POP_JUMP_IF_TRUE
    242: 100, // POP_JUMP_IF_FALSE
    243: 101, // POP_JUMP_IF_NONE
    244: 102, // POP_JUMP_IF_NOT_NONE
    245: 128, // RESUME
    246: 35, // RETURN_VALUE
    247: 120, // YIELD_VALUE
    248: 68, // END_ASYNC_FOR
    249: 96, // LOAD_SUPER_ATTR
    250: 52, // CALL
    251: 55, // CALL_KW
    252: 4, // CALL_FUNCTION_EX
    253: 75, // JUMP_BACKWARD
  },
  fused: [],
  binaryOperators: [...BINARY_OPERATORS, '[]'],
  comparisons: COMPARISONS,
  compareShift: 5,
  intrinsics: INTRINSICS_1,
  intrinsics2: [...INTRINSICS_2, 'INTRINSIC_SET_TYPEPARAM_DEFAULT'],
  commonConstants: ['AssertionError', 'NotImplementedError', 'tuple', 'all', 'any'],
  specialMethods: ['__enter__', '__exit__', '__aenter__', '__aexit__'],
};
