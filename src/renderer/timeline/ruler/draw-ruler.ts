// Owns the ruler's picture: numbered marks, the lines that steps are on, phases, and where the cycle collector ran.

import type { SessionSummary } from '../../../shared/api/index.ts';
import type { Viewport } from '../../state/viewport-store.ts';
import { estimateSeq, estimateX } from '../control/time-scale.ts';
import { TICK_GAP_PX } from '../draw/draw-scene.ts';
import { currentPalette, type Palette } from '../draw/palette.ts';
import { prepareCanvas, sharp } from '../draw/surface.ts';
import { tickLabel, ticksIn } from '../maths/ticks.ts';
import { xToPx } from '../maths/viewport.ts';
import type { LineLabels } from './line-labels.ts';

export const RULER_PX = 40;
const LINES_TOP = 22;
/** Middle of the collector's diamonds: across the strip that shows the phases. */
const GC_Y = RULER_PX - 5;
/** Marks that say `event` need more room. */
const EVENT_GAP_PX = 110;
/** A step at least this wide says its line. */
const LABEL_PX = 30;

interface RulerScene {
  readonly ctx: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly viewport: Viewport;
  readonly widthPx: number;
  readonly summary: SessionSummary;
}

export const drawRuler = (
  canvas: HTMLCanvasElement,
  scene: Omit<RulerScene, 'ctx' | 'palette'>,
  lines: LineLabels,
): void => {
  const ctx = prepareCanvas(canvas, scene.widthPx, RULER_PX);
  if (!ctx) return;
  const full = { ...scene, ctx, palette: currentPalette() };
  drawPhases(full);
  drawTicks(full);
  if (showsLines(full)) drawLines(full, lines);
  drawGcRuns(full);
  drawGaps(full);
  ctx.fillStyle = full.palette.border;
  ctx.fillRect(0, RULER_PX - 1, scene.widthPx, 1);
};

const drawPhases = (scene: RulerScene): void => {
  const { ctx, palette, viewport, widthPx, summary } = scene;
  ctx.font = `600 10px ${palette.fontUi}`;
  ctx.textBaseline = 'middle';
  for (const phase of summary.phases) {
    const span = viewport.axis === 'event' ? phase.eventSpan : phase.stepSpan;
    const from = Math.max(0, xToPx(viewport, widthPx, span[0]));
    const to = Math.min(widthPx, xToPx(viewport, widthPx, span[1]));
    if (to - from < 0.5) continue;
    const isRun = phase.phase === 'run';
    const color = isRun ? palette.alive : palette.exit;
    if (!isRun) {
      ctx.fillStyle = palette.exitSoft;
      ctx.globalAlpha = 0.35;
      ctx.fillRect(from, 0, to - from, RULER_PX - 4);
      ctx.globalAlpha = 1;
    }
    ctx.fillStyle = color;
    ctx.fillRect(from, RULER_PX - 4, to - from, 3);
    if (to - from < ctx.measureText(phase.phase).width + 10) continue;
    // The lines of steps take the same room, and say more.
    if (!isRun || !showsLines(scene)) ctx.fillText(phase.phase, from + 5, LINES_TOP + 3);
  }
};

/** Whether steps are wide enough to say which line they are. */
const showsLines = ({ viewport, widthPx }: RulerScene): boolean =>
  viewport.axis === 'step' && widthPx / (viewport.to - viewport.from) >= LABEL_PX;

const drawTicks = (scene: RulerScene): void => {
  const { viewport, widthPx, summary } = scene;
  const { step, at } = ticksIn(viewport, widthPx, TICK_GAP_PX);
  const isStep = viewport.axis === 'step';
  const last = isStep ? summary.facts.steps : summary.facts.events;
  for (const n of at) {
    const isCounted = n >= (isStep ? 1 : 0) && n <= last;
    drawTick(scene, xToPx(viewport, widthPx, n), isCounted ? tickLabel(n, step) : '');
  }
  const taken = at.map((n) => xToPx(viewport, widthPx, n));
  if (isStep && at.length < 2) drawEventTicks(scene, taken);
};

const drawTick = ({ ctx, palette, widthPx }: RulerScene, px: number, text: string): void => {
  ctx.font = `11px ${palette.fontUi}`;
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = palette.borderStrong;
  ctx.fillRect(sharp(px) - 0.5, 0, 1, 16);
  if (px + ctx.measureText(text).width + 4 > widthPx) return;
  ctx.fillStyle = palette.muted;
  ctx.fillText(text, px + 4, 12);
};

/** Inside a step the events are counted, where the marks of steps leave room. */
const drawEventTicks = (scene: RulerScene, taken: readonly number[]): void => {
  const { viewport, widthPx } = scene;
  const low = estimateSeq(viewport.from);
  const high = estimateSeq(viewport.to);
  if (!low || !high || high.seq <= low.seq) return;
  const { step, at } = ticksIn({ from: low.seq, to: high.seq }, widthPx, EVENT_GAP_PX);
  for (const seq of at) {
    const x = estimateX(seq);
    if (x === null) continue;
    const px = xToPx(viewport, widthPx, x);
    if (taken.every((other) => Math.abs(other - px) >= EVENT_GAP_PX)) {
      drawTick(scene, px, `event ${tickLabel(seq, step)}`);
    }
  }
};

/** Under the marks: a cell per step with its line, as long as the steps are wide enough. */
const drawLines = (scene: RulerScene, lines: LineLabels): void => {
  const { ctx, palette, viewport, widthPx } = scene;
  const stepPx = widthPx / (viewport.to - viewport.from);
  const first = Math.max(1, Math.floor(viewport.from));
  const last = Math.min(scene.summary.facts.steps, Math.floor(viewport.to));
  lines.want(first, last);
  ctx.font = `10px ${palette.fontMono}`;
  ctx.textBaseline = 'alphabetic';
  for (let step = first; step <= last; step++) {
    const left = xToPx(viewport, widthPx, step);
    const line = lines.lineOf(step);
    ctx.fillStyle = palette.sunken;
    ctx.fillRect(left + 1, LINES_TOP - 4, stepPx - 2, 17);
    if (!line) continue;
    ctx.fillStyle = palette.text;
    const text = stepPx > 62 ? `line ${line}` : String(line);
    ctx.fillText(text, Math.min(Math.max(left, 0) + 6, left + stepPx - 34), LINES_TOP + 8);
  }
};

/** A line with a flag where the chain of counts broke. */
const drawGaps = ({ ctx, palette, viewport, widthPx, summary }: RulerScene): void => {
  ctx.fillStyle = palette.gap;
  for (const gap of summary.gaps?.first ?? []) {
    const x = estimateX(gap.seq);
    if (x === null || x < viewport.from || x > viewport.to) continue;
    const px = sharp(xToPx(viewport, widthPx, x));
    ctx.fillRect(px - 1, 0, 2, RULER_PX);
    ctx.beginPath();
    ctx.moveTo(px, 0);
    ctx.lineTo(px + 8, 4);
    ctx.lineTo(px, 8);
    ctx.fill();
  }
};

/** A bar over each collector run, and a small diamond where it began, at most one per few px. */
const drawGcRuns = ({ ctx, palette, viewport, widthPx, summary }: RulerScene): void => {
  ctx.fillStyle = palette.gc;
  let lastPx = -Infinity;
  for (const run of summary.gcRuns) {
    const x = estimateX(run.fromSeq);
    const end = estimateX(run.toSeq);
    if (x === null || end === null || end < viewport.from || x > viewport.to) continue;
    const px = xToPx(viewport, widthPx, x);
    ctx.fillRect(px, GC_Y - 1, xToPx(viewport, widthPx, end) - px, 2);
    if (px - lastPx < 8 || x < viewport.from) continue;
    lastPx = px;
    ctx.beginPath();
    ctx.moveTo(px, GC_Y - 3.5);
    ctx.lineTo(px + 3.5, GC_Y);
    ctx.lineTo(px, GC_Y + 3.5);
    ctx.lineTo(px - 3.5, GC_Y);
    ctx.fill();
  }
};
