// What the page asks the server: one hook per question. Every figure is asked for at one position: a tenant, the end of
// a day, a basis and a moment of knowledge.
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';

import { daysBefore } from '../view/days';
import { type Basis, client, type Grain, told, type TrendSubject } from './client';

export interface Position {
  tenant: string;
  /** IANA name: in which moments are told. */
  zone: string;
  asOf: string;
  basis: Basis;
  /** On basis restated: as known then; null: now. */
  knownAt: string | null;
}

const PositionContext = createContext<Position | null>(null);
export const PositionProvider = PositionContext.Provider;

export function usePosition(): Position {
  const position = useContext(PositionContext);
  if (!position) throw new Error('a figure stands outside of a position');
  return position;
}

/** The moment of knowledge belongs to basis restated alone; the server refuses it on the other. */
function known(position: Position): { basis: Basis; known_at?: string } {
  return position.basis === 'restated' && position.knownAt
    ? { basis: position.basis, known_at: position.knownAt }
    : { basis: position.basis };
}

export function useTenants() {
  return useQuery({ queryKey: ['tenants'], queryFn: () => told(client.GET('/api/v1/tenants')) });
}

export function useTenant(slug: string | null) {
  return useQuery({
    queryKey: ['tenant', slug],
    enabled: slug !== null,
    queryFn: () => told(client.GET('/api/v1/tenants/{slug}', { params: { path: { slug: slug! } } })),
  });
}

export function useMetrics() {
  const position = usePosition();
  const query = { as_of: position.asOf, ...known(position) };
  return useQuery({
    queryKey: ['metrics', position.tenant, query],
    queryFn: () =>
      told(client.GET('/api/v1/tenants/{slug}/metrics', { params: { path: { slug: position.tenant }, query } })),
  });
}

export function useBranches() {
  const position = usePosition();
  const query = { as_of: position.asOf, ...known(position) };
  return useQuery({
    queryKey: ['branches', position.tenant, query],
    queryFn: () =>
      told(client.GET('/api/v1/tenants/{slug}/branches', { params: { path: { slug: position.tenant }, query } })),
  });
}

/** How many days back the short grains are asked for; the long ones are asked for whole. */
const daysBack: Partial<Record<Grain, number>> = { day: 89, week: 7 * 26 };

export function useTrend(subject: TrendSubject, grain: Grain) {
  return useTrendAt(usePosition(), subject, grain);
}

/** Also outside of the position of the page: the date bar shows the whole of what was captured. */
export function useTrendAt(position: Position, subject: TrendSubject, grain: Grain) {
  const back = daysBack[grain];
  const query = {
    grain,
    to: position.asOf,
    ...(back === undefined ? {} : { from: daysBefore(position.asOf, back) }),
    ...known(position),
  };
  return useQuery({
    queryKey: ['trend', subject, position.tenant, query],
    queryFn: () =>
      told(
        client.GET('/api/v1/tenants/{slug}/trends/{subject}', {
          params: { path: { slug: position.tenant, subject }, query },
        }),
      ),
  });
}

export function useRollForward() {
  const position = usePosition();
  const query = { as_of: position.asOf, ...known(position) };
  return useQuery({
    queryKey: ['rollforward', position.tenant, query],
    queryFn: () =>
      told(client.GET('/api/v1/tenants/{slug}/rollforward', { params: { path: { slug: position.tenant }, query } })),
  });
}

export function useRepeats() {
  const position = usePosition();
  const query = { as_of: position.asOf, ...known(position) };
  return useQuery({
    queryKey: ['repeats', position.tenant, query],
    queryFn: () =>
      told(client.GET('/api/v1/tenants/{slug}/repeats', { params: { path: { slug: position.tenant }, query } })),
  });
}

export function useEngagements() {
  const position = usePosition();
  const query = { as_of: position.asOf, ...known(position) };
  return useQuery({
    queryKey: ['engagements', position.tenant, query],
    queryFn: () =>
      told(client.GET('/api/v1/tenants/{slug}/engagements', { params: { path: { slug: position.tenant }, query } })),
  });
}

/** Why the figures of the day moved since it was reported. */
export function useMoved() {
  const position = usePosition();
  const query = { as_of: position.asOf, ...(position.knownAt ? { known_at: position.knownAt } : {}) };
  return useQuery({
    queryKey: ['moved', position.tenant, query],
    queryFn: () =>
      told(client.GET('/api/v1/tenants/{slug}/moved', { params: { path: { slug: position.tenant }, query } })),
  });
}

/** The snapshot of the day and its proof. */
export function useSnapshot() {
  const { tenant, asOf } = usePosition();
  return useQuery({
    queryKey: ['snapshot', tenant, asOf],
    queryFn: () =>
      told(
        client.GET('/api/v1/tenants/{slug}/snapshots/{date}', { params: { path: { slug: tenant, date: asOf } } }),
      ),
  });
}

export function startVerification(tenant: string) {
  return told(client.POST('/api/v1/tenants/{slug}/verifications', { params: { path: { slug: tenant } } }));
}

const pollMs = 700;

export function useVerification(tenant: string, id: string | null) {
  return useQuery({
    queryKey: ['verification', tenant, id],
    enabled: id !== null,
    queryFn: () =>
      told(
        client.GET('/api/v1/tenants/{slug}/verifications/{id}', { params: { path: { slug: tenant, id: id! } } }),
      ),
    refetchInterval: ({ state }) =>
      state.status !== 'error' &&
      (state.data?.status === 'queued' || state.data?.status === 'running') ? pollMs : false,
  });
}
