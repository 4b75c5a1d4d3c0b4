import { beforeEach, expect, test } from 'vitest';
import { ApiError, connectApi, type Api } from '../../../../src/renderer/api/client.ts';
import { selectObject, useSelection } from '../../../../src/renderer/state/selection-store.ts';
import { useSession } from '../../../../src/renderer/state/session-store.ts';
import { usePlayhead } from '../../../../src/renderer/state/playhead-store.ts';
import { useWindow } from '../../../../src/renderer/state/window-store.ts';

let closed: string[] = [];

const summaryOf = (path: string) => ({
  session: `session of ${path}`,
  path,
  facts: { events: 90, steps: 5, runFromSeq: 10, exitFromSeq: 61 },
  phases: [],
});

beforeEach(async () => {
  const request = async (name: string, params: { path: string; session: string }) => {
    if (name === 'session.close') closed.push(params.session);
    if (name !== 'session.open') return {};
    if (params.path === 'bad') throw new ApiError('damaged', 'bad is damaged; record it again.');
    return summaryOf(params.path);
  };
  connectApi({ host: 'browser', subscribe: () => () => undefined, request } as unknown as Api);
  await useSession.getState().close();
  closed = [];
});

test('opening another session closes the first and forgets its selection', async () => {
  expect(await useSession.getState().open('a')).toBe(true);
  selectObject(7);
  expect(await useSession.getState().open('b')).toBe(true);
  expect(closed).toEqual(['session of a']);
  expect(useSelection.getState().selectedObject).toBeNull();
  expect(usePlayhead.getState().seq).toBe(60);
});

test('a session that cannot be opened leaves the open one and says why', async () => {
  await useSession.getState().open('a');
  expect(await useSession.getState().open('bad')).toBe(false);
  expect(useSession.getState()).toMatchObject({
    problem: 'bad is damaged; record it again.',
    opening: '',
    summary: { path: 'a' },
  });
  expect(closed).toEqual([]);
});

test('of two openings at once the later one stays, and the other is closed again', async () => {
  const [first, second] = await Promise.all([
    useSession.getState().open('a'),
    useSession.getState().open('b'),
  ]);
  expect([first, second]).toEqual([false, true]);
  expect(useSession.getState().summary?.path).toBe('b');
  expect(closed).toEqual(['session of a']);
});

test('closing the session leads back to the editor', async () => {
  await useSession.getState().open('a');
  useWindow.getState().show('recording');
  await useSession.getState().close();
  expect(useWindow.getState().view).toBe('edit');
  expect(useSession.getState().summary).toBeNull();
});
