import { expect, test } from 'vitest';
import { ApiError, createApi } from '../../../../src/renderer/api/client.ts';
import type { Bridge, Reply, RequestName } from '../../../../src/shared/api/index.ts';

const bridgeThatReplies = (reply: unknown): Bridge => ({
  host: 'browser',
  subscribe: () => () => undefined,
  request: <Name extends RequestName>() => Promise.resolve(reply as Reply<Name>),
});

test('a good reply is unwrapped', async () => {
  const api = createApi(bridgeThatReplies({ ok: true, value: 17 }));
  const params = { session: 's', object: 1, scope: 'all' } as const;
  expect(await api.request('session.objectIndex', params)).toBe(17);
});

test('a refusal becomes an ApiError with the sentence and the kind', async () => {
  const message = 'a.refscope is damaged; record the program again.';
  const api = createApi(bridgeThatReplies({ ok: false, kind: 'damaged', message }));
  const error = await api.request('session.open', { path: 'a.refscope' }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ message, kind: 'damaged' });
});
