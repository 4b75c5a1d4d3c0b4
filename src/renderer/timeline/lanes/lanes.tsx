// Owns the lanes' elements: the objects list on the left, one canvas for all lanes on the right, both inside one scroller that
// they stick to while its content scrolls by. What they show is the stage's business.

import {
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useSelection } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
import { listenToWheel } from '../control/wheel.ts';
import { LANE_PX } from '../draw/lane-scene.ts';
import { EmptyLanes } from './empty-lanes.tsx';
import { GroupRow } from './group-row.tsx';
import { listenToLanes, type Pointed } from './lane-gestures.ts';
import { LaneRow } from './lane-row.tsx';
import type { LaneStage } from './lane-stage.ts';
import { NameRow } from '../names/name-row.tsx';
import { MoreRow } from './more-row.tsx';
import { rowOfShown, type RowsShown, topRowsOf } from './rows-shown.ts';
import { LaneTooltip } from './lane-tooltip.tsx';
import { RangeMark } from './range-mark.tsx';

interface LaneRefs {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly rows: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
}

/** Another lane is under a resting pointer once the list has scrolled. */
const hideOnScroll = (scroller: HTMLElement, point: (at: Pointed | null) => void): (() => void) => {
  const hide = (): void => point(null);
  scroller.addEventListener('scroll', hide, { passive: true });
  return () => scroller.removeEventListener('scroll', hide);
};

const useStage = (stage: LaneStage, refs: LaneRefs, point: (at: Pointed | null) => void): void => {
  useEffect(() => {
    const scroller = refs.scroller.current;
    const list = refs.list.current;
    const rows = refs.rows.current;
    const canvas = refs.canvas.current;
    if (!scroller || !list || !rows || !canvas) return undefined;
    const ends = [
      stage.attach({ scroller, list, rows, canvas }),
      listenToWheel(scroller, () => canvas.getBoundingClientRect().left),
      listenToLanes(canvas, stage, point),
      hideOnScroll(scroller, point),
    ];
    return () => ends.forEach((end) => end());
    // eslint-disable-next-line react-hooks/exhaustive-deps -- refs are stable objects
  }, [stage, point]);
};

/** While the keyboard is in the list, it stays on the selected row as the arrows move it. */
const useFocusOnSelected = (selected: number | null, rows: LaneRefs['rows']): void => {
  useEffect(() => {
    const list = rows.current?.closest('[role="list"]');
    const { activeElement } = document;
    // A followed name keeps it: from there one goes on to its next object.
    const isOnLane = activeElement?.matches('[role="listitem"]:not(.tl-name-row)');
    if (!list?.contains(activeElement) || isOnLane !== true) return;
    const row = rows.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (row && row !== activeElement) row.focus({ preventScroll: true });
  }, [selected, rows]);
};

/** The row that Tab reaches: the selected lane, else the first row that is there. */
const tabStop = (shown: RowsShown, selected: number | null): number => {
  const at = shown.rows.find((one) => rowOfShown(one)?.id === selected && selected !== null);
  return at?.index ?? shown.rows.find((one) => one.kind === 'group' || one.row)?.index ?? -1;
};

const Rows = (props: {
  readonly stage: LaneStage;
  readonly shown: RowsShown;
  readonly rowsRef: LaneRefs['rows'];
}) => {
  const { stage, shown, rowsRef } = props;
  const { selectedObject, pinned } = useSelection();
  useFocusOnSelected(selectedObject, rowsRef);
  const followed = shown.followed.length;
  const pinnedPx = topRowsOf(shown) * LANE_PX;
  const stop = tabStop(shown, selectedObject);
  const common = (id: number) => ({
    total: shown.rowTotal,
    isSelected: id === selectedObject,
    isPinned: pinned.includes(id),
  });
  return (
    <>
      {shown.followed.map(({ name, track }, i) => (
        <NameRow key={`name-${name.variable}`} name={name} track={track} topPx={i * LANE_PX} />
      ))}
      {shown.pinned.map((row, i) => (
        <LaneRow
          key={`pin-${row.id}`}
          row={row}
          index={-1}
          topPx={(followed + i) * LANE_PX}
          hasTabStop={row.id === selectedObject}
          {...common(row.id)}
        />
      ))}
      {shown.hiddenTop && (
        <MoreRow hidden={shown.hiddenTop} topPx={pinnedPx - LANE_PX} page={stage.pageTop} />
      )}
      <div className="tl-rows-clip" role="presentation" style={{ top: pinnedPx }}>
        <div ref={rowsRef} className="tl-rows" role="presentation">
          {shown.rows.map((one) => {
            const { index } = one;
            const place = { index, topPx: index * LANE_PX, hasTabStop: index === stop };
            if (one.kind === 'group') {
              const { group } = one;
              return (
                <GroupRow
                  key={`group-${group.key}`}
                  group={group}
                  total={shown.rowTotal}
                  {...place}
                />
              );
            }
            return one.row ? (
              <LaneRow key={one.row.id} row={one.row} {...place} {...common(one.row.id)} />
            ) : (
              <div
                key={`wait-${index}`}
                className="tl-row tl-row-wait"
                role="presentation"
                style={{ top: index * LANE_PX, height: LANE_PX }}
              />
            );
          })}
        </div>
        {shown.stuck && (
          <GroupRow group={shown.stuck} index={-1} total={0} topPx={0} hasTabStop={false} isCopy />
        )}
      </div>
    </>
  );
};

export const Lanes = ({ stage }: { readonly stage: LaneStage }) => {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const shown = useSyncExternalStore(stage.subscribe, stage.shown);
  const hasSession = useSession((state) => state.summary !== null);
  useStage(stage, { scroller, list, rows, canvas }, setPointed);
  useLayoutEffect(() => stage.rowsRendered(), [stage, shown]);
  return (
    <div ref={scroller} className="tl-scroller" role="group" aria-label="Lanes" tabIndex={0}>
      <div className="tl-stuck">
        <div ref={list} role="list" aria-label="Objects" className="tl-list">
          <Rows stage={stage} shown={shown} rowsRef={rows} />
        </div>
        <div className="tl-time">
          <canvas ref={canvas} className="tl-canvas" aria-hidden="true" />
          <RangeMark />
          {pointed && canvas.current && (
            <LaneTooltip stage={stage} pointed={pointed} canvas={canvas.current} />
          )}
        </div>
        {shown.problem !== '' && shown.rows.length > 0 && (
          <div className="tl-problem" role="alert">
            {shown.problem}
          </div>
        )}
        {hasSession && shown.rows.length === 0 && <EmptyLanes shown={shown} />}
      </div>
      <div className="tl-spacer" style={{ height: `calc(${shown.contentPx}px - 100%)` }} />
    </div>
  );
};
