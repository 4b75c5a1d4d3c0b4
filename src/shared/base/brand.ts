// Owns the branded integers of the project. Must not hold logic beyond the brand itself.
// Invariant: a branded number is a safe, non-negative integer; the brand says which space it counts in.

declare const brand: unique symbol;
export type Branded<Name extends string> = number & { readonly [brand]: Name };

/** Number of an event; events of a run are numbered from 1. 0 means "before the first event" or "none". */
export type Seq = Branded<'Seq'>;
/** Number of a step (arrival at a source line), from 1. 0 means "before the first line". */
export type StepNumber = Branded<'StepNumber'>;
/** Number of an object (one lifetime at one address), from 1, in order of first sight. 0 means "none". */
export type ObjectId = Branded<'ObjectId'>;
/** Byte address in the program's memory (the first wasm memory). 0 means NULL. */
export type Address = Branded<'Address'>;
/** One bytecode unit of one code object: `code.firstInstruction + unitIndex`. 0 means "no Python instruction". */
export type InstructionId = Branded<'InstructionId'>;
/** Row number in the code table, from 1. 0 means "none". */
export type CodeId = Branded<'CodeId'>;
/** Row number in the type table, from 1. 0 means "not known". */
export type TypeId = Branded<'TypeId'>;
/** Index into the site table of an instrumented engine, from 0. */
export type SiteId = Branded<'SiteId'>;
/** Index in a wasm module's function index space (imports first). */
export type FuncIndex = Branded<'FuncIndex'>;

export const asSeq = (n: number): Seq => n as Seq;
export const asStep = (n: number): StepNumber => n as StepNumber;
export const asObjectId = (n: number): ObjectId => n as ObjectId;
export const asAddress = (n: number): Address => n as Address;
export const asInstruction = (n: number): InstructionId => n as InstructionId;
export const asCodeId = (n: number): CodeId => n as CodeId;
export const asTypeId = (n: number): TypeId => n as TypeId;
export const asSiteId = (n: number): SiteId => n as SiteId;
export const asFuncIndex = (n: number): FuncIndex => n as FuncIndex;
