import { describe, expect, test } from 'vitest';
import { gcRunAt, gcRunText, generationText } from '../../../../src/renderer/state/gc-runs.ts';

const RUNS = [
  { fromSeq: 10, toSeq: 19, generation: 0, collected: 7 },
  { fromSeq: 30, toSeq: 30, generation: 2, collected: 1 },
  { fromSeq: 40, toSeq: 60, generation: -1, collected: -1 },
];

describe('a run of the collector', () => {
  test.each([
    [9, -1],
    [10, 0],
    [19, 0],
    [20, -1],
    [30, 1],
    [60, 2],
    [61, -1],
  ])('event %d lies in run %d', (seq, index) => expect(gcRunAt(RUNS, seq)).toBe(index));

  test('says what is known of it', () => {
    expect(gcRunText(RUNS, 0)).toBe(
      'run 1 of the cycle collector (generation 0), which took 7 objects',
    );
    expect(gcRunText(RUNS, 1)).toContain('which took 1 object');
    expect(gcRunText(RUNS, 2)).toBe('run 3 of the cycle collector');
    expect(gcRunText(RUNS, -1)).toBe('');
    expect(RUNS.map(generationText)).toEqual(['0', '2 (all)', 'unknown']);
  });
});
