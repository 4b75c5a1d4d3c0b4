import { expect, test } from 'vitest';
import type { SessionSummary } from '../../../../src/shared/api/index.ts';
import {
  axisWidth,
  fitViewport,
  openingViewport,
} from '../../../../src/renderer/state/viewport-store.ts';

const summary = {
  facts: { events: 1000, steps: 40 },
  phases: [
    { phase: 'compile', eventSpan: [0, 300], stepSpan: [0, 1] },
    { phase: 'run', eventSpan: [300, 700], stepSpan: [1, 41] },
    { phase: 'exit', eventSpan: [700, 1000], stepSpan: [41, 42] },
  ],
} as unknown as SessionSummary;

test('the step axis has a place before the first line and one after the last', () => {
  expect(axisWidth(summary, 'step')).toBe(42);
  expect(axisWidth(summary, 'event')).toBe(1000);
  expect(axisWidth(null, 'event')).toBe(1);
});

test('a session opens on phase run, on either axis; on everything when it never ran', () => {
  expect(openingViewport(summary, 'step')).toEqual({ axis: 'step', from: 1, to: 41 });
  expect(openingViewport(summary, 'event')).toEqual({ axis: 'event', from: 300, to: 700 });
  const failed = { ...summary, phases: summary.phases.slice(0, 1) };
  expect(openingViewport(failed, 'event')).toEqual({ axis: 'event', from: 0, to: 1000 });
});

test('a span beyond an end is moved, not cut; one that is too wide is the whole axis', () => {
  expect(fitViewport({ axis: 'event', from: -50, to: 50 }, 1000)).toMatchObject({
    from: 0,
    to: 100,
  });
  expect(fitViewport({ axis: 'event', from: 950, to: 1050 }, 1000)).toMatchObject({
    from: 900,
    to: 1000,
  });
  expect(fitViewport({ axis: 'event', from: -5, to: 5000 }, 1000)).toMatchObject({
    from: 0,
    to: 1000,
  });
  const inverted = fitViewport({ axis: 'event', from: 20, to: 10 }, 1000);
  expect(inverted.to).toBeGreaterThan(inverted.from);
});
