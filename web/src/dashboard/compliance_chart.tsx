import { Line } from 'recharts';

import type { TrendPoint } from '../api/client';
import { PeriodChart } from '../figure/period_chart';
import { Legend } from '../figure/severity_fills';
import { useWords } from '../words/words';

/** A long series is a line alone; a short one shows its points, also one that stands alone between two gaps. */
const dotsMax = 40;

export default function ComplianceChart({ title, points }: { title: string; points: readonly TrendPoint[] }) {
  const { say } = useWords();
  const dots = points.length <= dotsMax;
  return (
    <>
      <PeriodChart
        percent
        title={title}
        points={points}
        values={[
          { name: 'percentage_tenths', title: say('percent'), tenths: true },
          { name: 'assessed_tenths', title: say('assessed'), tenths: true },
        ]}
      >
        <Line
          dataKey="assessed_tenths"
          type="linear"
          stroke="var(--second)"
          strokeWidth={1.75}
          strokeDasharray="4 3"
          dot={false}
          connectNulls={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="percentage_tenths"
          type="linear"
          stroke="var(--accent-line)"
          strokeWidth={2.5}
          dot={dots ? { r: 3, fill: 'var(--card)', strokeWidth: 2 } : false}
          connectNulls={false}
          isAnimationActive={false}
        />
      </PeriodChart>
      <Legend
        entries={[
          { title: say('percent'), fill: 'var(--accent-line)', line: true },
          { title: say('assessed'), fill: 'var(--second)', line: true },
        ]}
      />
    </>
  );
}
