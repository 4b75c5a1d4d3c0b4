// Owns the frame of a pane: a region with a name, a header with its title, a note and actions, and a body that scrolls.

import type { ReactNode } from 'react';

export interface PaneProps {
  /** Accessible name of the region and its title. */
  readonly name: string;
  readonly title?: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** The body scrolls by itself unless its content does. */
  readonly bodyClass?: string;
  readonly children: ReactNode;
}

export const Pane = ({ name, title, note, actions, bodyClass, children }: PaneProps) => (
  <section className="pane" aria-label={name}>
    <header className="pane-header">
      <h2>{title ?? name}</h2>
      <div className="pane-note ellipsis">{note}</div>
      {actions}
    </header>
    <div className={bodyClass ?? 'pane-body'}>{children}</div>
  </section>
);
