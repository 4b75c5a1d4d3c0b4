// Owns the options of `record` that check the recording, for automation. Must not run the checks.

import type { Checks, GrowthCheck } from '../app/check-session.ts';
import { UsageError } from './usage.ts';

/** Exit status of a program that ended well when a check of its recording failed. */
export const CHECK_FAILED = 3;

export interface CheckOptions {
  readonly failOnSurvivors: readonly string[];
  readonly failOnGrowth: readonly GrowthCheck[];
}

export function collectSurvivors(text: string, before: readonly string[]): readonly string[] {
  const types = text.split(',').map((type) => type.trim());
  if (types.some((type) => type === ''))
    throw new UsageError(
      `--fail-on-survivors ${text}: give names of types, with commas between them.`,
    );
  return [...before, ...types];
}

const GROWTH = /^(?<type>[^@\s]+)@(?:(?<file>[^@]+):)?(?<line>[1-9]\d*)$/;

export function collectGrowth(
  text: string,
  before: readonly GrowthCheck[],
): readonly GrowthCheck[] {
  const { type, file, line } = GROWTH.exec(text)?.groups ?? {};
  if (type === undefined || line === undefined)
    throw new UsageError(
      `--fail-on-growth ${text}: give TYPE@LINE or TYPE@FILE:LINE, such as Node@12.`,
    );
  return [...before, { type, file: file ?? null, line: Number(line) }];
}

/** null: none was asked for. */
export function checksOf({ failOnSurvivors, failOnGrowth }: CheckOptions): Checks | null {
  if (failOnSurvivors.length + failOnGrowth.length === 0) return null;
  return { survivors: failOnSurvivors, growth: failOnGrowth };
}
