// What is with management by days past its due date: against the first date, which is the headline, and the current one.
import { useMetrics } from '../api/questions';
import { Figure } from '../figure/figure';
import { Legend, secondFill } from '../figure/severity_fills';
import type { Word } from '../words/en';
import { useWords } from '../words/words';

const ages = [
  'not_due',
  'days_1_30',
  'days_31_60',
  'days_61_90',
  'days_91_180',
  'days_181_365',
  'days_over_365',
  'no_date',
] as const;

const named: Partial<Record<(typeof ages)[number], Word>> = {
  not_due: 'not_due',
  days_over_365: 'over_365',
  no_date: 'no_date',
};

export function Ageing() {
  const { say, format } = useWords();
  const metrics = useMetrics();
  const original = metrics.data?.metrics.ageing_original;
  const current = metrics.data?.metrics.ageing_current;
  const most = Math.max(1, ...ages.flatMap((age) => [original?.[age] ?? 0, current?.[age] ?? 0]));
  const titleOf = (age: (typeof ages)[number]) =>
    named[age] ? say(named[age]) : age.replace('days_', '').replace('_', '–');
  const bar = (value: number | null | undefined, className: string) => (
    <span className="age-bar">
      <svg height={12} aria-hidden="true" focusable="false">
        <rect className={className} x={0.5} y={0.5} height={11} width={`${(99 * (value ?? 0)) / most}%`} />
      </svg>
      <span>{format.count(value)}</span>
    </span>
  );
  const rows = (drawn: boolean) => (
    <table className={drawn ? 'ages' : ''}>
      <caption className="hidden">{say('ageing_title')}</caption>
      <thead className={drawn ? 'hidden' : ''}>
        <tr>
          <th scope="col">{say('days')}</th>
          <th scope="col" className="number">{say('original_due')}</th>
          <th scope="col" className="number">{say('current_due_title')}</th>
        </tr>
      </thead>
      <tbody>
        {ages.map((age) => (
          <tr key={age}>
            <th scope="row">{titleOf(age)}</th>
            <td className="number">{drawn ? bar(original?.[age], 'age-original') : format.count(original?.[age])}</td>
            <td className="number">{drawn ? bar(current?.[age], 'age-current') : format.count(current?.[age])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <Figure
      className="widget-narrow"
      title={say('ageing_title')}
      asked={metrics}
      says={() =>
        say('ageing_says', {
          original: format.count(original?.overdue),
          current: format.count(current?.overdue),
          with: format.count(metrics.data?.metrics.standing?.with_management),
        })
      }
      drawing={() => (
        <>
          {rows(true)}
          <Legend
            entries={[
              { title: say('original_due'), fill: 'var(--accent-line)' },
              { title: say('current_due_title'), fill: secondFill },
            ]}
          />
        </>
      )}
      table={() => rows(false)}
    />
  );
}
