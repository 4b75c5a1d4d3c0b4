import { expect, test } from 'vitest';
import { ApiError, createApi } from '../../../../src/renderer/api/client.ts';
import type { Bridge, Reply, RequestName } from '../../../../src/shared/api/index.ts';

const bridgeThatReplies = (reply: unknown): Bridge => ({
  host: 'browser',
  subscribe: () => () => undefined,
  cancel: () => undefined,
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

test('a signal takes the question back, once, and not after the answer', async () => {
  const tickets: (number | undefined)[] = [];
  const cancelled: number[] = [];
  let answer: (reply: unknown) => void = () => undefined;
  const api = createApi({
    ...bridgeThatReplies(null),
    request: <Name extends RequestName>(_name: Name, _params: unknown, ticket?: number) => {
      tickets.push(ticket);
      return new Promise<Reply<Name>>((resolve) => {
        answer = (reply) => resolve(reply as Reply<Name>);
      });
    },
    cancel: (ticket) => cancelled.push(ticket),
  });
  const params = { session: 's', object: 1, scope: 'all' } as const;
  const first = new AbortController();
  const asked = api.request('session.objectIndex', params, first.signal);
  first.abort();
  expect(cancelled).toEqual(tickets);
  answer({ ok: false, kind: 'cancelled', message: 'The question was taken back.' });
  await expect(asked).rejects.toThrow('The question was taken back.');
  const second = new AbortController();
  const answered = api.request('session.objectIndex', params, second.signal);
  answer({ ok: true, value: 3 });
  expect(await answered).toBe(3);
  second.abort();
  expect(cancelled).toHaveLength(1);
  expect(new Set(tickets).size).toBe(2);
});
