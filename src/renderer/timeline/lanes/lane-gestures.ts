// Owns what the mouse does on the lanes: click = select and go there, drag = mark a range, Shift or middle drag = pan, double click
// = fit the lifetime, hover = say what is there. Must not draw. Invariant: a press that moves less than 4 px is a click.

import type { ObjectRow } from '../../../shared/api/index.ts';
import { ask } from '../../state/ask.ts';
import { setPlayhead } from '../../state/playhead-store.ts';
import { selectObject } from '../../state/selection-store.ts';
import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import { fitSelected } from '../control/jumps.ts';
import { timeWidthPx } from '../control/layout-store.ts';
import { setRange } from '../../state/range-store.ts';
import { scrubToX } from '../control/scrub.ts';
import { currentView, show } from '../control/view-control.ts';
import { around } from '../maths/lane-columns.ts';
import { nearestChange } from '../maths/lane-geometry.ts';
import { panBy, pxToX, type View } from '../maths/viewport.ts';
import { goToName } from '../names/go-to-name.ts';
import type { LaneStage } from './lane-stage.ts';
import type { ShownName } from './rows-shown.ts';

/** How far a press may move and still be a click; how near a change a click takes. */
const CLICK_PX = 4;
const SNAP_PX = 6;

export interface Pointed {
  /** An object's lane, or a followed name's. */
  readonly row: ObjectRow | ShownName;
  readonly xPx: number;
  /** Top edge of the lane, from the top of the canvas. */
  readonly topPx: number;
}

interface Press {
  readonly xPx: number;
  readonly yPx: number;
  readonly view: View;
  readonly isPan: boolean;
  moved: boolean;
}

/** The seq of the change of `row` nearest to the pointer, or null when none is within reach. */
export const changeNear = async (
  stage: LaneStage,
  row: ObjectRow,
  xPx: number,
): Promise<number | null> => {
  const { axis } = useViewport.getState();
  const width = timeWidthPx();
  const view = currentView();
  const { from, to } = around(view, width, xPx, SNAP_PX);
  const loaded = stage.laneOf(row.id);
  if (loaded?.lane.shape.kind === 'exact') {
    return nearestChange(loaded.lane, pxToX(view, width, xPx), (to - from) / 2)?.seq ?? null;
  }
  const session = useSession.getState().summary?.session;
  if (session === undefined || row.immortal) return null;
  const low = await ask('session.seqAt', { session, axis, x: Math.max(0, from) });
  const high = await ask('session.seqAt', { session, axis, x: to });
  const about = { session, seq: low.seq, direction: 'next', of: 'object', object: row.id } as const;
  const found = await ask('session.neighbor', about);
  return found !== null && found <= high.seq ? found : null;
};

const goTo = async (stage: LaneStage, row: ObjectRow, xPx: number): Promise<void> => {
  const x = pxToX(currentView(), timeWidthPx(), xPx);
  const seq = await changeNear(stage, row, xPx).catch(() => null);
  if (seq !== null) setPlayhead(seq, { source: 'timeline', step: 'event' });
  else scrubToX(x);
};

const dragTo = (press: Press, xPx: number): void => {
  const { axis, width } = useViewport.getState();
  const start = pxToX(press.view, timeWidthPx(), press.xPx);
  const now = pxToX(press.view, timeWidthPx(), Math.min(timeWidthPx(), Math.max(0, xPx)));
  if (press.isPan) {
    const dx = pxToX(press.view, timeWidthPx(), xPx) - start;
    show(panBy(press.view, -dx, width));
  } else setRange({ axis, from: Math.min(start, now), to: Math.max(start, now) });
};

export const listenToLanes = (
  canvas: HTMLCanvasElement,
  stage: LaneStage,
  onPoint: (pointed: Pointed | null) => void,
): (() => void) => {
  let press: Press | null = null;
  const place = (event: MouseEvent): { xPx: number; yPx: number } => {
    const box = canvas.getBoundingClientRect();
    return { xPx: event.clientX - box.left, yPx: event.clientY - box.top };
  };

  const onDown = (event: PointerEvent): void => {
    if (event.button > 1) return;
    const isPan = event.shiftKey || event.button === 1;
    if (isPan) event.preventDefault();
    press = { ...place(event), view: currentView(), isPan, moved: false };
    canvas.setPointerCapture(event.pointerId);
    onPoint(null);
  };
  const onMove = (event: PointerEvent): void => {
    const { xPx, yPx } = place(event);
    if (!press) {
      const row = stage.rowAtY(yPx);
      stage.hover(row?.id ?? null);
      const at = row ?? stage.nameAtY(yPx);
      onPoint(at && { row: at, xPx, topPx: stage.topAtY(yPx) });
      return;
    }
    press.moved ||= Math.abs(xPx - press.xPx) >= CLICK_PX;
    if (press.moved) {
      canvas.style.cursor = press.isPan ? 'grabbing' : 'col-resize';
      dragTo(press, xPx);
    }
  };
  const onUp = (event: PointerEvent): void => {
    const { xPx, yPx } = place(event);
    const done = press;
    onCancel();
    if (!done || done.moved || done.isPan) return;
    setRange(null);
    const track = stage.nameAtY(yPx)?.track;
    if (track) return void goToName(track, pxToX(currentView(), timeWidthPx(), xPx));
    const row = stage.rowAtY(yPx);
    if (!row) return scrubToX(pxToX(currentView(), timeWidthPx(), xPx));
    selectObject(row.id);
    void goTo(stage, row, xPx);
  };
  const onCancel = (): void => {
    press = null;
    canvas.style.cursor = '';
  };
  const onLeave = (): void => {
    stage.hover(null);
    onPoint(null);
  };

  canvas.addEventListener('pointerdown', onDown);
  canvas.addEventListener('pointermove', onMove);
  canvas.addEventListener('pointerup', onUp);
  canvas.addEventListener('pointercancel', onCancel);
  canvas.addEventListener('pointerleave', onLeave);
  canvas.addEventListener('dblclick', fitSelected);
  return () => {
    canvas.removeEventListener('pointerdown', onDown);
    canvas.removeEventListener('pointermove', onMove);
    canvas.removeEventListener('pointerup', onUp);
    canvas.removeEventListener('pointercancel', onCancel);
    canvas.removeEventListener('pointerleave', onLeave);
    canvas.removeEventListener('dblclick', fitSelected);
  };
};
