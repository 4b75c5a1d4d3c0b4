// Owns that output stays scrolled to its end: when more of it is shown and when the pane changes its size, unless the user
// scrolled up to read.

import { useEffect, useRef, type RefObject } from 'react';

const NEAR_PX = 24;

const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean =>
  scrollHeight - scrollTop - clientHeight < NEAR_PX;

/** `end` is the last element of the scrolling one; `shown` changes when there is something new to be seen. */
export const useStickToEnd = (end: RefObject<HTMLElement | null>, shown: unknown): void => {
  const isStuck = useRef(true);

  useEffect(() => {
    const scroller = end.current?.parentElement;
    if (!scroller) return;
    const onScroll = (): void => {
      isStuck.current = isAtEnd(scroller);
    };
    const observer = new ResizeObserver(() => {
      if (isStuck.current) scroller.scrollTo({ top: scroller.scrollHeight });
    });
    scroller.addEventListener('scroll', onScroll);
    observer.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [end]);

  useEffect(() => {
    const scroller = end.current?.parentElement;
    scroller?.scrollTo({ top: scroller.scrollHeight });
    isStuck.current = true;
  }, [end, shown]);
};
