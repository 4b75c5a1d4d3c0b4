// Owns why a count changed, in one short sentence, from what one event says and the few facts around it.
// Must not read sessions. Invariant: a sentence claims no more than its facts; where no rule fits it repeats the facts
// (`+1 by PyDict_SetItem during CALL`). Rules are tried in order, from the particular to the general.

import type { EndCause, EventKind } from '../../../../shared/model/session.ts';
import { BIRTHS, COMPILE_DECREF, COMPILE_INCREF } from './births.ts';
import { ADJUSTMENTS, BY_FUNCTION_DECREF, BY_FUNCTION_INCREF } from './by-c-function.ts';
import { BY_STATIC_DECREF, BY_STATIC_INCREF } from './by-static-function.ts';
import { C_DECREF, C_INCREF, FIRST_DECREF, FIRST_INCREF } from './during-instructions.ts';
import { EVAL_DECREF, EVAL_INCREF } from './eval-loop.ts';
import { article, fill } from './fill.ts';
import { methodSentence } from './method-sentences.ts';
import { EVAL_LOOP, type ReasonFacts } from './reason-facts.ts';
import type { Sentences } from './sentences.ts';

type Rule = (facts: ReasonFacts) => string | undefined;

/** One short sentence without a full stop. */
export function reasonFor(facts: ReasonFacts): string {
  for (const rule of RULES[facts.kind]) {
    const sentence = rule(facts);
    if (sentence !== undefined) return sentence;
  }
  return plainFacts(facts);
}

const inEvalLoop = ({ cFunction }: ReasonFacts): boolean => cFunction === EVAL_LOOP;

const from =
  (table: Sentences, applies: (facts: ReasonFacts) => boolean): Rule =>
  (facts) =>
    applies(facts) ? fill(table[facts.opcode], facts) : undefined;

const byFunction =
  (table: Sentences): Rule =>
  (facts) =>
    fill(
      table[`${facts.cFunction}:${facts.type}`] ??
        table[`${facts.cFunction}@${facts.opcode}`] ??
        table[facts.cFunction],
      facts,
    );

/** Compiling runs no Python code: what does is an import, for which the ordinary rules hold. */
const compiler: Rule = ({ phase, opcode, delta, cFunction }) => {
  if (phase !== 'compile' || opcode !== '') return undefined;
  const table = delta > 0 ? COMPILE_INCREF : COMPILE_DECREF;
  return table[cFunction] ?? table['']; // '' is the word for all other functions
};

/** Attribute access holds on to the object's type meanwhile (Objects/object.c). */
const typeHeld: Rule = ({ type, cFunction, opcode, delta }) => {
  if (type !== 'type' || !/^_PyObject_Generic[GS]etAttrWithDict$/.test(cFunction)) return undefined;
  const when = opcode === '' ? '' : ` during ${opcode}`;
  return delta > 0
    ? `held while an attribute of an instance is looked up${when}`
    : `let go after an attribute of an instance was looked up${when}`;
};

/** Such as the tuple of base classes while an attribute is looked for in them. */
const heldForAMoment: Rule = ({ kind, momentary, delta, cFunction, opcode }) => {
  // What a deallocation held for a moment and let go of was at 0 before: that tells nothing of its last reference.
  if (!momentary || kind === 'collect' || !isUnnamed(cFunction)) return undefined;
  const when = opcode === '' ? '' : ` during ${opcode}`;
  return `held for a moment by ${cFunction}${when}${delta > 0 ? '' : ', let go again'}`;
};

/** Static functions of which neither the binary nor the interpreter's tables tell a name. */
const isUnnamed = (cFunction: string): boolean => cFunction.startsWith('func ');

/** Deallocation may set the count back to 1 while it tells watchers and finalizers (functions, objects with `__del__`). */
const revived: Rule = ({ refcount, delta }) =>
  refcount === 1 && delta === 1
    ? 'its count was 0: kept for a moment, as its deallocation tells others first'
    : undefined;

const releasedByOwner: Rule = (facts) =>
  facts.owner !== '' && !inEvalLoop(facts)
    ? `released by ${article(facts.owner)} that was just collected`
    : undefined;

/** What takes frames down, where that is a function of its own. */
const FRAME_CLEARING: ReadonlySet<string> = new Set([
  '_PyEval_FrameClearAndPop',
  '_PyFrame_ClearExceptCode',
]);
const clearsFrame = ({ cFunction }: ReasonFacts): boolean => FRAME_CLEARING.has(cFunction);

/**
 * The frame of a Python function is taken down when its caller's frame is the current one again, so the instruction is the call.
 * Names are logged as gone before that.
 */
const leftLocal: Rule = (facts) => {
  const isCall = facts.returning || facts.opcode === 'CALL_FUNCTION_EX' || clearsFrame(facts);
  if (!isCall || inEvalLoop(facts) || facts.left.length === 0) return undefined;
  const which = facts.left.length === 1 ? 'its local' : 'one of its locals';
  return `returning from the call dropped ${which} ${facts.left.join(', ')}`;
};

const leftFrame: Rule = (facts) => {
  // An exception that leaves the frame gets a new traceback meanwhile.
  if (!facts.returning && !clearsFrame(facts)) return undefined;
  if (inEvalLoop(facts) || facts.type === 'traceback') return undefined;
  const isOwn = facts.type === 'code' || facts.type === 'function';
  return `the frame that returned let go of ${isOwn ? `its ${facts.type}` : 'it'}`;
};

const shutdownName: Rule = ({ phase, opcode, unbound }) =>
  phase === 'exit' && opcode === '' && unbound !== ''
    ? `interpreter shutdown cleared the module's name ${unbound}`
    : undefined;

/** Counted from a constant above all counts down to a small one. */
const LEAST_IMMORTAL = 2 ** 29;
const mortalAgain: Rule = ({ delta, phase }) =>
  delta < -LEAST_IMMORTAL
    ? `no longer immortal: ${phase === 'exit' ? 'interpreter shutdown' : 'the interpreter'} gave it a count again`
    : undefined;

const shutdown: Rule = ({ phase, opcode }) =>
  phase === 'exit' && opcode === '' ? 'interpreter shutdown let go of it' : undefined;

const calledWith: Rule = ({ opcode, entered, type }) => {
  if (!opcode.startsWith('CALL')) return undefined;
  if (entered !== '') return `${opcode}: the new frame took it as its local ${entered}`;
  return type === 'code' ? `${opcode}: the new frame refers to its code` : undefined;
};

/** Built-in methods are static C functions without a name in the binary; that they store their argument is known. */
const storedByMethod: Rule = ({ opcode, method, cFunction }) =>
  opcode === 'CALL' && isUnnamed(cFunction) && STORING_METHODS.has(method)
    ? `CALL: ${method}() stored it`
    : undefined;
const STORING_METHODS: ReadonlySet<string> = new Set(['append', 'appendleft', 'insert', 'add']);

const newFrame: Rule = ({ opcode, cFunction }) =>
  cFunction === '_PyEval_Vector' && opcode !== ''
    ? `a function was called during ${opcode}: the new frame took it`
    : undefined;

/** What the interpreter's tables name has its own words. */
const methodRule: Rule = (facts) => (inEvalLoop(facts) ? undefined : methodSentence(facts));

const DECREF_RULES: readonly Rule[] = [
  compiler,
  shutdownName,
  leftLocal,
  from(EVAL_DECREF, inEvalLoop),
  typeHeld,
  byFunction(BY_FUNCTION_DECREF),
  heldForAMoment,
  releasedByOwner,
  leftFrame,
  shutdown,
  from(FIRST_DECREF, (facts) => facts.first && !inEvalLoop(facts)),
  byFunction(BY_STATIC_DECREF),
  methodRule,
  from(C_DECREF, (facts) => !inEvalLoop(facts)),
];

const INCREF_RULES: readonly Rule[] = [
  compiler,
  revived,
  from(EVAL_INCREF, inEvalLoop),
  typeHeld,
  byFunction(BY_FUNCTION_INCREF),
  heldForAMoment,
  from(FIRST_INCREF, (facts) => facts.first && !inEvalLoop(facts)),
  byFunction(BY_STATIC_INCREF),
  from(C_INCREF, (facts) => !inEvalLoop(facts)),
  calledWith,
  storedByMethod,
  newFrame,
  methodRule,
];

const ENDS: Readonly<Record<EndCause, string>> = {
  alive: 'its last reference went away',
  refcount: 'its last reference went away: collected at once',
  gc: 'the cycle collector broke the cycle: collected',
  exit: 'interpreter shutdown took its last reference: collected',
  moved: 'its memory was given back',
};

/** What took the last reference, then what that meant. */
const collected: Rule = (facts) => {
  const end = ENDS[facts.cause];
  if (facts.cause !== 'refcount') return end;
  for (const rule of DECREF_RULES) {
    const how = rule(facts);
    if (how !== undefined) return `${how}; ${end}`;
  }
  return end;
};

const born: Rule = (facts) => {
  if (facts.phase === 'compile') return 'the compiler made it';
  const sentence = fill(BIRTHS[facts.opcode], facts);
  if (sentence !== undefined) return sentence;
  return facts.opcode === '' ? 'made by the interpreter itself' : `made during ${facts.opcode}`;
};

const RULES: Readonly<Record<EventKind, readonly Rule[]>> = {
  birth: [born],
  incref: INCREF_RULES,
  decref: DECREF_RULES,
  adjust: [mortalAgain, byFunction(ADJUSTMENTS)],
  immortalize: [() => 'made immortal: from now on its count never changes'],
  collect: [collected],
};

function plainFacts({ delta, cFunction, opcode, phase }: ReasonFacts): string {
  const change = delta > 0 ? `+${delta}` : delta < 0 ? `\u2212${-delta}` : 'set';
  const who = cFunction === '' ? '' : ` by ${cFunction}`;
  const when = opcode !== '' ? ` during ${opcode}` : phase === 'exit' ? ' at shutdown' : '';
  return `${change}${who}${when}`;
}
