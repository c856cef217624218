// How wide a drawing is: as wide as its place, and on paper as wide as the paper. Drawings are given numbers, since one
// that measures itself keeps the width of the screen when it is printed.
import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

export const paperWidth = 660;

export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(() => window.matchMedia('print').matches);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    const media = window.matchMedia('print');
    const follow = (event: MediaQueryListEvent) => (event.matches ? begin() : end());
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    media.addEventListener('change', follow);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
      media.removeEventListener('change', follow);
    };
  }, []);
  return printing;
}

export function useChartWidth(): [(element: HTMLDivElement | null) => void, number] {
  const [width, setWidth] = useState(0);
  const observer = useRef<ResizeObserver | null>(null);
  const printing = usePrinting();
  const measure = useCallback((element: HTMLDivElement | null) => {
    observer.current?.disconnect();
    if (!element) return;
    observer.current = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.current.observe(element);
    setWidth(Math.floor(element.getBoundingClientRect().width));
  }, []);
  return [measure, printing ? paperWidth : width];
}
