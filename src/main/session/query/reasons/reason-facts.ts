// Owns what is known of one event when its reason is looked for. Plain data; must not read sessions.

import type { EndCause, EventKind, Phase } from '../../../../shared/model/session.ts';

export interface ReasonFacts {
  readonly kind: EventKind;
  readonly delta: number;
  /** After the event. */
  readonly refcount: number;
  /** '' when no Python instruction was executing. */
  readonly opcode: string;
  readonly argument: string;
  /** The source text that the instruction works on, '' where its argument says it. */
  readonly expression: string;
  /** Name of the method that a call calls, ''. */
  readonly method: string;
  readonly cFunction: string;
  /** Qualified name of the Python function that was running, '' for none. */
  readonly function: string;
  /** The instruction is a call that has already been made: the callee's frame is being taken down. */
  readonly returning: boolean;
  readonly phase: Phase;
  /** Why the object ended, or will have. */
  readonly cause: EndCause;
  readonly type: string;
  /** Local of a frame that is being entered, for which the event took the reference, ''. */
  readonly entered: string;
  /** Name that ceased to refer to it right after the event, ''. */
  readonly unbound: string;
  /** Locals of a function that ended just now, or is ending, that referred to it. */
  readonly left: readonly string[];
  /** The instruction has changed nothing before, but for one incref of another object. */
  readonly first: boolean;
  /** The same C function took and let go of this very reference, with nothing in between. */
  readonly momentary: boolean;
  /** Type of the object that was collected just before, with only decrefs since, ''. */
  readonly owner: string;
}

export const EVAL_LOOP = '_PyEval_EvalFrameDefault';
