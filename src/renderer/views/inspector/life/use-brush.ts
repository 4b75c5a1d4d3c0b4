// Owns drawing a range on the chart with the pointer. Invariant: a press that hardly moves is a click, and a range is no click.

import { useRef, useState, type PointerEvent } from 'react';
import { CHART_LEFT, CHART_RIGHT } from './chart-margins.ts';
import type { Span } from './life-zoom.ts';

/** A hand is not still. */
const CLICK_PX = 5;

interface Press {
  readonly clientX: number;
  readonly x: number;
}

export interface Brush {
  /** The range being drawn; null: none is. */
  readonly range: Span | null;
  readonly handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerCancel(): void;
  };
}

/** Coordinate under the pointer, within the span. */
const xUnder = ({ clientX, currentTarget }: PointerEvent<HTMLElement>, span: Span): number => {
  const box = currentTarget.getBoundingClientRect();
  const share = (clientX - box.left - CHART_LEFT) / (box.width - CHART_LEFT - CHART_RIGHT);
  return span[0] + Math.min(1, Math.max(0, share)) * (span[1] - span[0]);
};

export const useBrush = (
  span: Span,
  acts: { readonly click: (x: number) => void; readonly draw: (a: number, b: number) => void },
): Brush => {
  const press = useRef<Press | null>(null);
  const [range, setRange] = useState<Span | null>(null);
  const end = (): void => {
    press.current = null;
    setRange(null);
  };
  return {
    range,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        press.current = { clientX: event.clientX, x: xUnder(event, span) };
      },
      onPointerMove: (event) => {
        const start = press.current;
        if (!start) return;
        const isFar = Math.abs(event.clientX - start.clientX) >= CLICK_PX;
        if (range || isFar) setRange([start.x, xUnder(event, span)]);
      },
      onPointerUp: (event) => {
        const start = press.current;
        if (!start) return;
        const x = xUnder(event, span);
        if (range) acts.draw(start.x, x);
        else acts.click(x);
        end();
      },
      onPointerCancel: end,
    },
  };
};
