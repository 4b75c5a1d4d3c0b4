// Owns what the window gets back about a name that it follows: which object it referred to, when. Plain data.

/** A name in a scope: a global (`<module>`), or local to a function or class body. */
export interface Variable {
  /** The same as long as the session is open. */
  readonly variable: number;
  readonly scope: string;
  readonly name: string;
}

export interface VariablePage {
  /** How many there are in all. */
  readonly total: number;
  /** Those of your code first, by name. */
  readonly rows: readonly Variable[];
}

/** A stretch of the axis in which the name referred to one object; between two of them it referred to none. */
export interface NameSegment {
  /** 0: many objects one after the other, too close to tell apart here. */
  readonly object: number;
  /** How many bindings the stretch stands for; 1 but for the above. */
  readonly bindings: number;
  readonly type: string;
  /** Its value, or its type and number; '' for many. */
  readonly text: string;
  readonly immortal: boolean;
  /** Where the name was bound: after this event, and the step to go to with it. */
  readonly fromSeq: number;
  readonly fromStep: number;
  readonly fromX: number;
  readonly toX: number;
  /** Refcount at its start; IMMORTAL for infinity. */
  readonly before: number;
  /** Changes of the object's refcount inside: where, and the count after it. Empty where there is no room to show them. */
  readonly x: Float64Array;
  readonly refcount: Uint32Array;
}

/** Of a function that runs more than once at a time, it is the name in its innermost call. */
export interface NameTrack extends Variable {
  readonly axis: 'step' | 'event';
  readonly from: number;
  readonly to: number;
  /** How often it was bound in the whole recording. */
  readonly bindings: number;
  /** Later bindings than this event's are too many to keep; null: all are there. */
  readonly readThroughSeq: number | null;
  /** Those that reach into the span, in order of time; they do not overlap. */
  readonly segments: readonly NameSegment[];
}

/** A moment at which the name came to refer to something, or to nothing (object 0). */
export interface NameChange {
  readonly seq: number;
  readonly step: number;
  readonly object: number;
}
