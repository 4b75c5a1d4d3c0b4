// Owns catching the Failure that a call must end with.

import { Failure } from '../../src/shared/base/failure.ts';

/** The Failure that `work` throws; an Error when it throws none, or something else. */
export function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('Expected a Failure, but nothing was thrown.');
}
