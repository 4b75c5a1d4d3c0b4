import { describe, expect, it } from 'vitest';
import { Audit } from '../../../src/main/recorder/audit.ts';
import { SLOT, SlotTable, STATE } from '../../../src/main/recorder/slot-table.ts';

const LAST_SEQ = 100;

/** Compares one object, of which this was recorded, with what memory holds. */
function audited(recorded: { refcount: number; events?: number; state?: number }, found: number) {
  const slots = new SlotTable();
  const gaps: number[][] = [];
  const audit = new Audit(slots, { addGap: (...gap) => void gaps.push(gap) });
  const slot = slots.claim(0x4000);
  slots.words[slot + SLOT.object] = 7;
  slots.words[slot + SLOT.address] = 0x4000;
  slots.words[slot + SLOT.refcount] = recorded.refcount;
  slots.words[slot + SLOT.events] = recorded.events ?? 3;
  slots.words[slot + SLOT.state] = recorded.state ?? 0;
  const memory = new Map(found === 0 ? [] : [[0x4000, found]]);
  audit.compare((address) => memory.get(address) ?? 0, LAST_SEQ, 7);
  return { result: audit.result, gaps };
}

describe('an audit', () => {
  it('counts an object whose count in memory is the recorded one', () => {
    expect(audited({ refcount: 2 }, 2)).toEqual({
      result: { objects: 1, mismatches: 0 },
      gaps: [],
    });
  });

  it('notes an object with another count', () => {
    expect(audited({ refcount: 2 }, 3)).toEqual({
      result: { objects: 1, mismatches: 1 },
      gaps: [[LAST_SEQ + 1, 7, 2, 3]],
    });
  });

  it('notes an object that is not there any more', () => {
    expect(audited({ refcount: 2 }, 0).gaps).toEqual([[LAST_SEQ + 1, 7, 2, 0]]);
  });

  it.each([
    ['collected', STATE.ended],
    ['moved', STATE.gone],
  ])('notes an object that was %s and is there', (_what, state) => {
    expect(audited({ refcount: 0, state }, 1)).toEqual({
      result: { objects: 0, mismatches: 1 },
      gaps: [[LAST_SEQ + 1, 7, 0, 1]],
    });
    expect(audited({ refcount: 0, state }, 0).gaps).toEqual([]);
  });

  it('counts an object once, however often it is compared', () => {
    const slots = new SlotTable();
    const audit = new Audit(slots, { addGap: () => undefined });
    expect(audit.result).toBeNull();
    const memory = new Map([
      [0x4040, 5],
      [0x4080, 5],
    ]);
    for (const object of [1, 2]) {
      const slot = slots.claim(0x4000 + 64 * object);
      slots.words[slot + SLOT.object] = object;
      slots.words[slot + SLOT.address] = 0x4000 + 64 * object;
      slots.words[slot + SLOT.refcount] = 5;
      slots.words[slot + SLOT.events] = 1;
      audit.compare((address) => memory.get(address) ?? 0, LAST_SEQ, object);
    }
    expect(audit.result).toEqual({ objects: 2, mismatches: 0 });
  });

  it('leaves objects alone of which no event is known', () => {
    expect(audited({ refcount: 2, events: 0 }, 9).result).toEqual({ objects: 0, mismatches: 0 });
  });
});
