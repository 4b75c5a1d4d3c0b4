import { expect, test } from 'vitest';
import { requests, type SessionSummary } from '../../../../src/shared/api/index.ts';
import { exportParams, FIRST_CHOICES } from '../../../../src/renderer/views/header/export-form.ts';

const situation = {
  summary: {
    session: 's1',
    facts: { events: 900, runFromSeq: 100, exitFromSeq: 700 },
  } as unknown as SessionSummary,
  selected: 7,
  pinned: [3, 4],
  playhead: 250,
};

test('the first choice is every event of yours', () => {
  const parsed = requests['export.csv'].schema.parse(exportParams(FIRST_CHOICES, situation));
  expect(parsed).toMatchObject({ table: 'events', objects: [], all: false, fromSeq: 0 });
  expect(parsed.toSeq).toBeUndefined();
});

test('ranges end before the exit phase, or at the playhead', () => {
  const run = exportParams({ ...FIRST_CHOICES, range: 'run' }, situation);
  expect(run).toMatchObject({ fromSeq: 100, toSeq: 699 });
  const until = exportParams({ ...FIRST_CHOICES, range: 'playhead' }, situation);
  expect(until).toMatchObject({ fromSeq: 0, toSeq: 250 });
});

test('objects named by number are exported whether or not they are yours', () => {
  const selected = exportParams({ ...FIRST_CHOICES, which: 'selected' }, situation);
  expect(selected).toMatchObject({ objects: [7], all: true });
  const pinned = exportParams({ ...FIRST_CHOICES, which: 'pinned' }, situation);
  expect(pinned).toMatchObject({ objects: [3, 4], all: true });
});
