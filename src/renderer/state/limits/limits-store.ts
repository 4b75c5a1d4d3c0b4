// Owns what a recording may take at most, kept between starts of the window and sent with every recording. Must not know where it is
// edited. Invariant: every limit lies in its bounds; what is stored and does not counts as the default.

import { create } from 'zustand';
import {
  RECORD_LIMIT_BOUNDS,
  RECORD_LIMITS,
  type RecordLimits,
} from '../../../shared/model/recorder-messages.ts';
import type { Params } from '../../../shared/api/index.ts';
import { storage } from '../storage.ts';

const KEY = 'refscope.limits';

export const isAllowed = (which: keyof RecordLimits, value: unknown): value is number => {
  const { least, most } = RECORD_LIMIT_BOUNDS[which];
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
};

/** What was stored, as far as it can be used. */
export const parseLimits = (json: string | null): RecordLimits => {
  try {
    const stored = JSON.parse(json ?? '{}') as Partial<Record<keyof RecordLimits, unknown>> | null;
    const one = (which: keyof RecordLimits): number => {
      const value = stored?.[which];
      return isAllowed(which, value) ? value : RECORD_LIMITS[which];
    };
    return { events: one('events'), seconds: one('seconds'), bytes: one('bytes') };
  } catch {
    return RECORD_LIMITS;
  }
};

export const useLimits = create<{ readonly limits: RecordLimits }>()(() => ({
  limits: parseLimits(storage()?.getItem(KEY) ?? null),
}));

const keep = (limits: RecordLimits): void => {
  useLimits.setState({ limits });
  storage()?.setItem(KEY, JSON.stringify(limits));
};

export const setLimit = (which: keyof RecordLimits, value: number): void =>
  keep({ ...useLimits.getState().limits, [which]: value });

export const resetLimits = (): void => {
  useLimits.setState({ limits: RECORD_LIMITS });
  storage()?.removeItem(KEY);
};

export const limitsToAskFor = (): Pick<
  Params<'record.start'>,
  'maxEvents' | 'maxSeconds' | 'maxBytes'
> => {
  const { events, seconds, bytes } = useLimits.getState().limits;
  return { maxEvents: events, maxSeconds: seconds, maxBytes: bytes };
};
