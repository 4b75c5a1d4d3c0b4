// Owns what a question about the objects list says.

import type { Parsed } from '../../../../shared/api/contract.ts';

export type ObjectQuery = Omit<Parsed<'session.objectIndex'>, 'session' | 'object'>;
export type PageQuery = ObjectQuery & {
  readonly offset: number;
  readonly limit: number;
  readonly withGroups?: boolean | undefined;
};
export type Sort = ObjectQuery['sort'];
export type Scope = ObjectQuery['scope'];
