// From what stood at the opening to what stands at the closing, step by step; and whether it balances.
import type { Schemas } from '../api/client';
import { useRollForward } from '../api/questions';
import { ProblemPanel } from '../page/notice';
import { severities } from '../figure/severity_fills';
import { daysBefore } from '../view/days';
import type { Word } from '../words/en';
import { dash } from '../words/formatting';
import { useWords } from '../words/words';
import { ChartSkeleton } from './chart_skeleton';

export function RollForwardTable() {
  const { say, format } = useWords();
  const roll = useRollForward();
  return (
    <section className="widget widget-wide" aria-labelledby="roll-forward">
      <div className="widget-head">
        <h3 id="roll-forward">
          {say('roll_title')}
          {roll.data && <span className="soft"> · {format.period(roll.data.period)}</span>}
        </h3>
        {roll.data && (
          <span className={`badge ${roll.data.balances ? 'badge-good' : 'badge-bad'}`}>
            {roll.data.balances ? `✓ ${say('balances')}` : `✕ ${say('balances_not')}`}
          </span>
        )}
      </div>
      {roll.error && <ProblemPanel problem={roll.error} retry={() => void roll.refetch()} />}
      {roll.isPending && !roll.error && <ChartSkeleton />}
      {roll.data && (
        <>
          <div className="scroll" tabIndex={0} role="group" aria-labelledby="roll-forward">
            <Lines roll={roll.data} />
          </div>
          <p className="note soft">{say('withdrawn_beside', { count: format.count(roll.data.withdrawn) })}</p>
          {roll.data.partial && (
            <p className="note soft">* {say('partial_says', { day: format.day(roll.data.closing_date) })}</p>
          )}
        </>
      )}
    </section>
  );
}

function Lines({ roll }: { roll: Schemas['RollForward'] }) {
  const { say, format } = useWords();
  const opening = format.day(daysBefore(roll.starts_on, 1));
  const captured = roll.lines.some((line) => line.line === 'opening_reported');
  const titleOf = ({ line }: Schemas['RollForwardLine']): string => {
    if (line === 'opening_reported') return say('opening_reported', { day: opening });
    if (line === 'corrections') return say('corrections_line');
    if (line === 'opening') return captured ? say('opening_known') : say('opening_only', { day: opening });
    if (line === 'closing') return say('closing', { day: format.day(roll.closing_date) });
    return say(line satisfies Word);
  };
  // What adds or takes nothing is pale, so that what moved is seen.
  const number = (value: number | null, signed: boolean) =>
    value === null ? dash : signed ? format.change(value) : format.count(value);
  return (
    <table className="roll">
      <caption className="hidden">{say('roll_title')}</caption>
      <thead>
        <tr>
          <td />
          {severities.map((severity) => (
            <th key={severity} scope="col" className="number">
              {say(severity)}
            </th>
          ))}
          <th scope="col" className="number">{say('total')}</th>
        </tr>
      </thead>
      <tbody>
        {roll.lines.map((line) => {
          const ruled = line.line === 'closing' || (line.line === 'opening' && captured);
          const step = line.sign === '+' || line.sign === '-';
          const signed = (value: number | null) => (line.sign === '-' && value !== null ? -value : value);
          return (
            <tr key={line.line} className={`${ruled ? 'ruled' : ''} ${step && line.total === 0 ? 'idle' : ''}`}>
              <th scope="row">{titleOf(line)}</th>
              {severities.map((severity) => (
                <td key={severity} className="number">
                  {number(signed(line[severity]), step)}
                </td>
              ))}
              <td className="number">{number(signed(line.total), step)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
