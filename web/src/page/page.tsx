// The page: whose figures, of which day, on which basis; then the figures.
import { lazy, Suspense } from 'react';

import { PositionProvider, type Position, useMetrics, useTenant, useTenants } from '../api/questions';
import { AnswerProblem, type Schemas } from '../api/client';
import { usePrinting } from '../figure/printing';
import { within } from '../view/days';
import { useView } from '../view/use_view';
import { useWords, WordsProvider } from '../words/words';
import { Corrections } from './corrections';
import { DateBar } from './date_bar';
import { DashboardSkeleton } from './dashboard_skeleton';
import { Header } from './header';
import { lastingAddress } from './lasting_address';
import { Notice, NotCaptured, ProblemNotice } from './notice';
import { PositionLine } from './position_line';

// Needed whatever is answered: it loads beside the first questions.
const dashboard = import('../dashboard/dashboard');
const Dashboard = lazy(() => dashboard);

export function Page() {
  const [view] = useView();
  return (
    <WordsProvider language={view.language}>
      <Institution />
    </WordsProvider>
  );
}

/** Finds out whose figures are wanted: the institution of the address, else the first. */
function Institution() {
  const { say } = useWords();
  const [view] = useView();
  const tenants = useTenants();
  const all = tenants.data?.tenants ?? [];
  const slug = view.tenant ?? all[0]?.slug ?? null;
  const tenant = useTenant(slug);

  let body;
  if (tenants.isError) body = <ProblemNotice problem={tenants.error} retry={() => void tenants.refetch()} />;
  else if (tenants.data && slug === null) body = <Notice title={say('no_tenant_title')}>{say('no_tenant_says')}</Notice>;
  else if (tenant.error instanceof AnswerProblem && tenant.error.code === 'not_found')
    body = <Notice title={say('unknown_tenant', { slug: slug ?? '' })}>{''}</Notice>;
  else if (tenant.isError) body = <ProblemNotice problem={tenant.error} retry={() => void tenant.refetch()} />;
  else if (tenant.data && !hasDays(tenant.data))
    body = (
      <Notice title={say('no_snapshot_title')}>{say('no_snapshot_says', { slug: tenant.data.slug })}</Notice>
    );
  else if (tenant.data) body = <PositionOf key={tenant.data.slug} tenant={tenant.data} />;
  else body = <main className="content"><DashboardSkeleton /></main>;

  return (
    <>
      <a className="skip" href="#figures">{say('skip')}</a>
      <Header tenants={all} tenant={tenant.data ?? null} />
      {body}
      <footer className="footer">
        <p>{say('footer')}</p>
        {tenant.data && (
          <p className="print-only">{say('printed_from', { address: lastingAddress(view, tenant.data) })}</p>
        )}
        {tenant.data?.simulated && <p>{say('made_up_says')}</p>}
      </footer>
    </>
  );
}

type WithDays = Schemas['TenantDetail'] & { first_captured: string; last_captured: string };

function hasDays(tenant: Schemas['TenantDetail']): tenant is WithDays {
  return tenant.first_captured !== null && tenant.last_captured !== null;
}

function PositionOf({ tenant }: { tenant: WithDays }) {
  const [view] = useView();
  const { first_captured: first, last_captured: last } = tenant;
  const asOf = view.asOf ? within(view.asOf, first, last) : last;
  const position: Position = { tenant: tenant.slug, zone: tenant.zone, asOf, basis: view.basis, knownAt: view.knownAt };
  return (
    <PositionProvider value={position}>
      <DateBar first={first} last={last} />
      <main className="content" id="figures" tabIndex={-1}>
        <Figures />
      </main>
    </PositionProvider>
  );
}

/** A day that was never captured has no figures as reported, which is said once and not by every chart. */
function Figures() {
  const metrics = useMetrics();
  const printing = usePrinting();
  if (metrics.error instanceof AnswerProblem && metrics.error.code === 'not_found') return <NotCaptured />;
  return (
    <>
      <PositionLine />
      {!printing && <Corrections />}
      <Suspense fallback={<DashboardSkeleton />}>
        <Dashboard />
      </Suspense>
      {/* On paper everything is spread out: the figures come first there. */}
      {printing && <Corrections />}
    </>
  );
}
