// Owns the picture of the objects around the selected one: drawn from its layout, zoomed and moved, walked by the arrow keys.
// Must not lay out. Invariant: one node can be reached by Tab, every other from there by arrows; each says all that its lines show.

import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { GraphAnswer } from '../../../../shared/api/index.ts';
import {
  layOut,
  neighborOf,
  type Direction,
  type PlacedGraph,
} from '../../../state/heap/graph-layout.ts';
import { selectObject } from '../../../state/selection-store.ts';
import { GraphLine, GraphNodeBox } from './graph-shapes.tsx';

const ZOOM_STEP = 1.25;
/** A graph of two nodes is not blown up to fill the pane. */
const LEAST = { width: 300, height: 360 } as const;
const ZOOM = { least: 0.3, most: 3 } as const;
const KEYS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

interface View {
  /** 1: as large as it fits. */
  readonly zoom: number;
  /** Of the middle, in the layout's units. */
  readonly x: number;
  readonly y: number;
}

const middleOf = ({ width, height }: PlacedGraph): View => ({
  zoom: 1,
  x: width / 2,
  y: height / 2,
});

const viewBoxOf = ({ width, height }: PlacedGraph, { zoom, x, y }: View): string => {
  const [w, h] = [Math.max(width, LEAST.width) / zoom, Math.max(height, LEAST.height) / zoom];
  return `${x - w / 2} ${y - h / 2} ${w} ${h}`;
};

const useView = (graph: PlacedGraph) => {
  const [view, setView] = useState(() => middleOf(graph));
  return {
    view,
    by: (factor: number): void =>
      setView((old) => ({
        ...old,
        zoom: Math.min(ZOOM.most, Math.max(ZOOM.least, old.zoom * factor)),
      })),
    fit: (): void => setView(middleOf(graph)),
    move: (dx: number, dy: number): void =>
      setView((old) => ({ ...old, x: old.x - dx, y: old.y - dy })),
  };
};

const ZoomButtons = ({ by, fit }: Pick<ReturnType<typeof useView>, 'by' | 'fit'>) => (
  <div className="graph-zoom" role="group" aria-label="Zoom of the graph">
    <button
      type="button"
      className="button button-small"
      aria-label="Zoom in"
      onClick={() => by(ZOOM_STEP)}
    >
      +
    </button>
    <button
      type="button"
      className="button button-small"
      aria-label="Zoom out"
      onClick={() => by(1 / ZOOM_STEP)}
    >
      −
    </button>
    <button type="button" className="button button-small" onClick={fit}>
      Fit
    </button>
  </div>
);

/** Dragging moves what is seen, by the layout's units per pixel. */
const useDrag = (move: (dx: number, dy: number) => void) => {
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

const Drawing = ({ answer }: { answer: GraphAnswer }) => {
  const placed = useMemo(() => layOut(answer), [answer]);
  const selected = answer.nodes.find(({ role }) => role === 'selected')?.id ?? '';
  const [current, setCurrent] = useState(selected);
  const svg = useRef<SVGSVGElement>(null);
  const { view, by, fit, move } = useView(placed);
  const drag = useDrag(move);
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = KEYS[event.key];
    if (event.key === '+' || event.key === '-') by(event.key === '+' ? ZOOM_STEP : 1 / ZOOM_STEP);
    else if (event.key === '0') fit();
    else if (direction) {
      const next = neighborOf(placed, current, direction);
      if (next !== null) {
        setCurrent(next);
        svg.current?.querySelector<SVGGElement>(`[data-node="${next}"]`)?.focus();
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <ZoomButtons by={by} fit={fit} />
      <svg
        ref={svg}
        className="object-graph"
        viewBox={viewBoxOf(placed, view)}
        role="group"
        aria-label="Objects around the selected one; arrow keys go from one to the next"
        onKeyDown={onKeyDown}
        {...drag}
      >
        <defs>
          <marker
            id="graph-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" className="graph-arrow" />
          </marker>
        </defs>
        {placed.edges.map((line, i) => (
          <GraphLine key={i} line={line} />
        ))}
        {placed.nodes.map((place) => (
          <GraphNodeBox
            key={place.node.id}
            place={place}
            answer={answer}
            isCurrent={place.node.id === current}
            onFocus={() => setCurrent(place.node.id)}
            onOpen={() => place.node.object > 0 && selectObject(place.node.object)}
          />
        ))}
      </svg>
    </>
  );
};

export const ObjectGraph = ({ answer }: { answer: GraphAnswer }) =>
  answer.nodes.length === 0 ? (
    <p className="muted">
      It is compiled into the interpreter and counts nothing, so no graph is drawn around it.
    </p>
  ) : (
    <Drawing key={`${answer.object} ${answer.seq}`} answer={answer} />
  );
