// Owns which part of the object graph is seen: how large, and where. Must not draw.
// Invariant: as it opens, labels can be read and the selected object is in sight.

import { useRef, useState, type PointerEvent } from 'react';
import type { PlacedGraph } from '../../../state/heap/graph-layout.ts';
import type { Size } from '../use-size.ts';

const ZOOM = { least: 0.2, most: 3 } as const;
/** Pixels per unit of the layout: as the graph opens, its labels can be read. */
const OPENS = { least: 0.9, most: 1.15 } as const;
/** A node whose middle is nearer to the border is cut off. */
const EDGE = 50;

interface View {
  /** Pixels per unit of the layout. */
  readonly scale: number;
  /** Of the middle, in the layout's units. */
  readonly x: number;
  readonly y: number;
}

const fitted = ({ width, height }: PlacedGraph, pane: Size): View => ({
  scale: Math.min(OPENS.most, pane.widthPx / width, pane.heightPx / height),
  x: width / 2,
  y: height / 2,
});

/** All of it where that can be read, else the selected object and what is around it. */
const opened = (graph: PlacedGraph, pane: Size): View => {
  const all = fitted(graph, pane);
  const selected = graph.nodes.find(({ node }) => node.role === 'selected');
  if (all.scale >= OPENS.least || !selected) return all;
  const within = (at: number, size: number, seen: number): number =>
    seen >= size ? size / 2 : Math.min(size - seen / 2, Math.max(seen / 2, at));
  return {
    scale: OPENS.least,
    x: within(selected.x, graph.width, pane.widthPx / OPENS.least),
    y: within(selected.y, graph.height, pane.heightPx / OPENS.least),
  };
};

export const viewBoxOf = (pane: Size, { scale, x, y }: View): string => {
  const [w, h] = [pane.widthPx / scale, pane.heightPx / scale];
  return `${x - w / 2} ${y - h / 2} ${w} ${h}`;
};

export const useView = (graph: PlacedGraph, pane: Size) => {
  /** null: as it opened. */
  const [moved, setMoved] = useState<View | null>(null);
  const view = moved ?? opened(graph, pane);
  return {
    view,
    by: (factor: number): void =>
      setMoved({ ...view, scale: Math.min(ZOOM.most, Math.max(ZOOM.least, view.scale * factor)) }),
    fit: (): void => setMoved(fitted(graph, pane)),
    move: (dx: number, dy: number): void => setMoved({ ...view, x: view.x - dx, y: view.y - dy }),
    /** Brings a point into sight. */
    show: (x: number, y: number): void => {
      const [w, h] = [pane.widthPx / view.scale / 2, pane.heightPx / view.scale / 2];
      const isSeen = Math.abs(x - view.x) < w - EDGE && Math.abs(y - view.y) < h - EDGE;
      if (!isSeen) setMoved({ ...view, x, y });
    },
  };
};
/** Dragging moves what is seen, by the layout's units per pixel. */
export const useDrag = (move: (dx: number, dy: number) => void) => {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>): void => {
      if (event.target !== event.currentTarget) return;
      from.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>): void => {
      const scale = event.currentTarget.getScreenCTM()?.a ?? 1;
      if (!from.current) return;
      move((event.clientX - from.current.x) / scale, (event.clientY - from.current.y) / scale);
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: (): void => {
      from.current = null;
    },
  };
};
