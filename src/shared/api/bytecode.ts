// Owns what the window gets back about the bytecode of the line at a moment. Plain data.

export interface BytecodeRow {
  /** Byte offset in the code object, as `dis` prints it. */
  readonly offset: number;
  readonly opcode: string;
  /** What the argument stands for (a name, an operator), else its number; '' for none. */
  readonly argument: string;
  /** The instruction of the event that the playhead stands on. */
  readonly isCurrent: boolean;
  /** Changes of counts that the instruction itself made in this visit of the line; what it called is not among them. */
  readonly increfs: number;
  readonly decrefs: number;
}

export interface Bytecode {
  /** Qualified name of the function. */
  readonly function: string;
  readonly line: number;
  readonly rows: readonly BytecodeRow[];
  /** The visit had more events than were read: the changes are those of its beginning. */
  readonly isCut: boolean;
}
