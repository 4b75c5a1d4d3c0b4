import { describe, expect, it } from 'vitest';
import { movesDue, nearerPlace } from '../../../src/renderer/timeline/control/playback.ts';
import { wheelMode } from '../../../src/renderer/timeline/control/wheel.ts';
import { overviewPoints } from '../../../src/renderer/timeline/overview/overview-data.ts';

const wheel = {
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  deltaX: 0,
  deltaY: 100,
};

describe('wheelMode', () => {
  it('follows the modifier, then the direction', () => {
    expect(wheelMode(wheel)).toBe('scroll');
    expect(wheelMode({ ...wheel, plain: 'zooms' })).toBe('zoom');
    expect(wheelMode({ ...wheel, shiftKey: true, plain: 'zooms' })).toBe('pan');
    expect(wheelMode({ ...wheel, deltaX: -140 })).toBe('pan');
    expect(wheelMode({ ...wheel, shiftKey: true })).toBe('pan');
    expect(wheelMode({ ...wheel, altKey: true })).toBe('change');
    expect(wheelMode({ ...wheel, metaKey: true, shiftKey: true })).toBe('zoom');
    expect(wheelMode({ ...wheel, ctrlKey: true, deltaX: 300 })).toBe('zoom');
  });
});

describe('movesDue', () => {
  it('adds up to the speed, whatever the frames', () => {
    let debt = 0;
    let moves = 0;
    for (let frame = 0; frame < 600; frame++) {
      const due = movesDue(debt, 1000 / 60, 5);
      moves += due.moves;
      debt = due.debt;
    }
    expect(Math.abs(moves - 50)).toBeLessThanOrEqual(1);
  });
  it('does not catch up after a long pause', () => {
    expect(movesDue(0, 60_000, 2).moves).toBe(1);
    expect(movesDue(0, 60_000, 2).debt).toBe(0);
    expect(movesDue(0, 60_000, 100).moves).toBe(25);
  });
});

describe('nearerPlace', () => {
  const line = { seq: 10, step: 4 };
  it('takes a line without events before the next event', () => {
    expect(nearerPlace(11, line)).toEqual(line);
    expect(nearerPlace(null, line)).toEqual(line);
  });
  it('ends a line with its last event before the next line starts', () => {
    expect(nearerPlace(10, line)).toEqual({ seq: 10, step: 'event' });
    expect(nearerPlace(7, null)).toEqual({ seq: 7, step: 'event' });
  });
  it('is nowhere at the end', () => expect(nearerPlace(null, null)).toBeNull());
});

describe('overviewPoints', () => {
  const numbers = (values: number[]) => Float64Array.from(values);
  const points = overviewPoints({
    axis: 'step',
    from: 0,
    to: 10,
    buckets: 2,
    seqs: numbers([0, 4, 9]),
    liveObjects: numbers([3, 5]),
    liveReferences: numbers([7, 8]),
    events: numbers([4, 5]),
    births: numbers([3, 2]),
    collections: numbers([0, 0]),
  });
  it('puts what holds at the end of a bucket at its end', () => {
    expect(points).toEqual([
      { x: 0, objects: 0, references: 0 },
      { x: 5, objects: 3, references: 7 },
      { x: 10, objects: 5, references: 8 },
    ]);
  });
});
