import { Suspense } from 'react';

import { useTrend } from '../api/questions';
import { Figure } from '../figure/figure';
import { soon } from '../figure/soon';
import { TrendTable } from '../figure/trend_table';
import { useView } from '../view/use_view';
import { useWords } from '../words/words';
import { ChartSkeleton } from './chart_skeleton';
import { knownEnds, shownPoints, useNotes } from './shown_periods';

const MovementsChart = soon(() => import('./movements_chart'));

export function Movements() {
  const { say, format } = useWords();
  const [view] = useView();
  const trend = useTrend('movements', view.grain);
  const points = shownPoints(trend.data?.points ?? [], view.grain);
  const ends = knownEnds(points, 'issued');
  const title = say('movements_title');
  return (
    <Figure
      className="widget-half widget-third"
      title={title}
      asked={trend}
      notes={useNotes(points)}
      says={() =>
        ends
          ? say('movements_says', {
              last: format.period(ends[1].label),
              issued: format.count(ends[1].values.issued),
              closed: format.count(ends[1].values.closed),
            })
          : say('trend_none')
      }
      drawing={() => (
        <Suspense fallback={<ChartSkeleton />}>
          <MovementsChart title={title} points={points} />
        </Suspense>
      )}
      table={() => (
        <TrendTable
          caption={title}
          points={points}
          columns={(['issued', 'reopened', 'returned', 'closed', 'no_longer_valid', 'risk_accepted', 'deleted'] as const).map(
            (name) => ({ name, title: say(name) }),
          )}
        />
      )}
    />
  );
}
