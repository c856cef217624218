import { Suspense } from 'react';

import { useTrend } from '../api/questions';
import { Figure } from '../figure/figure';
import { soon } from '../figure/soon';
import { TrendTable } from '../figure/trend_table';
import { useView } from '../view/use_view';
import { useWords } from '../words/words';
import { ChartSkeleton } from './chart_skeleton';
import { shownPoints, useNotes } from './shown_periods';

const HighChart = soon(() => import('./high_chart'));

export function HighAndCritical() {
  const { say, format } = useWords();
  const [view] = useView();
  const trend = useTrend('severity', view.grain);
  const points = shownPoints(trend.data?.points ?? [], view.grain);
  const counts = points.flatMap(({ business_date, values: { critical_open, high_open } }) =>
    critical_open == null || high_open == null ? [] : [{ day: business_date, count: critical_open + high_open }],
  );
  const last = counts.at(-1);
  const most = counts.reduce((peak, each) => (each.count > peak.count ? each : peak), counts[0]!);
  const title = say('high_title');
  return (
    <Figure
      className="widget-narrow"
      title={title}
      asked={trend}
      notes={useNotes(points)}
      says={() =>
        last
          ? say('high_says', {
              last: format.day(last.day),
              count: format.count(last.count),
              most: format.count(most.count),
              when: format.day(most.day),
            })
          : say('trend_none')
      }
      drawing={() => (
        <Suspense fallback={<ChartSkeleton />}>
          <HighChart title={title} points={points} />
        </Suspense>
      )}
      table={() => (
        <TrendTable
          caption={title}
          points={points}
          columns={[
            { name: 'critical_open', title: say('critical') },
            { name: 'high_open', title: say('high') },
          ]}
        />
      )}
    />
  );
}
