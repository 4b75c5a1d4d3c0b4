// Owns the link to a moment: anything on screen that tells when something happened leads there. It is a link by role, whatever
// it looks like: it navigates, and commands keep the names of buttons to themselves.

import type { ReactNode } from 'react';
import { setPlayhead, type PlayheadSource, type StepChoice } from '../../state/playhead-store.ts';

export interface MomentLinkProps {
  readonly seq: number;
  /** Which step at that seq; without it the line that the event happened in. */
  readonly step?: StepChoice;
  readonly source: PlayheadSource;
  readonly className?: string;
  readonly title?: string;
  /** True when the playhead is there. */
  readonly isNow?: boolean;
  readonly children: ReactNode;
}

export const MomentLink = (props: MomentLinkProps) => {
  const { seq, step = 'event', source, className = 'link', title, isNow = false, children } = props;
  return (
    <button
      type="button"
      role="link"
      className={className}
      title={title}
      aria-current={isNow}
      onClick={() => setPlayhead(seq, { source, step })}
    >
      {children}
    </button>
  );
};
