import { expect, test } from 'vitest';
import {
  isDefault,
  LIMIT_FIELDS,
  limitsSentence,
  limitsText,
  readLimit,
  typedLimit,
  type LimitField,
} from '../../../../../src/renderer/state/limits/limit-fields.ts';
import { parseLimits } from '../../../../../src/renderer/state/limits/limits-store.ts';
import { requests } from '../../../../../src/shared/api/contract.ts';
import {
  RECORD_LIMIT_BOUNDS,
  RECORD_LIMITS,
} from '../../../../../src/shared/model/recorder-messages.ts';

const field = (which: LimitField['which']): LimitField => {
  const found = LIMIT_FIELDS.find((one) => one.which === which);
  if (!found) throw new Error(which);
  return found;
};

test('the defaults in words', () => {
  expect(limitsText(RECORD_LIMITS)).toBe('500 million events, 60 min, 4 GB');
  expect(limitsSentence(RECORD_LIMITS)).toContain('what was recorded is kept');
  expect(limitsText({ events: 20_000, seconds: 90, bytes: 250_000_000 })).toBe(
    '20,000 events, 1 min 30 s, 250 MB',
  );
  expect(limitsText({ events: 2_500_000_000, seconds: 5, bytes: 1e12 })).toBe(
    '2.5 billion events, 5 s, 1,000 GB',
  );
  expect(isDefault({ ...RECORD_LIMITS })).toBe(true);
  expect(isDefault({ ...RECORD_LIMITS, seconds: 3601 })).toBe(false);
});

test.each([
  ['events', '0.02', 20_000],
  ['events', ' 1,000 ', 1_000_000_000],
  ['seconds', '0.5', 30],
  ['bytes', '1', 1_000_000],
] as const)('%s: %j is %i', (which, typed, value) => {
  expect(readLimit(field(which), typed)).toEqual({ value });
});

test.each([
  ['events', '', 'Type a number from 0.001 to 10,000 million.'],
  ['events', '-3', 'Type a number from 0.001 to 10,000 million.'],
  ['seconds', 'soon', 'Type a number from 0.017 to 16,666.666 minutes.'],
  ['bytes', '1e99', 'Type a number from 1 to 1,000,000 MB.'],
] as const)('%s: %j is no limit', (which, typed, problem) => {
  expect(readLimit(field(which), typed)).toEqual({ problem });
});

test('a limit that is shown reads back as itself, and the bounds that are named can be typed', () => {
  for (const one of LIMIT_FIELDS) {
    const { least, most } = RECORD_LIMIT_BOUNDS[one.which];
    for (const value of [least, most, RECORD_LIMITS[one.which], least * 7])
      expect(readLimit(one, typedLimit(one, value))).toEqual({ value });
    const refused = readLimit(one, '0');
    const named = 'problem' in refused ? refused.problem.match(/[\d.,]*\d/gu) : null;
    expect(named).toHaveLength(2);
    for (const bound of named ?? []) expect(readLimit(one, bound)).toHaveProperty('value');
  }
});

test('what is stored is used as far as it is a limit', () => {
  expect(parseLimits(null)).toEqual(RECORD_LIMITS);
  expect(parseLimits('nonsense')).toEqual(RECORD_LIMITS);
  expect(parseLimits('null')).toEqual(RECORD_LIMITS);
  expect(parseLimits('{"events":5000,"seconds":"9","bytes":-1}')).toEqual({
    ...RECORD_LIMITS,
    events: 5000,
  });
});

test('the contract takes exactly what the window offers', () => {
  const { schema } = requests['record.start'];
  const start = { name: 'a.py', source: '' };
  const { events, seconds, bytes } = RECORD_LIMIT_BOUNDS;
  const asked = (which: 'least' | 'most', by: number) =>
    schema.safeParse({
      ...start,
      maxEvents: events[which] + by,
      maxSeconds: seconds[which] + by,
      maxBytes: bytes[which] + by,
    }).error?.issues.length ?? 0;
  expect([asked('least', 0), asked('most', 0)]).toEqual([0, 0]);
  expect([asked('least', -1), asked('most', 1)]).toEqual([3, 3]);
});
