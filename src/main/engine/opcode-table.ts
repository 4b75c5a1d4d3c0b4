/** What is known of a CPython version's opcodes; numbers are base opcodes unless said otherwise. */
export interface OpcodeTable {
  readonly names: Readonly<Record<number, string>>;
  /** Inline cache units that follow an instruction; 0 where absent. */
  readonly caches: Readonly<Record<number, number>>;
  /** Specialised or instrumented form -> base opcode. */
  readonly deopt: Readonly<Record<number, number>>;
  /** Forms that run two instructions in one dispatch; the second never passes the dispatch point. */
  readonly fused: readonly number[];
  readonly binaryOperators: readonly string[];
  readonly comparisons: readonly string[];
  readonly compareShift: number;
  readonly intrinsics: readonly string[];
  readonly intrinsics2: readonly string[];
  /** Operands of LOAD_COMMON_CONSTANT and LOAD_SPECIAL. */
  readonly commonConstants: readonly string[];
  readonly specialMethods: readonly string[];
}

// What has stayed as it is, or only grew, since 3.12.

export const COMPARISONS = ['<', '<=', '==', '!=', '>', '>='];
export const BINARY_OPERATORS = [
  '+',
  '&',
  '//',
  '<<',
  '@',
  '*',
  '%',
  '|',
  '**',
  '>>',
  '-',
  '/',
  '^',
  '+=',
  '&=',
  '//=',
  '<<=',
  '@=',
  '*=',
  '%=',
  '|=',
  '**=',
  '>>=',
  '-=',
  '/=',
  '^=',
];
export const INTRINSICS_1 = [
  'INTRINSIC_1_INVALID',
  'INTRINSIC_PRINT',
  'INTRINSIC_IMPORT_STAR',
  'INTRINSIC_STOPITERATION_ERROR',
  'INTRINSIC_ASYNC_GEN_WRAP',
  'INTRINSIC_UNARY_POSITIVE',
  'INTRINSIC_LIST_TO_TUPLE',
  'INTRINSIC_TYPEVAR',
  'INTRINSIC_PARAMSPEC',
  'INTRINSIC_TYPEVARTUPLE',
  'INTRINSIC_SUBSCRIPT_GENERIC',
  'INTRINSIC_TYPEALIAS',
];
export const INTRINSICS_2 = [
  'INTRINSIC_2_INVALID',
  'INTRINSIC_PREP_RERAISE_STAR',
  'INTRINSIC_TYPEVAR_WITH_BOUND',
  'INTRINSIC_TYPEVAR_WITH_CONSTRAINTS',
  'INTRINSIC_SET_FUNCTION_TYPE_PARAMS',
];
