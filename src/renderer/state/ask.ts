// Owns how the timeline reads from the main process: it imports state, never the connection itself.

import type { Params, RequestName, Result } from '../../shared/api/index.ts';
import { api, sentenceOf } from '../api/client.ts';
import { createGivingUp } from '../api/giving-up.ts';
import { createLatest, type Latest } from '../api/latest.ts';

export { createGivingUp, createLatest, sentenceOf, type Latest };

/** One request. Throws ApiError, whose message is a sentence for the user. */
export const ask = <Name extends RequestName>(
  name: Name,
  params: Params<Name>,
  signal?: AbortSignal,
): Promise<Result<Name>> => api.request(name, params, signal);
