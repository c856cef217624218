import { Bar } from 'recharts';

import type { TrendPoint } from '../api/client';
import { PeriodChart } from '../figure/period_chart';
import { fillOf, Legend, severities } from '../figure/severity_fills';
import { useWords } from '../words/words';

/** The gravest at the bottom, where its height can be compared from one period to the next. */
export default function SeverityChart({ title, points }: { title: string; points: readonly TrendPoint[] }) {
  const { say } = useWords();
  const values = [
    ...severities.map((severity) => ({ name: `${severity}_open`, title: say(severity) })),
    { name: 'total_open', title: say('total') },
  ];
  return (
    <>
      <PeriodChart title={title} points={points} values={values}>
        {severities.map((severity) => (
          <Bar
            key={severity}
            dataKey={`${severity}_open`}
            stackId="outstanding"
            fill={fillOf(severity)}
            stroke="var(--bar-line)"
            strokeWidth={0.75}
            maxBarSize={64}
            isAnimationActive={false}
          />
        ))}
      </PeriodChart>
      <Legend entries={severities.map((severity) => ({ title: say(severity), fill: fillOf(severity) }))} />
    </>
  );
}
