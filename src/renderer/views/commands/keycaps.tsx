// Owns how chords of the command table are shown.

import { Fragment } from 'react';
import { keycaps } from '../../state/commands/chords.ts';

export const Keycaps = ({ chords }: { readonly chords: readonly string[] }) =>
  chords.map((chord, index) => (
    <Fragment key={chord}>
      {index > 0 && <span className="muted"> · </span>}
      {keycaps(chord).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </Fragment>
  ));
