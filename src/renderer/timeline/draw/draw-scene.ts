// Owns the picture of all visible lanes: backgrounds, grid, phases, then each lane. Must not fetch or decide what is visible.

import type { NameTrack, ObjectRow } from '../../../shared/api/index.ts';
import { useSession } from '../../state/session-store.ts';
import { useViewport } from '../../state/viewport-store.ts';
import type { LoadedLane } from '../data/lane-loader.ts';
import {
  type HiddenTop,
  rowOfShown,
  type ShownName,
  type ShownRow,
  topRowsOf,
} from '../lanes/rows-shown.ts';
import { ticksIn } from '../maths/ticks.ts';
import { xToPx } from '../maths/viewport.ts';
import { drawNameLane } from '../names/draw-name-lane.ts';
import { drawLane } from './draw-lane.ts';
import { LANE_PX, type LaneScene, type Pen } from './lane-scene.ts';
import { currentPalette } from './palette.ts';
import { prepareCanvas, sharp } from './surface.ts';

export interface Scene {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly followed: readonly ShownName[];
  readonly pinned: readonly ObjectRow[];
  /** Where it is not null, a row under them says so. */
  readonly hiddenTop: HiddenTop | null;
  readonly rows: readonly ShownRow[];
  /** y of row 0; followed names and pinned rows lie above it, from 0. */
  readonly originPx: number;
  /** Whether a heading stays above the rows of its group. */
  readonly isStuck: boolean;
  readonly laneOf: (object: number) => LoadedLane | null;
  readonly selected: number | null;
  readonly hovered: number | null;
}

/** Distance of grid lines, the same as the ruler's marks. */
export const TICK_GAP_PX = 72;

export const drawScene = (canvas: HTMLCanvasElement, scene: Scene): void => {
  const ctx = prepareCanvas(canvas, scene.widthPx, scene.heightPx);
  if (ctx) paintScene(ctx, scene);
};

export const paintScene = (ctx: Pen, scene: Scene): void => {
  const { from, to, width } = useViewport.getState();
  const lanes: LaneScene = {
    ctx,
    palette: currentPalette(),
    view: { from, to },
    widthPx: scene.widthPx,
    total: width,
  };
  const pinnedPx = topRowsOf(scene) * LANE_PX;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, pinnedPx, scene.widthPx, scene.heightPx - pinnedPx);
  ctx.clip();
  for (const shown of scene.rows) {
    const row = rowOfShown(shown);
    if (row) drawBackground(lanes, scene, row, scene.originPx + shown.index * LANE_PX);
  }
  drawGrid(lanes, scene.heightPx);
  for (const shown of scene.rows) {
    const topPx = scene.originPx + shown.index * LANE_PX;
    if (shown.kind === 'group') drawHeading(lanes, topPx);
    else drawRow(lanes, scene, shown.row, topPx);
  }
  if (scene.isStuck) drawHeading(lanes, pinnedPx);
  ctx.restore();
  if (pinnedPx > 0) drawPinned(lanes, scene, pinnedPx);
};

/** A band as wide as the heading beside it, that the lanes below belong to. */
const drawHeading = ({ ctx, palette, widthPx }: LaneScene, topPx: number): void => {
  ctx.fillStyle = palette.sunken;
  ctx.fillRect(0, topPx, widthPx, LANE_PX);
  ctx.fillStyle = palette.border;
  ctx.fillRect(0, topPx + LANE_PX - 1, widthPx, 1);
};

const drawPinned = (lanes: LaneScene, scene: Scene, pinnedPx: number): void => {
  const { ctx, palette } = lanes;
  ctx.fillStyle = palette.sunken;
  ctx.fillRect(0, 0, scene.widthPx, pinnedPx);
  const topOf = (i: number): number => (scene.followed.length + i) * LANE_PX;
  scene.pinned.forEach((row, i) => drawBackground(lanes, scene, row, topOf(i)));
  drawGrid(lanes, pinnedPx);
  scene.followed.forEach(({ track }, i) => drawName(lanes, track, i * LANE_PX));
  scene.pinned.forEach((row, i) => drawRow(lanes, scene, row, topOf(i)));
  ctx.fillStyle = palette.borderStrong;
  ctx.fillRect(0, pinnedPx - 1, scene.widthPx, 1);
};

const drawBackground = (
  { ctx, palette }: LaneScene,
  scene: Scene,
  row: ObjectRow,
  topPx: number,
): void => {
  const isSelected = row.id === scene.selected;
  if (!isSelected && row.id !== scene.hovered) return;
  ctx.fillStyle = isSelected ? palette.selectionSoft : palette.hover;
  ctx.fillRect(0, topPx, scene.widthPx, LANE_PX);
};

const drawName = (lanes: LaneScene, track: NameTrack | null, topPx: number): void => {
  const { ctx, palette, widthPx } = lanes;
  ctx.fillStyle = palette.grid;
  ctx.fillRect(0, topPx + LANE_PX - 1, widthPx, 1);
  const { axis } = useViewport.getState();
  if (track?.axis === axis) drawNameLane(lanes, topPx, track);
};

const drawRow = (lanes: LaneScene, scene: Scene, row: ObjectRow | null, topPx: number): void => {
  const { ctx, palette } = lanes;
  ctx.fillStyle = palette.grid;
  ctx.fillRect(0, topPx + LANE_PX - 1, scene.widthPx, 1);
  const loaded = row && scene.laneOf(row.id);
  if (row && loaded) drawLane(lanes, topPx, row, loaded);
};

/** Vertical lines at the ruler's marks, and a tint over what is not the program's own run. */
const drawGrid = ({ ctx, palette, view, widthPx }: LaneScene, heightPx: number): void => {
  ctx.fillStyle = palette.grid;
  for (const x of ticksIn(view, widthPx, TICK_GAP_PX).at) {
    ctx.fillRect(sharp(xToPx(view, widthPx, x)) - 0.5, 0, 1, heightPx);
  }
  const { axis } = useViewport.getState();
  for (const phase of useSession.getState().summary?.phases ?? []) {
    if (phase.phase === 'run') continue;
    const span = axis === 'event' ? phase.eventSpan : phase.stepSpan;
    const from = Math.max(0, xToPx(view, widthPx, span[0]));
    const to = Math.min(widthPx, xToPx(view, widthPx, span[1]));
    if (to <= from) continue;
    ctx.fillStyle = palette.exitSoft;
    ctx.globalAlpha = 0.35;
    ctx.fillRect(from, 0, to - from, heightPx);
    ctx.globalAlpha = 1;
  }
};
