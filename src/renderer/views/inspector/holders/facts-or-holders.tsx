// Owns the choice between what a recording says of an object and what the heap says. Must not know either.

import type { ReactNode } from 'react';
import type { SessionSummary } from '../../../../shared/api/index.ts';
import { inspect, useHeap } from '../../../state/heap/heap-store.ts';
import { Segmented } from '../../kit/segmented.tsx';
import { Holders } from './holders.tsx';

export const FactsOrHolders = ({
  summary,
  facts,
}: {
  summary: SessionSummary;
  facts: ReactNode;
}) => {
  const inspected = useHeap((state) => state.inspected);
  return (
    <>
      <div className="facts-or-holders">
        <Segmented
          label="What the inspector shows"
          value={inspected}
          segments={[
            { value: 'history', label: 'History' },
            { value: 'heap', label: 'Holders' },
          ]}
          onChange={inspect}
        />
      </div>
      {inspected === 'history' ? facts : <Holders summary={summary} />}
    </>
  );
};
