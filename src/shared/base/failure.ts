// Owns the one error class for everything a user can cause or mend. Its message is one sentence that says what,
// where and what to do; hosts and the command line print it as it is and never print a stack for it.

export type FailureKind =
  | 'not-found'
  | 'not-a-session'
  | 'damaged'
  | 'too-new'
  | 'bad-request'
  | 'disk'
  | 'engine'
  | 'limit'
  | 'cancelled';

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
