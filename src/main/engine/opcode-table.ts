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
}
