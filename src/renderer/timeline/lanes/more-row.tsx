// Owns the row that says how many followed and pinned rows are not in view, and leads to them.

import { LANE_PX } from '../draw/lane-scene.ts';
import { Icon } from '../icons.tsx';
import type { HiddenTop } from './rows-shown.ts';

export interface MoreRowProps {
  readonly hidden: HiddenTop;
  readonly topPx: number;
  readonly page: (by: 1 | -1) => void;
}

const wordsOf = ({ before, after }: HiddenTop): string =>
  [...(before > 0 ? [`${before} before`] : []), ...(after > 0 ? [`${after} after`] : [])].join(
    ', ',
  );

export const MoreRow = ({ hidden, topPx, page }: MoreRowProps) => (
  <div role="listitem" className="tl-row tl-more-row" style={{ top: topPx, height: LANE_PX }}>
    <span>Pinned, not in view: {wordsOf(hidden)}</span>
    <button
      type="button"
      className="tl-more-page"
      aria-label="Pinned rows before"
      title="Pinned rows before"
      disabled={hidden.before === 0}
      onClick={() => page(-1)}
    >
      <Icon name="ascending" />
    </button>
    <button
      type="button"
      className="tl-more-page"
      aria-label="Pinned rows after"
      title="Pinned rows after"
      disabled={hidden.after === 0}
      onClick={() => page(1)}
    >
      <Icon name="descending" />
    </button>
  </div>
);
