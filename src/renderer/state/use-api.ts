// Owns how components read from the main process: `useApi(name, params)` keeps the newest answer for changing parameters.
// Must not cache across components. Invariant: a value shown belongs to the session in the parameters.

import { useEffect, useRef, useState } from 'react';
import type { Params, RequestName, Result } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { createLatest, type Latest } from '../api/latest.ts';

export interface Answer<Name extends RequestName> {
  readonly value: Result<Name> | null;
  /** What `value` answers; it may lag behind the current parameters while they change quickly. */
  readonly params: Params<Name> | null;
  /** The sentence of the last failure, '' when the last answer was good. */
  readonly error: string;
  readonly isPending: boolean;
}

const sessionOf = (params: object | null): unknown =>
  params && 'session' in params ? params.session : null;

/** Asks again whenever the parameters change by value (at most one question in flight). `null` asks nothing and clears. */
export const useApi = <Name extends RequestName>(
  name: Name,
  params: Params<Name> | null,
  /** Change it to ask the same again. */
  version = 0,
): Answer<Name> => {
  const empty: Answer<Name> = { value: null, params: null, error: '', isPending: false };
  const [answer, setAnswer] = useState<Answer<Name>>(empty);
  const latest = useRef<Latest<Params<Name>> | null>(null);
  const session = sessionOf(params);

  useEffect(() => {
    const asker = createLatest<Params<Name>, Result<Name>>({
      fetch: (question, signal) => api.request(name, question, signal),
      answer: (value, question) =>
        setAnswer({ value, params: question, error: '', isPending: false }),
      fail: (error) => setAnswer((old) => ({ ...old, error: sentenceOf(error), isPending: false })),
    });
    latest.current = asker;
    return () => {
      asker.reset();
      setAnswer({ value: null, params: null, error: '', isPending: false });
    };
  }, [name, session]);

  const key = params === null ? null : JSON.stringify(params);
  useEffect(() => {
    if (key === null) {
      latest.current?.reset();
      setAnswer({ value: null, params: null, error: '', isPending: false });
      return;
    }
    setAnswer((old) => ({ ...old, isPending: true }));
    latest.current?.ask(JSON.parse(key) as Params<Name>);
  }, [name, session, key, version]);

  return params === null ? empty : answer;
};
