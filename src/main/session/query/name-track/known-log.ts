// Owns keeping the bindings of the names that are followed: each move of the view asks for the same again.

import { Failure } from '../../../../shared/base/failure.ts';
import { LeastRecentlyUsed } from '../../read/least-recently-used.ts';
import type { Steps } from '../../read/steps.ts';
import type { View } from '../view.ts';
import { variableLog, type VariableLog } from './variable-log.ts';

const LOGS_KEPT = 4;

/** Throws Failure('bad-request') for a number that is no variable's. */
export function* knownLog(view: View, variable: number): Steps<VariableLog> {
  if (!view.file.variable(variable))
    throw new Failure('bad-request', `This session has no name number ${variable}.`);
  const kept = view.once(
    'variable-logs',
    () => new LeastRecentlyUsed<number, VariableLog>(LOGS_KEPT),
  );
  const log = kept.find(variable) ?? (yield* variableLog(view.file.nameLog(), variable));
  return kept.get(variable, () => log);
}
