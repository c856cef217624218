import { Area } from 'recharts';

import type { TrendPoint } from '../api/client';
import { PeriodChart } from '../figure/period_chart';
import { fillOf, Legend } from '../figure/severity_fills';
import { useWords } from '../words/words';

export default function HighChart({ title, points }: { title: string; points: readonly TrendPoint[] }) {
  const { say } = useWords();
  const drawn = ['critical', 'high'] as const;
  return (
    <>
      <PeriodChart
        title={title}
        points={points}
        values={drawn.map((severity) => ({ name: `${severity}_open`, title: say(severity) }))}
      >
        {drawn.map((severity) => (
          <Area
            key={severity}
            dataKey={`${severity}_open`}
            stackId="outstanding"
            type="linear"
            fill={fillOf(severity)}
            fillOpacity={1}
            stroke="var(--bar-line)"
            strokeWidth={1}
            dot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </PeriodChart>
      <Legend entries={drawn.map((severity) => ({ title: say(severity), fill: fillOf(severity) }))} />
    </>
  );
}
