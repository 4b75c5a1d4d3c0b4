// Owns what is drawn over recorded source: the current line, the instruction's span in it, values of its names behind it, and
// the heat gutter. Must not ask for data: `showMarks` is given everything.

import { RangeSet, StateEffect, StateField, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  gutter,
  GutterMarker,
  WidgetType,
  type DecorationSet,
} from '@codemirror/view';
import { indexOfByteColumn } from '../../../shared/base/byte-column.ts';

export interface Marks {
  /** 1-based; 0: no line of this source is current. */
  readonly line: number;
  /** UTF-8 byte span in `instructionLine`, or -1. */
  readonly instructionLine: number;
  readonly column: number;
  readonly endColumn: number;
  /** `name = value` pieces shown behind the current line. */
  readonly values: readonly string[];
}

const setMarks = StateEffect.define<Marks>();

class ValuesWidget extends WidgetType {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  override eq(other: ValuesWidget): boolean {
    return other.text === this.text;
  }
  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = 'code-values';
    element.textContent = this.text;
    return element;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

const decorate = (marks: Marks, doc: EditorView['state']['doc']): DecorationSet => {
  const ranges = [];
  if (marks.line >= 1 && marks.line <= doc.lines) {
    const line = doc.line(marks.line);
    ranges.push(Decoration.line({ class: 'code-current' }).range(line.from));
    if (marks.values.length > 0) {
      const widget = new ValuesWidget(marks.values.join('   '));
      ranges.push(Decoration.widget({ widget, side: 1 }).range(line.to));
    }
  }
  if (marks.instructionLine >= 1 && marks.instructionLine <= doc.lines && marks.column >= 0) {
    const line = doc.line(marks.instructionLine);
    const from = line.from + indexOfByteColumn(line.text, marks.column);
    const to = line.from + indexOfByteColumn(line.text, marks.endColumn);
    if (to > from) ranges.push(Decoration.mark({ class: 'code-instruction' }).range(from, to));
  }
  return Decoration.set(ranges, true);
};

const marksField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (value, transaction) => {
    for (const effect of transaction.effects)
      if (effect.is(setMarks)) return decorate(effect.value, transaction.state.doc);
    return value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const showMarks = (view: EditorView, marks: Marks): void =>
  view.dispatch({ effects: setMarks.of(marks) });

/** Brings a line into view; does nothing for a line that the text does not have. */
const scrollToLine = (view: EditorView, line: number): void => {
  if (line < 1 || line > view.state.doc.lines) return;
  const at = view.state.doc.line(line).from;
  view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 60 }) });
};

/** The same, also when the pane changes its size. Returns the function that ends it. */
export const keepLineInView = (view: EditorView, line: number): (() => void) => {
  scrollToLine(view, line);
  const observer = new ResizeObserver(() => scrollToLine(view, line));
  observer.observe(view.dom);
  return () => observer.disconnect();
};

class HeatMarker extends GutterMarker {
  readonly events: number;
  /** 0 … 1. */
  readonly heat: number;
  constructor(events: number, heat: number) {
    super();
    this.events = events;
    this.heat = heat;
  }
  override eq(other: HeatMarker): boolean {
    return other.events === this.events && other.heat === this.heat;
  }
  override toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'code-heat';
    element.style.setProperty('--share', this.heat.toFixed(3));
    element.title = `${this.events.toLocaleString('en-US')} refcount events on this line`;
    return element;
  }
}

/** 0 … 1 on a logarithmic scale, so that one hot loop does not hide all other lines. */
export const heatOf = (events: number, most: number): number =>
  events <= 0 || most <= 0 ? 0 : Math.max(0.08, Math.log1p(events) / Math.log1p(most));

const heatGutter = (eventsPerLine: Uint32Array): Extension => {
  const most = eventsPerLine.reduce((a, b) => Math.max(a, b), 0);
  return gutter({
    class: 'code-heat-gutter',
    lineMarker: (view, block) => {
      const line = view.state.doc.lineAt(block.from).number;
      const events = eventsPerLine[line] ?? 0;
      return events > 0 ? new HeatMarker(events, heatOf(events, most)) : null;
    },
    initialSpacer: () => new HeatMarker(0, 0),
    markers: () => RangeSet.empty,
  });
};

export const codeMarks = (eventsPerLine: Uint32Array): Extension => [
  marksField,
  heatGutter(eventsPerLine),
];
