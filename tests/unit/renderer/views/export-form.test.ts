import { expect, test } from 'vitest';
import { requests, type SessionSummary } from '../../../../src/shared/api/index.ts';
import { exportFilter, FIRST_CHOICES } from '../../../../src/renderer/views/header/export-form.ts';

const situation = {
  summary: {
    session: 's1',
    facts: { events: 900, runFromSeq: 100, exitFromSeq: 700 },
  } as unknown as SessionSummary,
  selected: 7,
  pinned: [3, 4],
  playhead: 250,
  span: { fromSeq: 310, toSeq: 420 },
};

test('the first choice is every event of yours', () => {
  const parsed = requests['export.csv'].schema.parse(exportFilter(FIRST_CHOICES, situation));
  expect(parsed).toMatchObject({ table: 'events', objects: [], all: false, fromSeq: 0 });
  expect(requests['export.sqlite'].schema.parse(exportFilter(FIRST_CHOICES, situation))).toEqual({
    session: 's1',
    objects: [],
    names: [],
    all: false,
    fromSeq: 0,
  });
  expect(parsed.toSeq).toBeUndefined();
});

test('ranges end before the exit phase, or at the playhead', () => {
  const run = exportFilter({ ...FIRST_CHOICES, range: 'run' }, situation);
  expect(run).toMatchObject({ fromSeq: 100, toSeq: 699 });
  const until = exportFilter({ ...FIRST_CHOICES, range: 'playhead' }, situation);
  expect(until).toMatchObject({ fromSeq: 0, toSeq: 250 });
});

test.each(['visible', 'marked'] as const)('the %s range is what the timeline says', (range) => {
  const filter = exportFilter({ ...FIRST_CHOICES, range }, situation);
  expect(filter).toMatchObject({ fromSeq: 310, toSeq: 420 });
});

test('objects named by number are exported whether or not they are yours', () => {
  const selected = exportFilter({ ...FIRST_CHOICES, which: 'selected' }, situation);
  expect(selected).toMatchObject({ objects: [7], all: true });
  const pinned = exportFilter({ ...FIRST_CHOICES, which: 'pinned' }, situation);
  expect(pinned).toMatchObject({ objects: [3, 4], all: true });
});
