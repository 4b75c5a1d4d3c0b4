import { describe, expect, test } from 'vitest';
import { ShortValues } from '../../../src/main/engine/describe-short.ts';
import { LAYOUT_312 } from '../../../src/main/engine/layout.ts';
import { EndQueue } from '../../../src/main/recorder/end-queue.ts';
import { CollectingWriter } from '../../harness/collecting-writer.ts';

const short = new ShortValues(LAYOUT_312);

/** A queue and the rows that left it: object and value. */
function queue() {
  const writer = new CollectingWriter();
  const blocks: number[] = [];
  const ends = new EndQueue({
    addEnds: (block) => {
      blocks.push(block.count);
      writer.addEnds(block);
    },
  });
  return {
    ends,
    blocks,
    left: () => writer.ends.map(({ object, value }) => [object, value]),
    /** Returns the number of the row. */
    end: (object: number, value: string | number = ''): number => {
      const number = ends.next;
      const row = ends.claim();
      ends.columns.object[row] = object;
      ends.columns.endSeq[row] = object;
      if (typeof value === 'string') ends.setText(row, value);
      else if (short.find('int', Int32Array.of(0, 0, 1 << 3, value), 0))
        ends.setShort(row, short.form, short.amount);
      return number;
    },
  };
}

describe('ends leave', () => {
  test('when they are sure, in order, each with its value', () => {
    const { ends, end, left } = queue();
    end(1, 'one');
    end(2, 5);
    end(3);
    end(4, 5);
    ends.releaseThrough(3);
    ends.flush();
    expect(left()).toEqual([
      [1, 'one'],
      [2, '5'],
      [3, ''],
    ]);
    ends.releaseThrough(4);
    ends.flush();
    expect(left().at(-1)).toEqual([4, '5']);
  });

  test('but not those that were taken back', () => {
    const { ends, end, left } = queue();
    end(1, 'one');
    ends.takeBack(end(2, 'two'));
    ends.takeBack(end(3, 3));
    end(4, 'four');
    ends.releaseThrough(Infinity);
    ends.flush();
    expect(left()).toEqual([
      [1, 'one'],
      [4, 'four'],
    ]);
  });

  test('all of them, however many wait: more than the queue holds', () => {
    const { ends, end, left, blocks } = queue();
    const count = 300_000;
    for (let object = 1; object <= count; object++) end(object, object % 1000);
    ends.releaseThrough(Infinity);
    ends.flush();
    expect(left().map(([object]) => object)).toEqual(
      Array.from({ length: count }, (_, i) => i + 1),
    );
    expect(left()[123_456]).toEqual([123_457, '457']);
    expect(Math.max(...blocks)).toBeLessThanOrEqual(16_384);
  });

  test('in small blocks when their texts are long', () => {
    const { ends, end, left, blocks } = queue();
    for (let object = 1; object <= 60; object++) end(object, String(object).repeat(100_000));
    ends.releaseThrough(Infinity);
    ends.flush();
    expect(left()).toHaveLength(60);
    expect(blocks.length).toBeGreaterThan(1);
  });

  test('not again after they were written', () => {
    const { ends, end, left } = queue();
    const number = end(1);
    ends.releaseThrough(1);
    ends.flush();
    ends.takeBack(number);
    end(2);
    ends.releaseThrough(2);
    ends.flush();
    expect(left().map(([object]) => object)).toEqual([1, 2]);
  });
});
