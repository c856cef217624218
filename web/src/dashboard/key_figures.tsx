// The figures that are asked for first: what stands, how grave, how late, and the three rule-based percentages. Each says
// how it moved since the last quarter end, and how it came there.
import { Skeleton } from '@mantine/core';
import { useId } from 'react';

import type { Schemas, TrendPoint } from '../api/client';
import { useMetrics, useTrend } from '../api/questions';
import { Sparkline } from '../figure/sparkline';
import { ProblemPanel } from '../page/notice';
import type { Word } from '../words/en';
import { useWords } from '../words/words';

const sparklineMonths = 24;

type Values = Record<string, number | null>;
const sum = (...parts: (number | null | undefined)[]): number | null =>
  parts.every((part) => part != null) ? parts.reduce<number>((total, part) => total + part!, 0) : null;

interface KeyFigure {
  title: Word;
  trend: 'severity' | 'ageing' | 'health';
  /** Of a point of the trend. */
  value(values: Values): number | null;
  tenths?: boolean;
  unit?: string;
  moreIsBetter: boolean;
}

const figures: readonly KeyFigure[] = [
  {
    title: 'high_critical',
    trend: 'severity',
    value: (values) => sum(values.critical_open, values.high_open),
    moreIsBetter: false,
  },
  { title: 'outstanding', trend: 'severity', value: (values) => values.total_open ?? null, moreIsBetter: false },
  { title: 'past_due', trend: 'ageing', value: (values) => values.overdue ?? null, moreIsBetter: false },
  { title: 'health', trend: 'health', value: (values) => values.health ?? null, unit: '/ 100', moreIsBetter: true },
  {
    title: 'compliance',
    trend: 'health',
    value: (values) => values.compliance_tenths ?? null,
    tenths: true,
    unit: '%',
    moreIsBetter: true,
  },
  {
    title: 'coverage',
    trend: 'health',
    value: (values) => values.coverage_tenths ?? null,
    tenths: true,
    unit: '%',
    moreIsBetter: true,
  },
];

/** The same figures out of the metrics of the day, under the names of the trends. */
function valuesOfDay(trend: KeyFigure['trend'], { severity, ageing_original, score, ...of }: Schemas['Metrics']): Values {
  if (trend === 'severity') return severity ?? {};
  if (trend === 'ageing') return ageing_original ?? {};
  return {
    health: score?.health ?? null,
    compliance_tenths: of.compliance?.percentage_tenths ?? null,
    coverage_tenths: of.coverage?.percentage_tenths ?? null,
  };
}

export function KeyFigures() {
  const metrics = useMetrics();
  const months = {
    severity: useTrend('severity', 'month'),
    ageing: useTrend('ageing', 'month'),
    health: useTrend('health', 'month'),
  };
  const quarters = {
    severity: useTrend('severity', 'quarter'),
    ageing: useTrend('ageing', 'quarter'),
    health: useTrend('health', 'quarter'),
  };
  if (metrics.error) return <ProblemPanel problem={metrics.error} retry={() => void metrics.refetch()} />;
  return (
    <div className="key-figures">
      {figures.map((figure) =>
        metrics.data ? (
          <Tile
            key={figure.title}
            figure={figure}
            day={metrics.data}
            months={months[figure.trend].data?.points ?? []}
            quarters={quarters[figure.trend].data?.points ?? []}
          />
        ) : (
          <Skeleton key={figure.title} height={148} />
        ),
      )}
    </div>
  );
}

function Tile({
  figure,
  day,
  months,
  quarters,
}: {
  figure: KeyFigure;
  day: Schemas['DayMetrics'];
  months: readonly TrendPoint[];
  quarters: readonly TrendPoint[];
}) {
  const { say, format } = useWords();
  const heading = useId();
  const now = figure.value(valuesOfDay(figure.trend, day.metrics));
  const before = quarters.findLast((point) => point.ends_on < day.business_date);
  const was = before?.business_date ? figure.value(before.values) : null;
  const by = now !== null && was !== null ? now - was : null;
  const number = figure.tenths ? format.tenths : format.count;
  const since = { day: format.day(before?.business_date) };
  const better = by === null || by === 0 ? '' : by > 0 === figure.moreIsBetter ? 'good' : 'bad';
  return (
    <article className="tile" aria-labelledby={heading}>
      <h3 id={heading}>{say(figure.title)}</h3>
      <p className="tile-value">
        {now === null ? <span className="soft">{say('unknown')}</span> : number(now)}
        {now !== null && figure.unit && <span className="tile-unit">{figure.unit}</span>}
        {figure.title === 'health' && now !== null && <Band band={day.metrics.score?.health_band ?? null} />}
      </p>
      <p className="tile-change">
        {by === null ? (
          <span className="soft">{say('no_earlier')}</span>
        ) : by === 0 ? (
          <span className="soft">{say('unchanged', since)}</span>
        ) : (
          <>
            <strong className={better}>
              <span aria-hidden="true">{by > 0 ? '▲ ' : '▼ '}</span>
              {figure.tenths ? format.changeTenths(by) : format.change(by)}
            </strong>{' '}
            <span className="soft">{say('since', since)}</span>
          </>
        )}
      </p>
      <Sparkline values={months.slice(-sparklineMonths).map((point) => figure.value(point.values))} />
      <p className="tile-note soft">
        <Note title={figure.title} metrics={day.metrics} />
      </p>
    </article>
  );
}

function Band({ band }: { band: number | null }) {
  const { say } = useWords();
  const word = ([null, 'band_1', 'band_2', 'band_3', 'band_4'] as const)[band ?? 0];
  return word ? <span className={`badge band-${band}`}>{say(word)}</span> : null;
}

/** What a figure must not be read without: its parts, what it is a share of, what is counted apart. */
function Note({ title, metrics }: { title: Word; metrics: Schemas['Metrics'] }) {
  const { say, format } = useWords();
  const { severity, standing, compliance, coverage, score, ageing_current } = metrics;
  if (title === 'high_critical') return say('of_outstanding', { count: format.count(severity?.total_open) });
  if (title === 'outstanding')
    return (
      say('with_and_awaiting', {
        with: format.count(standing?.with_management),
        awaiting: format.count(standing?.awaiting_audit),
      }) +
      '; ' +
      say('also_accepted', { count: format.count(severity?.risk_accepted) })
    );
  if (title === 'past_due') return say('current_due', { count: format.count(ageing_current?.overdue) });
  if (title === 'health')
    return say('health_parts', {
      compliance: format.tenths(compliance?.percentage_tenths),
      finding: format.tenths(score?.finding_tenths),
      coverage: format.tenths(coverage?.percentage_tenths),
    });
  if (title === 'compliance') {
    const { total, not_applicable } = compliance ?? {};
    return say('compliance_of', {
      compliant: format.count(compliance?.compliant),
      applicable: format.count(total != null && not_applicable != null ? total - not_applicable : null),
      assessed: format.tenths(compliance?.assessed_tenths),
    });
  }
  return say('coverage_of', {
    covered: format.count(coverage?.branches_covered),
    due: format.count(coverage?.branches_due),
  });
}
