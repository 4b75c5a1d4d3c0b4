// Owns the picture of the objects around the selected one: drawn from its layout, zoomed and moved, walked by the arrow keys.
// Must not lay out. Invariant: one node can be reached by Tab, every other from there by arrows; each says all that its lines show.

import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { GraphAnswer } from '../../../../shared/api/index.ts';
import { layOut, neighborOf, type Direction } from '../../../state/heap/graph-layout.ts';
import { selectObject } from '../../../state/selection-store.ts';
import { useSize, type Size } from '../use-size.ts';
import { GraphLine, GraphNodeBox } from './graph-shapes.tsx';
import { useDrag, useView, viewBoxOf } from './graph-view.ts';

const ZOOM_STEP = 1.25;
const KEYS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The bar with the buttons, in holders.css; the picture is below it. */
const BAR_PX = 34;

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

const Arrow = () => (
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
);

const Picture = ({ answer, pane }: { answer: GraphAnswer; pane: Size }) => {
  const placed = useMemo(() => layOut(answer), [answer]);
  const selected = answer.nodes.find(({ role }) => role === 'selected')?.id ?? '';
  const [current, setCurrent] = useState(selected);
  const svg = useRef<SVGSVGElement>(null);
  const { view, by, fit, move, show } = useView(placed, pane);
  const drag = useDrag(move);
  const go = (direction: Direction): void => {
    const next = neighborOf(placed, current, direction);
    const place = placed.nodes.find(({ node }) => node.id === next);
    if (!place) return;
    show(place.x, place.y);
    svg.current?.querySelector<SVGGElement>(`[data-node="${place.node.id}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = KEYS[event.key];
    if (direction) go(direction);
    else if (event.key === '+') by(ZOOM_STEP);
    else if (event.key === '-') by(1 / ZOOM_STEP);
    else if (event.key === '0') fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <ZoomButtons by={by} fit={fit} />
      <svg
        ref={svg}
        className="object-graph"
        viewBox={viewBoxOf(pane, view)}
        role="group"
        aria-label="Objects around the selected one; arrow keys go from one to the next"
        onKeyDown={onKeyDown}
        {...drag}
      >
        <Arrow />
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

const Frame = ({ answer }: { answer: GraphAnswer }) => {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const pane = size && { ...size, heightPx: Math.max(0, size.heightPx - BAR_PX) };
  return (
    <div ref={frame} className="graph-frame">
      {pane && <Picture key={`${answer.object} ${answer.seq}`} answer={answer} pane={pane} />}
    </div>
  );
};

export const ObjectGraph = ({ answer }: { answer: GraphAnswer }) =>
  answer.nodes.length === 0 ? (
    <p className="muted">
      It is compiled into the interpreter and counts nothing, so no graph is drawn around it.
    </p>
  ) : (
    <Frame answer={answer} />
  );
