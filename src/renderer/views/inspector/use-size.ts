// Owns the size of an element on screen, for charts that are drawn in pixels. null while it has none: hidden, or not laid out yet.

import { useEffect, useState, type RefObject } from 'react';

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

export const useSize = (element: RefObject<HTMLElement | null>): Size | null => {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setSize(width > 0 && height > 0 ? { widthPx: width, heightPx: height } : null);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
};
