import { describe, expect, it } from 'vitest';
import { eventWindow } from '../../../src/main/session/query/event-window.ts';
import type { SessionFile } from '../../../src/main/session/read/session-file.ts';
import type { EventColumns } from '../../../src/shared/model/session.ts';

/** Events whose object has the number of the event, in blocks of these sizes. */
function fileOf(sizes: readonly number[]): SessionFile {
  let next = 1;
  const blocks = sizes.map((count): EventColumns => {
    const firstSeq = next;
    next += count;
    const numbers = Array.from({ length: count }, (_, i) => firstSeq + i);
    return {
      firstSeq,
      count,
      object: Uint32Array.from(numbers),
      refcount: Uint32Array.from(numbers),
      delta: Int32Array.from(numbers),
      site: Uint16Array.from(numbers),
      instruction: Uint32Array.from(numbers),
    };
  });
  const file: Pick<SessionFile, 'blockOfSeq' | 'eventBlock' | 'eventBlocks'> = {
    blockOfSeq: (seq) =>
      blocks.findIndex(({ firstSeq, count }) => firstSeq <= seq && seq < firstSeq + count),
    eventBlock: (index) => blocks[index] as EventColumns,
    eventBlocks: () => blocks as never,
  };
  return file as SessionFile;
}

describe('the events around one', () => {
  it.each([
    ['one block', [700]],
    ['two blocks', [300, 400]],
    ['blocks of any size', [1, 2, 250, 3, 4, 300, 1, 139]],
    ['blocks of one event', Array.from({ length: 700 }, () => 1)],
  ])('are the same in %s', (_name, sizes) => {
    const file = fileOf(sizes);
    for (const seq of [1, 2, 16, 255, 256, 257, 300, 301, 550, 684, 699, 700]) {
      const { block, i } = eventWindow(file, seq) ?? { block: null, i: -1 };
      expect(block?.object[i]).toBe(seq);
      for (let distance = -256; distance <= 16; distance++) {
        const other = seq + distance;
        const wanted = other >= 1 && other <= 700 ? other : undefined;
        if (wanted === undefined && (block?.firstSeq ?? 0) <= other) continue;
        expect(block?.object[i + distance]).toBe(wanted);
        expect(block?.instruction[i + distance]).toBe(wanted);
      }
    }
  });

  it('are none of an event that there is not', () => {
    expect(eventWindow(fileOf([3, 4]), 8)).toBeNull();
    expect(eventWindow(fileOf([]), 1)).toBeNull();
  });
});
