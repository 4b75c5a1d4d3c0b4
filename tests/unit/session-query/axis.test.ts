import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAxis, type AxisFacts, type StepSeqs } from '../../../src/main/session/query/axis.ts';

/** Steps that lie after these seqs; entry 0 stands for no step. */
function stepsAfter(seqs: readonly number[]): StepSeqs {
  const afterSeq = seqs.slice(1);
  return {
    count: afterSeq.length,
    afterSeq: (step) => afterSeq[step - 1] ?? NaN,
    firstAfter: (seq) => afterSeq.findIndex((after) => after > seq) + 1 || afterSeq.length + 1,
    sample: () => ({ every: 1, afterSeq: Float64Array.from(afterSeq) }),
  };
}

/** Any run: steps with and without events, exit reached or not, lines that run during exit. */
const runs = fc
  .record({
    perSlot: fc.array(fc.oneof(fc.constant(0), fc.nat(5), fc.nat(3_000_000)), {
      minLength: 1,
      maxLength: 40,
    }),
    exit: fc.option(fc.nat(50_000), { nil: null }),
    exitFromEarlier: fc.nat(10),
  })
  .map(({ perSlot, exit, exitFromEarlier }): AxisFacts => {
    const afterSeq = [0];
    let seq = perSlot[0] ?? 0;
    for (const count of perSlot.slice(1)) {
      afterSeq.push(seq);
      seq += count;
    }
    return {
      events: seq + (exit ?? 0),
      exitFromSeq: exit === null || exit === 0 ? 0 : Math.max(seq + 1 - exitFromEarlier, 1),
      steps: stepsAfter(afterSeq),
    };
  });

describe('axis', () => {
  it('comes back to the same seq from both axes', () => {
    fc.assert(
      fc.property(runs, fc.nat(), (facts, n) => {
        const axis = createAxis(facts);
        const seqs = [
          n % (facts.events + 1),
          0,
          facts.events,
          ...facts.steps.sample().afterSeq,
          facts.exitFromSeq,
        ];
        for (const seq of seqs) {
          if (seq > facts.events) continue;
          expect(axis.seqAt('event', axis.xOf('event', seq))).toBe(seq);
          expect(axis.seqAt('step', axis.xOf('step', seq))).toBe(seq);
          expect(axis.seqAt('step', axis.eventX('step', seq))).toBe(seq);
        }
      }),
    );
  });

  it('never runs backwards, and stays inside its width', () => {
    fc.assert(
      fc.property(runs, fc.array(fc.nat(), { maxLength: 20 }), (facts, picks) => {
        const axis = createAxis(facts);
        const seqs = picks.map((n) => n % (facts.events + 1)).sort((a, b) => a - b);
        for (const xOf of [axis.xOf, axis.eventX]) {
          let before = 0;
          for (const seq of seqs) {
            const x = xOf('step', seq);
            expect(x).toBeGreaterThanOrEqual(before);
            expect(x).toBeLessThanOrEqual(axis.width('step'));
            before = x;
          }
        }
      }),
    );
  });

  it('shows at a seq the line that is about to run', () => {
    fc.assert(
      fc.property(runs, fc.nat(), (facts, n) => {
        const seq = n % (facts.events + 1);
        const steps = [...facts.steps.sample().afterSeq].filter((after) => after <= seq).length;
        expect(createAxis(facts).stepAt(seq)).toBe(steps);
      }),
    );
  });

  it('places compile in [0, 1), lines side by side, exit last', () => {
    const axis = createAxis({
      events: 20,
      exitFromSeq: 13,
      steps: stepsAfter([0, 4, 6, 6, 8]),
    });
    expect([0, 1, 2, 3].map((seq) => axis.xOf('step', seq))).toEqual([0, 0.25, 0.5, 0.75]);
    // Step 1 starts after event 4; steps 2 and 3 share a seq, and the last of them is about to run.
    expect([4, 5, 6, 7].map((seq) => axis.xOf('step', seq))).toEqual([1, 1.5, 3, 3.5]);
    // Event 6 itself ended where step 2 starts.
    expect([4, 5, 6, 7, 8].map((seq) => axis.eventX('step', seq))).toEqual([1, 1.5, 2, 3.5, 4]);
    expect([12, 16, 20].map((seq) => axis.xOf('step', seq))).toEqual([5, 5.5, 6]);
    expect(axis.width('step')).toBe(6);
    expect([...axis.borders('step', 0, 6, 6)]).toEqual([0, 4, 6, 6, 8, 12, 20]);
    expect([...axis.borders('event', 0, 20, 4)]).toEqual([0, 5, 10, 15, 20]);
  });

  it('takes any number for a coordinate', () => {
    const axis = createAxis({
      events: 9,
      exitFromSeq: 0,
      steps: stepsAfter([0, 3]),
    });
    expect([-5, Number.NaN, 1e300].map((x) => axis.seqAt('step', x))).toEqual([0, 0, 9]);
    const empty = createAxis({
      events: 0,
      exitFromSeq: 0,
      steps: stepsAfter([0]),
    });
    expect([empty.xOf('step', 3), empty.xOf('event', 3), empty.seqAt('step', 1)]).toEqual([
      0, 0, 0,
    ]);
    expect([...empty.borders('step', 0, 2, 2)]).toEqual([0, 0, 0]);
  });
});
