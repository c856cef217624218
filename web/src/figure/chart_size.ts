// How wide a drawing is: as wide as its place, and on paper as wide as the paper. Drawings are given numbers, since one
// that measures itself keeps the width of the screen when it is printed.
import { useCallback, useRef, useState } from 'react';

import { usePrinting } from './printing';

export const paperWidth = 660;

/** How much larger than at a desk everything is: on a wall the letters grow, and drawings with them. */
function scaleOfLetters(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

interface ChartSize {
  measure: (element: HTMLDivElement | null) => void;
  width: number;
  scale: number;
}

export function useChartSize(): ChartSize {
  const [width, setWidth] = useState(0);
  const [scale, setScale] = useState(1);
  const observer = useRef<ResizeObserver | null>(null);
  const printing = usePrinting();
  const measure = useCallback((element: HTMLDivElement | null) => {
    observer.current?.disconnect();
    if (!element) return;
    observer.current = new ResizeObserver(([entry]) => {
      if (!entry || entry.contentRect.width === 0) return;
      setWidth(Math.floor(entry.contentRect.width));
      setScale(scaleOfLetters());
    });
    observer.current.observe(element);
    setWidth(Math.floor(element.getBoundingClientRect().width));
    setScale(scaleOfLetters());
  }, []);
  return printing ? { measure, width: paperWidth, scale: 0.85 } : { measure, width, scale };
}
