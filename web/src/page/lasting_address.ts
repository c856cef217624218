import type { Schemas } from '../api/client';
import { printView, type View } from '../view/view';

/** The address that shows exactly what is seen now, also tomorrow: nothing in it is left to a default that moves. */
export function lastingAddress(view: View, tenant: Schemas['TenantDetail'] | null): string {
  const basis = view.basis === 'restated' ? { knownAt: view.knownAt ?? new Date().toISOString() } : {};
  const lasting = { ...view, tenant: tenant?.slug ?? view.tenant, asOf: view.asOf ?? tenant?.last_captured ?? null };
  return window.location.origin + printView({ ...lasting, ...basis });
}
