/** The names that an instruction stores to: the first of the two in its argument, or both, where it is two in one. */
export function storedNames(opcode: string, argument: string): readonly string[] {
  if (opcode === 'STORE_FAST_STORE_FAST') return argument.split(', ');
  if (opcode === 'STORE_FAST_LOAD_FAST') return argument.split(', ', 1);
  return [argument];
}
