import { type ComponentType, lazy } from 'react';

/** A part of the page in a file of its own, which begins to load at once and not only when it is first shown. */
export function soon<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const loading = load();
  loading.catch(() => {}); // said where it is shown
  return lazy(() => loading);
}
