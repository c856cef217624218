// The view of the page: read from the address, changed through it, so that "back" goes back.
import { useCallback, useMemo, useSyncExternalStore } from 'react';

import { parseView, printView, type View } from './view';

const moved = 'vouch:moved';

function subscribe(tell: () => void) {
  window.addEventListener('popstate', tell);
  window.addEventListener(moved, tell);
  return () => {
    window.removeEventListener('popstate', tell);
    window.removeEventListener(moved, tell);
  };
}

export function useView(): [View, (change: Partial<View>) => void] {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  const view = useMemo(() => parseView(search), [search]);
  const change = useCallback((by: Partial<View>) => {
    window.history.pushState(null, '', printView({ ...parseView(window.location.search), ...by }));
    window.dispatchEvent(new Event(moved));
  }, []);
  return [view, change];
}
