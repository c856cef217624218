import { Bar } from 'recharts';

import type { TrendPoint } from '../api/client';
import { PeriodChart } from '../figure/period_chart';
import { Legend, secondFill } from '../figure/severity_fills';
import { useWords } from '../words/words';

export default function MovementsChart({ title, points }: { title: string; points: readonly TrendPoint[] }) {
  const { say } = useWords();
  const values = (['issued', 'closed', 'reopened'] as const).map((name) => ({ name, title: say(name) }));
  return (
    <>
      <PeriodChart title={title} points={points} values={values}>
        <Bar dataKey="issued" fill="var(--accent-line)" maxBarSize={22} isAnimationActive={false} />
        <Bar
          dataKey="closed"
          fill={secondFill}
          stroke="var(--accent-line)"
          maxBarSize={22}
          isAnimationActive={false}
        />
      </PeriodChart>
      <Legend
        entries={[
          { title: say('issued'), fill: 'var(--accent-line)' },
          { title: say('closed'), fill: secondFill },
        ]}
      />
    </>
  );
}
