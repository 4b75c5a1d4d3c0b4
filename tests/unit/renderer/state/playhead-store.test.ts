import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectApi, type Api } from '../../../../src/renderer/api/client.ts';
import {
  resetPlayhead,
  setPlayhead,
  usePlayhead,
} from '../../../../src/renderer/state/playhead-store.ts';
import type { SessionSummary } from '../../../../src/shared/api/index.ts';

const summary = {
  session: 's1',
  facts: { events: 500, runFromSeq: 20, exitFromSeq: 101 },
} as unknown as SessionSummary;

let asked: { seq: number; answer: () => void }[] = [];
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

beforeEach(() => {
  asked = [];
  const request = (_name: string, { seq }: { seq: number }) =>
    new Promise((resolve) => asked.push({ seq, answer: () => resolve({ seq }) }));
  connectApi({ host: 'browser', subscribe: () => () => undefined, request } as unknown as Api);
  resetPlayhead(summary);
});
afterEach(() => resetPlayhead(null));

const answerLast = async () => {
  asked.at(-1)?.answer();
  await settle();
};

test('a session opens where its run has just ended', async () => {
  await answerLast();
  expect(usePlayhead.getState()).toMatchObject({ seq: 100, moment: { seq: 100 } });
});

test('the playhead is rounded and stays within the recording', async () => {
  await answerLast();
  setPlayhead(200.6, { source: 'timeline' });
  expect(usePlayhead.getState().seq).toBe(201);
  setPlayhead(-3, { source: 'timeline' });
  expect(usePlayhead.getState().seq).toBe(0);
  setPlayhead(9999, { source: 'keyboard' });
  expect(usePlayhead.getState()).toMatchObject({ seq: 500, source: 'keyboard' });
});

test('while it is dragged one moment is asked at a time, and the last place wins', async () => {
  await answerLast();
  for (const seq of [110, 120, 130, 140]) setPlayhead(seq, { source: 'timeline' });
  expect(asked.map((one) => one.seq)).toEqual([100, 110]);
  await answerLast();
  expect(asked.map((one) => one.seq)).toEqual([100, 110, 140]);
  await answerLast();
  expect(usePlayhead.getState().moment?.seq).toBe(140);
});

test('a moment seen before is shown at once, and a late answer for elsewhere does not replace it', async () => {
  await answerLast();
  setPlayhead(300, { source: 'timeline' });
  const late = asked.at(-1);
  setPlayhead(100, { source: 'timeline' });
  expect(usePlayhead.getState().moment?.seq).toBe(100);
  late?.answer();
  await settle();
  expect(usePlayhead.getState().moment?.seq).toBe(100);
});

test('an answer of a session that was replaced is dropped', async () => {
  const late = asked.at(-1);
  resetPlayhead({ ...summary, session: 's2' });
  await answerLast();
  setPlayhead(7, { source: 'timeline' });
  late?.answer();
  await settle();
  expect(usePlayhead.getState().moment?.seq).toBe(100);
});

test('places that share a seq are places of their own', async () => {
  await answerLast();
  setPlayhead(110, { source: 'keyboard', step: 3 });
  expect(usePlayhead.getState()).toMatchObject({ seq: 110, step: 3, isMomentHere: false });
  await answerLast();
  const third = usePlayhead.getState().moment;
  setPlayhead(110, { source: 'keyboard', step: 4 });
  expect(usePlayhead.getState().isMomentHere).toBe(false);
  await answerLast();
  expect(asked).toHaveLength(3);
  expect(usePlayhead.getState().moment).not.toBe(third);
  setPlayhead(110, { source: 'keyboard', step: 3 });
  expect(usePlayhead.getState()).toMatchObject({ step: 3, isMomentHere: true });
  expect(usePlayhead.getState().moment).toBe(third);
  setPlayhead(110, { source: 'keyboard' });
  expect(usePlayhead.getState()).toMatchObject({ step: undefined, isMomentHere: false });
});
