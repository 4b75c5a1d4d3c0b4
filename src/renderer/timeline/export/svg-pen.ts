// Owns drawing that is written down as SVG: the part of a canvas' context that the lanes use. Must not know lanes. Invariant: every
// text and attribute is escaped, so that a program's values stay text.

import type { Pen } from '../draw/lane-scene.ts';

const escaped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    // Characters that XML has no way to write.
    // oxlint-disable-next-line no-control-regex -- control characters are what has to go
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu, '\ufffd');

const n = (value: number): string => String(Math.round(value * 100) / 100);

/** `600 14px Inter, sans-serif` of a context as attributes. */
const fontOf = (font: string): string => {
  const found = /^(?:(\w+) )?([\d.]+)px (.+)$/u.exec(font);
  if (!found) return '';
  const [, weight, size, family] = found;
  return ` font-size="${size}" font-family="${escaped(family ?? '')}"${weight === undefined ? '' : ` font-weight="${weight}"`}`;
};

const BASELINES: Readonly<Record<string, string>> = {
  middle: 'central',
  top: 'text-before-edge',
  bottom: 'text-after-edge',
};

type Style = Pick<
  Pen,
  'fillStyle' | 'strokeStyle' | 'lineWidth' | 'lineJoin' | 'globalAlpha' | 'font' | 'textBaseline'
>;

const FIRST: Style = {
  fillStyle: '#000',
  strokeStyle: '#000',
  lineWidth: 1,
  lineJoin: 'miter',
  globalAlpha: 1,
  font: '10px sans-serif',
  textBaseline: 'alphabetic',
};

export class SvgPen implements Pen {
  fillStyle = FIRST.fillStyle;
  strokeStyle = FIRST.strokeStyle;
  lineWidth = FIRST.lineWidth;
  lineJoin = FIRST.lineJoin;
  globalAlpha = FIRST.globalAlpha;
  font = FIRST.font;
  textBaseline = FIRST.textBaseline;
  readonly #parts: string[] = [];
  readonly #measure: (text: string, font: string) => TextMetrics;
  /** Groups that were opened since each save. */
  readonly #saved: { style: Style; groups: number }[] = [];
  #groups = 0;
  #clips = 0;
  #path = '';

  constructor(measure: (text: string, font: string) => TextMetrics) {
    this.#measure = measure;
  }

  beginPath(): void {
    this.#path = '';
  }
  closePath(): void {
    this.#path += 'Z';
  }
  moveTo(x: number, y: number): void {
    this.#path += `M${n(x)} ${n(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.#path += `L${n(x)} ${n(y)}`;
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.#path += `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z`;
  }
  /** Whole circles only: the lanes draw no others. */
  arc(x: number, y: number, r: number): void {
    this.#path += `M${n(x + r)} ${n(y)}a${n(r)} ${n(r)} 0 1 1 ${n(-2 * r)} 0a${n(r)} ${n(r)} 0 1 1 ${n(2 * r)} 0Z`;
  }
  fill(): void {
    this.#add(`<path d="${this.#path}"${this.#paint('fill')}/>`);
  }
  stroke(): void {
    this.#add(
      `<path d="${this.#path}" fill="none"${this.#paint('stroke')} stroke-width="${n(this.lineWidth)}" stroke-linejoin="${this.lineJoin}"/>`,
    );
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add(
      `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, width))}" height="${n(Math.max(0, height))}"${this.#paint('fill')}/>`,
    );
  }
  fillText(text: string, x: number, y: number): void {
    const baseline = BASELINES[this.textBaseline];
    const at = baseline === undefined ? '' : ` dominant-baseline="${baseline}"`;
    this.#add(
      `<text x="${n(x)}" y="${n(y)}"${at}${fontOf(this.font)}${this.#paint('fill')}>${escaped(text)}</text>`,
    );
  }
  measureText(text: string): TextMetrics {
    return this.#measure(text, this.font);
  }
  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineJoin, globalAlpha, font, textBaseline } = this;
    const style = { fillStyle, strokeStyle, lineWidth, lineJoin, globalAlpha, font, textBaseline };
    this.#saved.push({ style, groups: this.#groups });
    this.#groups = 0;
  }
  restore(): void {
    const saved = this.#saved.pop();
    this.#add('</g>'.repeat(this.#groups));
    if (!saved) return;
    this.#groups = saved.groups;
    Object.assign(this, saved.style);
  }
  clip(): void {
    const id = `clip${++this.#clips}`;
    this.#add(
      `<clipPath id="${id}"><path d="${this.#path}"/></clipPath><g clip-path="url(#${id})">`,
    );
    this.#groups++;
  }

  /** The whole picture. */
  document(widthPx: number, heightPx: number): string {
    const size = `width="${n(widthPx)}" height="${n(heightPx)}" viewBox="0 0 ${n(widthPx)} ${n(heightPx)}"`;
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${this.#parts.join('\n')}\n</svg>\n`;
  }

  #paint(as: 'fill' | 'stroke'): string {
    const color = as === 'fill' ? this.fillStyle : this.strokeStyle;
    const alpha = this.globalAlpha < 1 ? ` ${as}-opacity="${n(this.globalAlpha)}"` : '';
    // Gradients and patterns are not drawn with.
    return ` ${as}="${typeof color === 'string' ? escaped(color) : 'none'}"${alpha}`;
  }
  #add(part: string): void {
    if (part !== '') this.#parts.push(part);
  }
}
