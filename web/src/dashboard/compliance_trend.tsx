import { Suspense } from 'react';

import { useTrend } from '../api/questions';
import { Figure } from '../figure/figure';
import { soon } from '../figure/soon';
import { TrendTable } from '../figure/trend_table';
import { useView } from '../view/use_view';
import { useWords } from '../words/words';
import { ChartSkeleton } from './chart_skeleton';
import { knownEnds, shownPoints, useNotes } from './shown_periods';

const ComplianceChart = soon(() => import('./compliance_chart'));

export function ComplianceTrend() {
  const { say, format } = useWords();
  const [view] = useView();
  const trend = useTrend('compliance', view.grain);
  const points = shownPoints(trend.data?.points ?? [], view.grain);
  const ends = knownEnds(points, 'percentage_tenths');
  const title = say('compliance_title');
  return (
    <Figure
      className="widget-half widget-third"
      title={title}
      asked={trend}
      notes={useNotes(points)}
      says={() =>
        ends
          ? say('compliance_says', {
              last: format.day(ends[1].business_date),
              percent: format.tenths(ends[1].values.percentage_tenths),
              assessed: format.tenths(ends[1].values.assessed_tenths),
              first: format.day(ends[0].business_date),
              was: format.tenths(ends[0].values.percentage_tenths),
            })
          : say('trend_none')
      }
      drawing={() => (
        <Suspense fallback={<ChartSkeleton />}>
          <ComplianceChart title={title} points={points} />
        </Suspense>
      )}
      table={() => (
        <TrendTable
          caption={title}
          points={points}
          columns={[
            { name: 'percentage_tenths', title: say('percent') },
            { name: 'assessed_tenths', title: say('assessed') },
          ]}
        />
      )}
    />
  );
}
