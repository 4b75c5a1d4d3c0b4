// Owns the section of the inspector that tells how an object ended and what kept it until then: sentences from main, and links to
// the moments that they are about.

import type { Certificate as Facts } from '../../../shared/api/index.ts';
import { isGrowing, useGrowth } from '../../state/live/live-store.ts';
import { selectObject } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useApi } from '../../state/use-api.ts';
import { count } from '../../state/words.ts';
import { MomentLink } from '../kit/moment-link.tsx';
import { Kept } from './kept.tsx';

const Moments = ({ facts }: { facts: Facts }) => (
  <p className="certificate-moments">
    {facts.lastName && (
      <MomentLink seq={facts.lastName.seq} source="inspector">
        {facts.lastName.name} let go: event {count(facts.lastName.seq)}
      </MomentLink>
    )}
    {facts.end && (
      <MomentLink seq={facts.end.seq} source="inspector">
        the end: event {count(facts.end.seq)}
      </MomentLink>
    )}
    {facts.releasedBy.map((owner) => (
      <button
        key={owner.object}
        type="button"
        role="link"
        className="link"
        onClick={() => selectObject(owner.object)}
      >
        held by {owner.label} ({owner.type})
      </button>
    ))}
  </p>
);

export const Certificate = ({ session, object }: { session: string; object: number }) => {
  const { value } = useApi('session.certificate', { session, object }, useGrowth());
  const isLive = useSession((state) => isGrowing(state.summary));
  if (value?.object !== object) return null;
  // Whether it is alive at the end is not known before.
  if (isLive && value.end === null) return null;
  return (
    <section className="recent certificate" aria-label="How it ended">
      <h3>How it ended</h3>
      {value.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Moments facts={value} />
      <Kept facts={value} />
    </section>
  );
};
