import { Suspense } from 'react';

import { useTrend } from '../api/questions';
import { Figure } from '../figure/figure';
import { soon } from '../figure/soon';
import { TrendTable } from '../figure/trend_table';
import { useView } from '../view/use_view';
import { useWords } from '../words/words';
import { ChartSkeleton } from './chart_skeleton';
import { knownEnds, shownPoints, useNotes } from './shown_periods';

const SeverityChart = soon(() => import('./severity_chart'));

export function SeverityByPeriod() {
  const { say, format } = useWords();
  const [view] = useView();
  const trend = useTrend('severity', view.grain);
  const points = shownPoints(trend.data?.points ?? [], view.grain);
  const ends = knownEnds(points, 'total_open');
  const title = say('severity_title');
  return (
    <Figure
      className="widget-wide"
      title={title}
      asked={trend}
      notes={useNotes(points)}
      says={() =>
        ends
          ? say('severity_says', {
              last: format.day(ends[1].business_date),
              total: format.count(ends[1].values.total_open),
              critical: format.count(ends[1].values.critical_open),
              high: format.count(ends[1].values.high_open),
              first: format.day(ends[0].business_date),
              was: format.count(ends[0].values.total_open),
            })
          : say('trend_none')
      }
      drawing={() => (
        <Suspense fallback={<ChartSkeleton />}>
          <SeverityChart title={title} points={points} />
        </Suspense>
      )}
      table={() => (
        <TrendTable
          caption={title}
          points={points}
          columns={[
            { name: 'critical_open', title: say('critical') },
            { name: 'high_open', title: say('high') },
            { name: 'medium_open', title: say('medium') },
            { name: 'low_open', title: say('low') },
            { name: 'total_open', title: say('total') },
          ]}
        />
      )}
    />
  );
}
