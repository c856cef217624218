import { type ComponentType, lazy } from 'react';

/** A part of the page in a file of its own, which begins to load when the page has nothing else to do and not only when it
 * is first shown: after the questions were asked, while they are answered. */
export function soon<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  let loading: ReturnType<typeof load> | null = null;
  const begin = () => (loading ??= load());
  requestIdleCallback(() => void begin().catch(() => {}), { timeout: 1000 }); // a failure is said where it is shown
  return lazy(begin);
}
