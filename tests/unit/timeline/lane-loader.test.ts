import { describe, expect, it } from 'vitest';
import type { LanesResult, Params } from '../../../src/shared/api/index.ts';
import {
  createLaneLoader,
  type LaneWish,
} from '../../../src/renderer/timeline/data/lane-loader.ts';
import { exactLane } from './lanes-made.ts';

type Asked = Params<'session.lanes'>;

/** A loader whose answers come when the test says so. */
const made = () => {
  const asked: { params: Asked; answer: () => Promise<void>; refuse: () => Promise<void> }[] = [];
  const failures: unknown[] = [];
  const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 0));
  const loader = createLaneLoader({
    fetch: (params) =>
      new Promise<LanesResult>((resolve, reject) => {
        const result = (): LanesResult => ({
          axis: params.axis,
          from: params.from,
          to: params.to,
          buckets: params.buckets,
          seqs: new Float64Array(params.buckets + 1),
          lanes: params.objects.map((object) => exactLane([[1, 1, 1]], { object })),
        });
        asked.push({
          params,
          answer: () => (resolve(result()), settle()),
          refuse: () => (reject(new Error('gone')), settle()),
        });
      }),
    changed: () => undefined,
    failed: (error) => failures.push(error),
  });
  return { loader, asked, failures };
};
const wish = (rest: Partial<LaneWish> = {}): LaneWish => ({
  session: 's',
  axis: 'step',
  total: 1000,
  growth: 0,
  view: { from: 100, to: 200 },
  objects: [1, 2],
  ...rest,
});

describe('createLaneLoader', () => {
  it('asks once for what is in view and keeps still while that serves', async () => {
    const { loader, asked } = made();
    loader.want(wish());
    await asked[0]?.answer();
    loader.want(wish({ view: { from: 101, to: 201 } }));
    expect(asked.length).toBe(1);
    expect(loader.laneOf(2)?.lane.object).toBe(2);
    expect(loader.scale()?.from).toBeLessThanOrEqual(100);
  });
  it('has one request in flight, and next asks for the newest wish only', async () => {
    const { loader, asked } = made();
    loader.want(wish());
    loader.want(wish({ objects: [3] }));
    loader.want(wish({ objects: [4] }));
    expect(asked.length).toBe(1);
    await asked[0]?.answer();
    expect(asked.map(({ params }) => params.objects)).toEqual([[1, 2], [4]]);
  });
  it('asks only for lanes it lacks, and shows old ones meanwhile', async () => {
    const { loader, asked } = made();
    loader.want(wish());
    await asked[0]?.answer();
    loader.want(wish({ objects: [2, 5] }));
    expect(asked[1]?.params.objects).toEqual([5]);
    await asked[1]?.answer();
    loader.want(wish({ view: { from: 100, to: 110 }, objects: [1] }));
    expect(asked[2]?.params.objects).toEqual([1]);
    expect(loader.laneOf(1)).not.toBeNull();
  });
  it('drops the answer of another session or axis', async () => {
    const { loader, asked } = made();
    loader.want(wish());
    loader.want(wish({ axis: 'event' }));
    await asked[0]?.answer();
    expect(loader.laneOf(1)).toBeNull();
    await asked[1]?.answer();
    expect(loader.laneOf(1)).not.toBeNull();
  });
  it('says why it failed and does not ask again at once', async () => {
    const { loader, asked, failures } = made();
    loader.want(wish());
    await asked[0]?.refuse();
    loader.want(wish());
    expect(failures.length).toBe(1);
    expect(asked.length).toBe(1);
    loader.dispose();
  });
  it('asks again for what touched the end of a session that has grown, and shows it meanwhile', async () => {
    const { loader, asked } = made();
    const atEnd = { from: 900, to: 1000 };
    loader.want(wish({ view: atEnd }));
    await asked[0]?.answer();
    loader.want(wish({ view: atEnd, total: 1005, growth: 1 }));
    expect(asked.length).toBe(2);
    expect(loader.laneOf(1)?.lane.object).toBe(1);
    expect(loader.currentLaneOf(1)).toBeNull();
    await asked[1]?.answer();
    expect(loader.currentLaneOf(1)?.lane.object).toBe(1);
    expect(asked.length).toBe(2);
  });
  it('keeps what lies before the end when a session grows', async () => {
    const { loader, asked } = made();
    loader.want(wish());
    await asked[0]?.answer();
    loader.want(wish({ total: 2000, growth: 1 }));
    expect(asked.length).toBe(1);
    expect(loader.currentLaneOf(2)?.lane.object).toBe(2);
  });
});
