// Owns the tab Overview: what the object is, how it stands at the playhead, why, and how it ended.

import type { ObjectMoment } from '../../../../shared/api/index.ts';
import { Certificate } from '../certificate.tsx';
import { Identity, StateNow } from '../object-facts.tsx';
import { RecentChanges } from '../recent-changes.tsx';

export const OverviewTab = ({ session, at }: { session: string; at: ObjectMoment }) => (
  <div className="inspector-facts">
    <Identity object={at.object} />
    <StateNow at={at} />
    <RecentChanges at={at} />
    <Certificate session={session} object={at.object.id} />
  </div>
);
