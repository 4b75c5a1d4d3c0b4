import { describe, expect, it } from 'vitest';
import { MARK } from '../../../src/shared/model/ring.ts';
import type { RingBuilder } from '../../harness/ring-builder.ts';
import { payloadWords } from '../../harness/ring-builder.ts';
import { decode } from './decoding.ts';

/** Unit u of a function is at F + 2u; lines go up by one every second unit. */
const F = 0x5080;
const G = 0x6080;
const lines = [1, 1, 2, 2, 3, 3, 4, 4];
const hooks = Array.from({ length: 8 }, (_, unit) => ({
  unit,
  stores: [{ name: 'x', scope: 'local' as const }],
  arguments: ['first', 'second'],
  cells: [],
  isAnew: false,
}));
const A = 0x10_0000;
const B = 0x10_0040;
const FRAME = [0x9000, 0x9100, 0x9200] as const;

const withCode = (ring: RingBuilder): RingBuilder =>
  ring
    .code({
      address: 0x5000,
      firstUnit: F,
      unitCount: 9,
      lines,
      hooks: [
        ...hooks,
        {
          unit: 8,
          stores: [{ name: 'y', scope: 'global' }],
          arguments: [],
          cells: [],
          isAnew: false,
        },
      ],
      name: 'f',
    })
    .code({ address: 0x6000, firstUnit: G, unitCount: 8, lines, hooks, name: 'g' })
    .birth(A)
    .birth(B);
const run = (build: (ring: RingBuilder) => void) => decode((ring) => build(withCode(ring)));
const stepsOf = (build: (ring: RingBuilder) => void) =>
  run(build).steps.map(({ instruction, depth, frame }) => [instruction, depth, frame]);
/** Name changes as `afterSeq frame name object`. */
const namesOf = (build: (ring: RingBuilder) => void) => {
  const { binds, variables } = run(build);
  return binds.map(
    ({ afterSeq, frame, variable, object }) =>
      `${afterSeq} ${frame} ${variables[variable - 1]?.name} ${object}`,
  );
};

describe('steps', () => {
  it('are arrivals at lines, with instruction, depth and frame', () => {
    const { steps, facts } = run((ring) =>
      ring
        .enter(FRAME[0], F, 1)
        .line(FRAME[0], F, 1)
        .incref(A, 2)
        .line(FRAME[0], F + 4, 1)
        .enter(FRAME[1], G, 2)
        .line(FRAME[1], G, 2)
        .leave(FRAME[1], G + 2, 2)
        .line(FRAME[0], F + 8, 1),
    );
    expect(steps).toEqual([
      { afterSeq: 2, instruction: 1, depth: 1, frame: 1 },
      { afterSeq: 3, instruction: 3, depth: 1, frame: 1 },
      { afterSeq: 3, instruction: 10, depth: 2, frame: 2 },
      { afterSeq: 3, instruction: 5, depth: 1, frame: 1 },
    ]);
    expect(facts.runFromSeq).toBe(3);
  });

  it('going on within a line is none; jumping back within it is one', () => {
    expect(
      stepsOf((ring) => {
        ring.enter(FRAME[0], F, 1);
        for (const at of [F, F + 2, F + 2, F, F + 2, F + 4, F]) ring.line(FRAME[0], at, 1);
      }).map(([instruction]) => instruction),
    ).toEqual([1, 2, 1, 3, 1]);
  });

  it('on the same line in another frame are steps', () => {
    expect(
      stepsOf((ring) =>
        ring
          .enter(FRAME[0], F, 1)
          .line(FRAME[0], F, 1)
          .enter(FRAME[1], F, 2)
          .line(FRAME[1], F + 2, 2),
      ),
    ).toEqual([
      [1, 1, 1],
      [2, 2, 2],
    ]);
  });

  it('of code nobody announced are left out', () => {
    expect(stepsOf((ring) => ring.line(FRAME[0], 0x7000, 1).enter(FRAME[0], 0x7000, 1))).toEqual(
      [],
    );
  });
});

describe('frames', () => {
  it('of a recursion have a serial each, and keep it when the call returns', () => {
    expect(
      stepsOf((ring) => {
        FRAME.forEach((frame, i) => ring.enter(frame, F, i + 1).line(frame, F, i + 1));
        ring
          .leave(FRAME[2], F + 14, 3)
          .line(FRAME[1], F + 4, 2)
          .leave(FRAME[1], F + 14, 2);
        ring
          .enter(FRAME[1], F, 2)
          .line(FRAME[1], F, 2)
          .leave(FRAME[1], F + 14, 2);
        ring.line(FRAME[0], F + 4, 1);
      }).map(([, , frame]) => frame),
    ).toEqual([1, 2, 3, 2, 4, 1]);
  });

  it('lose their names when they return', () => {
    expect(
      namesOf((ring) =>
        ring
          .enter(FRAME[0], F, 1)
          .bind(FRAME[0], F, A, { ordinal: 1 })
          .bind(FRAME[0], F, B, { ordinal: 2 })
          .incref(A, 2)
          .leave(FRAME[0], F + 14, 1),
      ),
    ).toEqual(['2 1 first 1', '2 1 second 2', '3 1 first 0', '3 1 second 0']);
  });

  it('unwound by an exception lose them when a frame above runs on', () => {
    expect(
      namesOf((ring) => {
        FRAME.forEach((frame, i) => ring.enter(frame, F, i + 1).bind(frame, F + 2, A));
        ring
          .incref(A, 2)
          .line(FRAME[0], F + 4, 1)
          .leave(FRAME[0], F + 6, 1);
      }),
    ).toEqual(['2 1 x 1', '2 2 x 1', '2 3 x 1', '3 3 x 0', '3 2 x 0', '3 1 x 0']);
  });

  it('unwound by an exception lose them when another takes their depth, or their memory', () => {
    expect(
      namesOf((ring) =>
        ring
          .enter(FRAME[0], F, 2)
          .bind(FRAME[0], F + 2, A)
          .enter(FRAME[1], G, 2)
          .bind(FRAME[1], G + 2, B)
          .enter(FRAME[1], G, 2)
          .bind(FRAME[1], G + 2, A),
      ),
    ).toEqual(['2 1 x 1', '2 1 x 0', '2 2 x 2', '2 2 x 0', '2 3 x 1']);
  });

  it('are over when finalization starts', () => {
    expect(
      namesOf((ring) =>
        ring
          .enter(FRAME[0], F, 1)
          .bind(FRAME[0], F + 2, A)
          .incref(A, 2)
          .mark(MARK.finalize),
      ),
    ).toEqual(['2 1 x 1', '3 1 x 0']);
  });

  it('whose start was not seen get a serial when they show themselves', () => {
    expect(stepsOf((ring) => ring.line(FRAME[0], F, 3).line(FRAME[0], F + 4, 3))).toEqual([
      [1, 3, 1],
      [3, 3, 1],
    ]);
  });

  it('are another frame when other code runs at their address', () => {
    expect(
      stepsOf((ring) => ring.line(FRAME[0], F, 3).line(FRAME[0], G, 3)).map(([, , f]) => f),
    ).toEqual([1, 2]);
  });
});

describe('generators', () => {
  const GENERATOR = 0x20_0000;
  const INSIDE = GENERATOR + 36;
  const TYPE = 0x2000;
  const dead = payloadWords(0, TYPE);
  const started = (ring: RingBuilder): RingBuilder =>
    ring
      .type(TYPE, 'generator', 'generator')
      .enter(FRAME[0], F, 1)
      .line(FRAME[0], F, 1)
      .birth(GENERATOR, TYPE)
      .enter(INSIDE, G, 2)
      .bind(INSIDE, G + 2, A)
      .line(INSIDE, G + 2, 2)
      .suspend(INSIDE, G + 4, 2);

  it('keep frame and names while they are suspended, at whatever depth they are resumed', () => {
    const build = (ring: RingBuilder) =>
      started(ring)
        .line(FRAME[0], F + 4, 1)
        .enter(FRAME[1], F, 2)
        .line(INSIDE, G + 4, 3)
        .suspend(INSIDE, G + 6, 3)
        .line(FRAME[1], F + 2, 2)
        .leave(FRAME[1], F + 4, 2)
        .line(INSIDE, G + 8, 2)
        .leave(INSIDE, G + 10, 2)
        .line(FRAME[0], F + 8, 1);
    expect(stepsOf(build)).toEqual([
      [1, 1, 1],
      [11, 2, 2],
      [3, 1, 1],
      [12, 3, 2],
      [2, 2, 3],
      [14, 2, 2],
      [5, 1, 1],
    ]);
    expect(namesOf(build)).toEqual(['3 2 x 1', '3 2 x 0']);
  });

  it('lose them with an exception that goes through them', () => {
    expect(
      namesOf((ring) =>
        started(ring)
          .line(INSIDE, G + 4, 2)
          .line(FRAME[0], F + 4, 1),
      ),
    ).toEqual(['3 2 x 1', '3 2 x 0']);
  });

  it('lose them when they are collected, at that event', () => {
    expect(
      namesOf((ring) =>
        started(ring)
          .decref(GENERATOR, 0, dead)
          .incref(A, 2)
          .line(FRAME[0], F + 4, 1),
      ),
    ).toEqual(['3 2 x 1', '4 2 x 0']);
  });

  it('that nothing is logged after lose them all the same', () => {
    expect(namesOf((ring) => started(ring).decref(GENERATOR, 0, dead))).toEqual([
      '3 2 x 1',
      '4 2 x 0',
    ]);
  });

  it('resurrected for their finalizer run on in the same frame', () => {
    const build = (ring: RingBuilder) =>
      started(ring)
        .decref(GENERATOR, 0, dead)
        .event(GENERATOR, 1, 1)
        .line(INSIDE, G + 8, 2)
        .leave(INSIDE, G + 10, 2)
        .decref(GENERATOR, 0, dead)
        .line(FRAME[0], F + 4, 1);
    expect(stepsOf(build).map(([, , frame]) => frame)).toEqual([1, 2, 2, 1]);
    expect(namesOf(build)).toEqual(['3 2 x 1', '5 2 x 0']);
  });

  it('do not take the frame of a neighbour with them', () => {
    const other = GENERATOR - 64;
    expect(
      namesOf((ring) =>
        started(ring)
          .birth(other, TYPE)
          .decref(other, 0, dead)
          .line(FRAME[0], F + 4, 1),
      ),
    ).toEqual(['3 2 x 1']);
  });

  it('collected at exit just before a global leave rows in time order', () => {
    expect(
      namesOf((ring) =>
        started(ring)
          .bind(0x30_0000, F + 16, B)
          .mark(MARK.finalize)
          .decref(GENERATOR, 0, dead)
          .decref(B, 0, payloadWords(0, 0))
          .line(FRAME[0], F, 1),
      ),
    ).toEqual(['3 2 x 1', '3 0 y 2', '4 2 x 0', '5 0 y 0']);
  });

  it('whose memory is used by another generator leave it a new frame', () => {
    expect(
      stepsOf((ring) => started(ring).enter(INSIDE, G, 2).line(INSIDE, G, 2)).map(
        ([, , frame]) => frame,
      ),
    ).toEqual([1, 2, 3]);
  });
});
