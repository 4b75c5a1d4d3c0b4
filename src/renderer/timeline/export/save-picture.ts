// Owns the timeline as a picture: title, labels and the lanes that are in view, as SVG or PNG, saved by the browser. Must not fetch: what
// is on screen is what is saved.

import { useSession } from '../../state/session-store.ts';
import { count, functionText } from '../../state/words.ts';
import { estimateSeq } from '../control/time-scale.ts';
import { currentView } from '../control/view-control.ts';
import { paintScene, type Scene } from '../draw/draw-scene.ts';
import { LANE_PX, type Pen } from '../draw/lane-scene.ts';
import { currentPalette } from '../draw/palette.ts';
import { prepareCanvas } from '../draw/surface.ts';
import { groupText } from '../lanes/group-words.ts';
import { topRowsOf } from '../lanes/rows-shown.ts';
import type { LaneStage } from '../lanes/lane-stage.ts';
import { SvgPen } from './svg-pen.ts';

const TITLE_PX = 34;
const LABELS_PX = 220;
const PAD_PX = 10;

const titleText = (): string => {
  const { summary } = useSession.getState();
  const { from, to } = currentView();
  const [low, high] = [estimateSeq(from), estimateSeq(to)];
  const range = low && high ? `: events ${count(low.seq)} to ${count(high.seq)}` : '';
  return `${summary?.title ?? ''}${range}`;
};

/** Title on top and a label per lane at the left. */
const paintWords = (pen: Pen, scene: Scene): void => {
  const palette = currentPalette();
  const heightPx = TITLE_PX + scene.heightPx;
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, LABELS_PX + scene.widthPx, heightPx);
  pen.fillStyle = palette.text;
  pen.textBaseline = 'middle';
  pen.font = `600 13px ${palette.fontUi}`;
  pen.fillText(titleText(), PAD_PX, TITLE_PX / 2);
  const label = (name: string, type: string, topPx: number): void => {
    const y = TITLE_PX + topPx + LANE_PX / 2;
    pen.font = `600 12px ${palette.fontMono}`;
    pen.fillStyle = palette.text;
    pen.fillText(name.length > 18 ? `${name.slice(0, 17)}…` : name, PAD_PX, y);
    pen.font = `11px ${palette.fontUi}`;
    pen.fillStyle = palette.muted;
    pen.fillText(type.length > 14 ? `${type.slice(0, 13)}…` : type, LABELS_PX - 84, y);
  };
  const heading = (text: string, topPx: number): void => {
    pen.font = `600 12px ${palette.fontUi}`;
    pen.fillStyle = palette.text;
    pen.fillText(
      text.length > 34 ? `${text.slice(0, 33)}…` : text,
      PAD_PX,
      TITLE_PX + topPx + LANE_PX / 2,
    );
  };
  const followedPx = scene.followed.length * LANE_PX;
  scene.followed.forEach(({ name }, i) => label(name.name, functionText(name.scope), i * LANE_PX));
  scene.pinned.forEach((row, i) => label(row.label, row.type, followedPx + i * LANE_PX));
  const pinnedPx = topRowsOf(scene) * LANE_PX;
  for (const shown of scene.rows) {
    const topPx = scene.originPx + shown.index * LANE_PX;
    if (topPx < pinnedPx || topPx + LANE_PX > scene.heightPx) continue;
    if (shown.kind === 'group') heading(groupText(shown.group), topPx);
    else if (shown.row) label(shown.row.label, shown.row.type, topPx);
  }
};

const svgOf = (scene: Scene, measuring: CanvasRenderingContext2D): string => {
  const measure = (text: string, font: string): TextMetrics => {
    measuring.font = font;
    return measuring.measureText(text);
  };
  const words = new SvgPen(measure);
  paintWords(words, scene);
  const lanes = new SvgPen(measure);
  paintScene(lanes, scene);
  const [widthPx, heightPx] = [LABELS_PX + scene.widthPx, TITLE_PX + scene.heightPx];
  // A picture inside the picture: it has an origin of its own, and cuts off what is beyond its edges.
  const inner = lanes
    .document(scene.widthPx, scene.heightPx)
    .replace('<svg ', `<svg x="${LABELS_PX}" y="${TITLE_PX}" `);
  return words.document(widthPx, heightPx).replace(/<\/svg>\n$/u, `${inner}</svg>\n`);
};

const pngOf = async (scene: Scene): Promise<Blob | null> => {
  const whole = document.createElement('canvas');
  const lanes = document.createElement('canvas');
  const [widthPx, heightPx] = [LABELS_PX + scene.widthPx, TITLE_PX + scene.heightPx];
  const [outer, inner] = [
    prepareCanvas(whole, widthPx, heightPx),
    prepareCanvas(lanes, scene.widthPx, scene.heightPx),
  ];
  if (!outer || !inner) return null;
  paintWords(outer, scene);
  paintScene(inner, scene);
  outer.drawImage(lanes, LABELS_PX, TITLE_PX, scene.widthPx, scene.heightPx);
  return new Promise((resolve) => whole.toBlob(resolve, 'image/png'));
};

const save = (blob: Blob, name: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

/** Saves what the lanes show. Does nothing where nothing is shown. */
export const savePicture = async (kind: 'svg' | 'png', stage: LaneStage): Promise<void> => {
  const scene = stage.scene();
  const measuring = document.createElement('canvas').getContext('2d');
  if (scene.widthPx === 0 || !measuring) return;
  const blob =
    kind === 'png'
      ? await pngOf(scene)
      : new Blob([svgOf(scene, measuring)], { type: 'image/svg+xml' });
  const title = useSession.getState().summary?.title ?? 'timeline';
  if (blob) save(blob, `${title} timeline.${kind}`);
};
