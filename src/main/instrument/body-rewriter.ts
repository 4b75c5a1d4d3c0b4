// Owns turning one function body into its instrumented form: sites become calls, a free function starts with a check, the
// eval loop gets its hook. Invariant: bytes that are not named by a patch are copied as they are.

import { ByteReader, ByteWriter, MalformedBytes } from '../../shared/base/bytes.ts';
import { Failure } from '../../shared/base/failure.ts';
import type { InstrumentOptions } from '../../shared/model/instrumented.ts';
import { MEMORY } from '../../shared/model/ring.ts';
import type { Site } from '../../shared/model/site.ts';
import {
  and,
  call,
  constant,
  get,
  loadByte,
  set as setLocal,
  setGlobal,
  shiftRight,
  when,
  type Local,
} from './assembler.ts';
import { CollectorFlag } from './collector-flag.ts';
import { EvalLoopFinder, type EvalLoop } from './eval-loop-finder.ts';
import { FunctionScanner, type StoreSeen, type UnlikelyStoreSeen } from './function-scanner.ts';
import { bodyOf, type ModuleIndex } from './module-reader.ts';
import { typeOfFunction, type Plan } from './plan.ts';
import { liveLocalsAt } from './restore/live-locals.ts';
import { CERTAIN } from './runtime/events.ts';
import { numberActivation, offerLocals, popOperand, pushOperand } from './runtime/rewind.ts';
import { SiteFinder, type FoundSite } from './site-finder.ts';
import { ValueTable } from './value-table.ts';
import { OP, TYPE } from './wasm-format.ts';

/** Of the eval function: the instruction dispatched last, which activation it is, the operand of the dispatch. */
type OwnLocals = readonly [Local, Local, Local];

/** `bytes` stand in place of the module's bytes [at, end). */
interface Patch {
  readonly at: number;
  readonly end: number;
  readonly bytes: ArrayLike<number>;
}

/** A site's number has 16 bits in a record. */
const MAX_SITES = 65_535;

export class BodyRewriter {
  readonly sites: Site[] = [];
  #evalLoop: EvalLoop | null = null;
  readonly #module: ModuleIndex;
  readonly #plan: Plan;
  readonly #finder: SiteFinder;
  readonly #collector: CollectorFlag;
  readonly #scanner: FunctionScanner;
  /** Of the function that is scanned; discovery only. */
  #unlikely: UnlikelyStoreSeen[] = [];
  #blindSite: { readonly index: number; readonly number: number } | null = null;
  /** Size of the body at hand. */
  #bodyBytes = 0;
  /** Set while the eval function is scanned. */
  #evalFinder: EvalLoopFinder | null = null;

  constructor(module: ModuleIndex, plan: Plan, options: InstrumentOptions) {
    this.#module = module;
    this.#plan = plan;
    const values = new ValueTable();
    const finder = new SiteFinder(values, options);
    this.#finder = finder;
    const collector = new CollectorFlag(module, values, options.collector);
    this.#collector = collector;
    this.#scanner = new FunctionScanner(module, values, {
      compare: (x, y) => finder.compare(x, y),
      store: (seen) => {
        finder.store(seen);
        collector.store(seen);
        this.#evalFinder?.store(seen);
      },
      branchTable: (seen) => this.#evalFinder?.branchTable(seen),
      ...(options.mode === 'discovery'
        ? { unlikelyStore: (seen) => void this.#unlikely.push(seen) }
        : {}),
    });
  }

  /** What was found in the eval function; null before that was rewritten. */
  get evalLoop(): EvalLoop | null {
    return this.#evalLoop;
  }

  /** Writes the body of function `index`, its size in front. */
  rewrite(index: number, body: ByteReader, out: ByteWriter): void {
    const { at: start, end } = body;
    this.#bodyBytes = end - start;
    const { evalFunction, birthFunctions, freeFunctions, runtime } = this.#plan;
    const isEval = index === evalFunction;
    this.#evalFinder = isEval ? new EvalLoopFinder(runtime.options.layout.frameInstruction) : null;
    this.#finder.startFunction(birthFunctions.has(index));
    const codeAt = this.#scanner.scan(body, typeOfFunction(this.#module, index));
    const loop = this.#evalFinder?.finish(runtime.options.evalFunction) ?? null;
    if (loop) this.#evalLoop = loop;
    const added = loop && this.#addLocals(index, { start, end, codeAt });
    const dispatched = added?.locals[0] ?? null;
    const flags = this.#collector.finishFunction();
    const patches = this.#finder
      .finishFunction()
      .filter(({ at }) => !flags.some((flag) => flag.at === at))
      .map((site) => this.#patchSite(index, site, dispatched));
    patches.push(
      ...flags.map((flag) => this.#flagPatch(flag)),
      ...this.#unlikely
        .filter(({ at }) => !flags.some((flag) => flag.at === at))
        .map((seen) => this.#unlikelyPatch(index, seen)),
    );
    this.#unlikely = [];
    if (freeFunctions.has(index)) patches.unshift(this.#freePatch(codeAt));
    if (loop && added) {
      const rewind =
        runtime.options.mode === 'rewindable'
          ? this.#rewindPatches(index, loop, { ...added, codeAt })
          : [];
      patches.push(...added.patches, ...rewind, this.#dispatchPatch(loop, added.locals[0]));
    }
    patches.sort((a, b) => a.at - b.at);
    writePatched({ bytes: this.#module.bytes, start, end, patches }, out);
  }

  /** The store's operands are on the stack: the site's number and a call take the place of the store. */
  #patchSite(index: number, site: FoundSite, dispatched: Local | null): Patch {
    const { functions } = this.#plan.runtime;
    const isInLoop = dispatched !== null && site.kind !== 'birth';
    const target =
      site.kind === 'birth' ? functions.birth : isInLoop ? functions.logAt : functions.log;
    const number = this.#numberOf(index, site) | (site.certain ? CERTAIN : 0);
    const bytes = new ByteWriter(16).u8(OP.i32Const).s32(number);
    if (isInLoop) bytes.u8(OP.localGet).u32(dispatched);
    bytes.u8(OP.call).u32(target);
    return { at: site.at, end: site.end, bytes: bytes.view() };
  }

  /** Blind sites of a function share one number: there are too many of them for 16 bits. */
  #numberOf(index: number, { kind, at, certain, blind }: FoundSite): number {
    if (blind && this.#blindSite?.index === index) return this.#blindSite.number;
    const number = this.sites.length;
    if (number >= MAX_SITES)
      throw new Failure(
        'engine',
        `The engine's binary has more than ${MAX_SITES} sites; it is not one that this version of Refscope knows.`,
      );
    const cFunction =
      this.#module.nameOfFunction.get(index) ?? this.#staticName(index) ?? `func ${index}`;
    this.sites.push({ kind, cFunction, wasmOffset: at, certain });
    if (blind) this.#blindSite = { index, number };
    return number;
  }

  /** Address and value are on the stack, as for a site. */
  #flagPatch({ at, end, offset }: StoreSeen): Patch {
    const { collecting } = this.#plan.runtime.functions;
    const bytes = new ByteWriter(16).u8(OP.i32Const).s32(offset).u8(OP.call).u32(collecting);
    return { at, end, bytes: bytes.view() };
  }

  /** The operands are on the stack; a store's offset follows them. */
  #unlikelyPatch(index: number, { at, end, form, offset }: UnlikelyStoreSeen): Patch {
    const { functions } = this.#plan.runtime;
    const site = { at, end, kind: 'set', certain: false, blind: true } as const;
    const target = {
      offset: functions.discoverOffset,
      wide: functions.discoverWide,
      copy: functions.discoverCopy,
      fill: functions.discoverFill,
    }[form];
    const bytes = new ByteWriter(16);
    if (form === 'offset' || form === 'wide') bytes.u8(OP.i32Const).s32(offset);
    bytes.u8(OP.i32Const).s32(this.#numberOf(index, site)).u8(OP.call).u32(target);
    return { at, end, bytes: bytes.view() };
  }

  #staticName(index: number): string | undefined {
    const { staticFunctions = [] } = this.#plan.runtime.options;
    return staticFunctions.find((known) => known.index === index && known.bytes === this.#bodyBytes)
      ?.name;
  }

  #freePatch(codeAt: number): Patch {
    const { code } = call(this.#plan.runtime.functions.freed, get(0 as Local));
    return { at: codeAt, end: codeAt, bytes: code };
  }

  /**
   * A local of our own keeps the instruction that was dispatched last by this activation: the compiler uses the local that
   * holds it at the dispatch for other values in between. Two more are for rewinding: the activation's number, and the dispatch's operand.
   */
  #addLocals(
    index: number,
    { start, end, codeAt }: { start: number; end: number; codeAt: number },
  ): { locals: OwnLocals; patches: Patch[] } {
    const reader = new ByteReader(this.#module.bytes, start, end);
    const groups = reader.u32();
    const groupsAt = reader.at;
    let local = typeOfFunction(this.#module, index).params.length;
    for (let i = 0; i < groups; i++) {
      local += reader.u32();
      reader.u8();
    }
    const count = new ByteWriter(8).u32(groups + 1).view();
    const group = new ByteWriter(8).u32(3).u8(TYPE.i32).view();
    return {
      locals: [local as Local, (local + 1) as Local, (local + 2) as Local],
      patches: [
        { at: start, end: groupsAt, bytes: count },
        { at: codeAt, end: codeAt, bytes: group },
      ],
    };
  }

  #rewindPatches(
    index: number,
    { dispatchAt, below }: EvalLoop,
    { locals: [dispatched, activation, operand], codeAt }: { locals: OwnLocals; codeAt: number },
  ): Patch[] {
    const { runtime } = this.#plan;
    const type = typeOfFunction(this.#module, index);
    const body = bodyOf(this.#module, index);
    if (!body) throw new MalformedBytes('the interpreter is not there', dispatchAt);
    const { live, written } = liveLocalsAt(body, type, dispatchAt);
    // On the stack below the operand only what every call with the same arguments pushes comes back; of locals, words.
    const isPushedAgain = (local: number): boolean =>
      local >= 0 && local < type.params.length && !written.has(local);
    if (!below.every(isPushedAgain) || live.some((local) => local.type !== TYPE.i32))
      throw new MalformedBytes(
        'the interpreter dispatches with more than words at hand',
        dispatchAt,
      );
    const kept = [activation, operand, dispatched, ...live.map((local) => local.index as Local)];
    const around = [popOperand(operand), offerLocals(runtime, kept), pushOperand(operand)];
    return [
      { at: codeAt, end: codeAt, bytes: numberActivation(runtime, activation).code },
      { at: dispatchAt, end: dispatchAt, bytes: around.flatMap(({ code }) => code) },
    ];
  }

  /** The operand of the branch table is on the stack and stays there. */
  #dispatchPatch({ dispatchAt, frameLocal, instructionLocal }: EvalLoop, dispatched: Local): Patch {
    const { functions, globals, memory } = this.#plan.runtime;
    const instruction = get(instructionLocal as Local);
    const watched = loadByte({
      address: shiftRight(instruction, constant(4)),
      memory,
      offset: MEMORY.watched,
    });
    const bit = and(shiftRight(instruction, constant(1)), constant(7));
    const hook = [
      when(and(shiftRight(watched, bit), constant(1)), [
        call(functions.hook, get(frameLocal as Local), instruction),
      ]),
      setGlobal(globals.previous, instruction),
      setLocal(dispatched, instruction),
    ];
    return { at: dispatchAt, end: dispatchAt, bytes: hook.flatMap(({ code }) => code) };
  }
}

interface PatchedBody {
  readonly bytes: Uint8Array;
  /** The body in the module, its declarations included. */
  readonly start: number;
  readonly end: number;
  /** In the order of their places. */
  readonly patches: readonly Patch[];
}

function writePatched({ bytes, start, end, patches }: PatchedBody, out: ByteWriter): void {
  const growth = patches.reduce(
    (sum, patch) => sum + patch.bytes.length - (patch.end - patch.at),
    0,
  );
  out.u32(end - start + growth);
  let at = start;
  for (const patch of patches) {
    out.raw(bytes.subarray(at, patch.at)).raw(patch.bytes);
    at = patch.end;
  }
  out.raw(bytes.subarray(at, end));
}
