// Owns the choice between what a recording says of an object and what the heap says. Must not know either.

import { useState, type ReactNode } from 'react';
import type { SessionSummary } from '../../../../shared/api/index.ts';
import { Segmented } from '../../kit/segmented.tsx';
import { Holders } from './holders.tsx';

export const FactsOrHolders = ({
  summary,
  facts,
}: {
  summary: SessionSummary;
  facts: ReactNode;
}) => {
  const [shown, setShown] = useState<'facts' | 'heap'>('facts');
  return (
    <>
      <div className="facts-or-holders">
        <Segmented
          label="What the inspector shows"
          value={shown}
          segments={[
            { value: 'facts', label: 'History' },
            { value: 'heap', label: 'Holders' },
          ]}
          onChange={setShown}
        />
      </div>
      {shown === 'facts' ? facts : <Holders summary={summary} />}
    </>
  );
};
