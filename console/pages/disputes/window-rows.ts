import { useCallback, useEffect, useState, type RefObject } from 'react';

/** Which of many rows of equal height are in sight, and how much room the others take. */
export interface RowWindow {
  readonly first: number;
  /** Not included. */
  readonly end: number;
  readonly beforePx: number;
  readonly afterPx: number;
}

/** Rows beyond each edge that are drawn too, so that fast scrolling and the keyboard find them there. */
const MARGIN_ROWS = 12;

export function windowOf(topPx: number, heightPx: number, rowPx: number, count: number): RowWindow {
  const first = Math.min(Math.max(0, Math.floor(topPx / rowPx) - MARGIN_ROWS), Math.max(0, count - 1));
  const end = Math.min(count, Math.ceil((topPx + heightPx) / rowPx) + MARGIN_ROWS);
  return {
    first,
    end: Math.max(first, end),
    beforePx: first * rowPx,
    afterPx: Math.max(0, count - end) * rowPx,
  };
}

/** The window of a scrolling element; follows its scrolling and its size. */
export function useRowWindow(
  element: RefObject<HTMLElement | null>,
  rowPx: number,
  count: number,
): RowWindow {
  const [{ top, height }, setView] = useState({ top: 0, height: 800 });
  const look = useCallback(() => {
    const { current } = element;
    if (current !== null) setView({ top: current.scrollTop, height: current.clientHeight });
  }, [element]);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const sizes = new ResizeObserver(look);
    sizes.observe(current);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, [element, look]);
  return windowOf(top, height, rowPx, count);
}
