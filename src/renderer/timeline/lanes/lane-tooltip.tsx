// Owns the words at the pointer: count there at once, the change nearest to it (seq, line, why) as soon as the session says.
// Must not take the pointer or focus.

import { type CSSProperties, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { HistoryRow, ObjectRow } from '../../../shared/api/index.ts';
import { IMMORTAL_AS_PRINTED } from '../../../shared/model/session.ts';
import { ask } from '../../state/ask.ts';
import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { count, deltaText, END_CAUSE_TEXT, placeText, refcountText } from '../../state/words.ts';
import { estimateSeq } from '../control/time-scale.ts';
import { LANE_PX } from '../draw/lane-scene.ts';
import { type CountAt, countAt } from '../maths/lane-geometry.ts';
import { pxToX } from '../maths/viewport.ts';
import { NameWords } from '../names/name-words.tsx';
import { changeNear, type Pointed } from './lane-gestures.ts';
import type { LaneStage } from './lane-stage.ts';

const SETTLE_MS = 90;
/** As wide as the style lets it become, and about as high. */
const WIDTH_PX = 320;
const HEIGHT_PX = 110;
const GAP_PX = 14;

const countText = (at: CountAt | null): string => {
  if (!at) return '…';
  return at.min === at.max
    ? refcountText(at.min)
    : `${refcountText(at.min)} to ${refcountText(at.max)}`;
};

/** The change under the pointer in words; null while it is looked up or where there is none. */
const useChange = (stage: LaneStage, row: ObjectRow, xPx: number): HistoryRow | null => {
  const [change, setChange] = useState<HistoryRow | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setChange(null);
    const look = async (): Promise<void> => {
      const session = useSession.getState().summary?.session;
      const seq = await changeNear(stage, row, xPx);
      if (seq === null || session === undefined || !isCurrent) return;
      const moment = await ask('session.object', { session, object: row.id, seq });
      const newest = moment.recent[0];
      if (isCurrent && newest?.seq === seq) setChange(newest);
    };
    // A tooltip that cannot be filled stays short.
    const timer = setTimeout(() => void look().catch(() => null), SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [stage, row, xPx]);
  return change;
};

const stateAt = (row: ObjectRow, x: number, at: CountAt | null): string => {
  if (row.immortal) {
    const engine = useSession.getState().summary?.facts.engine ?? '3.12';
    return `immortal: never collected; sys.getrefcount says ${count(IMMORTAL_AS_PRINTED[engine])}`;
  }
  if (!at || at.max > 0) return `count ${countText(at)}`;
  const seq = estimateSeq(x)?.seq ?? 0;
  return seq < row.bornSeq ? 'not born yet' : END_CAUSE_TEXT[row.endCause];
};

/** Beside the pointer and under its lane; on the other side where the window ends. */
const placeOf = (canvas: HTMLElement, pointed: Pointed): CSSProperties => {
  const box = canvas.getBoundingClientRect();
  const x = box.left + pointed.xPx;
  const laneTop = box.top + pointed.topPx;
  const below = laneTop + LANE_PX + 3;
  return {
    ...(x + WIDTH_PX + GAP_PX > window.innerWidth
      ? { right: window.innerWidth - x + GAP_PX }
      : { left: x + GAP_PX }),
    ...(below + HEIGHT_PX > window.innerHeight
      ? { bottom: window.innerHeight - laneTop + 3 }
      : { top: below }),
  };
};

interface ObjectWordsProps {
  readonly stage: LaneStage;
  readonly row: ObjectRow;
  readonly xPx: number;
  /** The same place on the axis. */
  readonly x: number;
}

const ObjectWords = ({ stage, row, xPx, x }: ObjectWordsProps) => {
  const change = useChange(stage, row, xPx);
  const loaded = stage.laneOf(row.id);
  const at = loaded ? countAt(loaded.lane, loaded.span, x) : null;
  return (
    <>
      <div className="tl-tooltip-head">
        <b>{row.label}</b> <span>{row.type}</span>
      </div>
      <div>{change ? `count ${refcountText(change.refcount)}` : stateAt(row, x, at)}</div>
      {change && (
        <>
          <div className="tl-tooltip-why">
            <span className="tl-tooltip-delta" data-sign={Math.sign(change.delta)}>
              {deltaText(change.delta)}
            </span>{' '}
            {change.reason}
          </div>
          <div className="tl-tooltip-where">
            event {count(change.seq)} · {placeText(change)}
            {change.opcode !== '' && ` · ${`${change.opcode} ${change.argument}`.trim()}`}
          </div>
        </>
      )}
    </>
  );
};

export const LaneTooltip = (props: {
  readonly stage: LaneStage;
  readonly pointed: Pointed;
  readonly canvas: HTMLElement;
}) => {
  const { stage, pointed, canvas } = props;
  const { row, xPx } = pointed;
  const { from, to } = useViewport();
  const x = pxToX({ from, to }, canvas.clientWidth, xPx);
  // In the body: the lanes clip what sticks out of them.
  return createPortal(
    <div className="tl-tooltip" style={placeOf(canvas, pointed)} aria-hidden="true">
      {'track' in row ? (
        <NameWords shown={row} x={x} />
      ) : (
        <ObjectWords stage={stage} row={row} xPx={xPx} x={x} />
      )}
    </div>,
    document.body,
  );
};
