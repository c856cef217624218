// What was issued in the period and had been found before: how often, since when, and every link of its chain.
import { Fragment, useState } from 'react';

import type { Schemas } from '../api/client';
import { useRepeats } from '../api/questions';
import { ProblemPanel } from '../page/notice';
import type { SeverityName } from '../figure/severity_fills';
import { useWords } from '../words/words';
import { ChartSkeleton } from './chart_skeleton';
import { SeverityMark } from './severity_mark';
import { Shortened } from './shortened';

const shownFirst = 6;
const nameOf = (severity: Schemas['Severity']) => severity.toLowerCase() as SeverityName;

export function Repeats() {
  const { say, format } = useWords();
  const asked = useRepeats();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const repeats = asked.data?.repeats ?? [];
  const period = asked.data ? format.period(asked.data.period.label) : '';
  const persisting = repeats.filter((repeat) => repeat.kind === 'persisting').length;
  const counted = {
    count: format.count(repeats.length),
    period,
    persisting: format.count(persisting),
    recurred: format.count(repeats.length - persisting),
  };
  return (
    <section className="widget widget-full" aria-labelledby="repeats">
      <div className="widget-head">
        <h3 id="repeats">
          {say('repeats_title')} {period && <span className="soft">· {period}</span>}
        </h3>
      </div>
      {asked.error && <ProblemPanel problem={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && !asked.error && <ChartSkeleton />}
      {asked.data && <p className="says">{repeats.length === 0 ? say('repeats_none', { period }) : say('repeats_says', counted)}</p>}
      {repeats.length > 0 && (
        <div className="scroll" tabIndex={0} role="group" aria-labelledby="repeats">
          <table className="repeats">
            <caption className="hidden">{say('repeats_title')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('observation')}</th>
                <th scope="col">{say('branch')}</th>
                <th scope="col">{say('first_found')}</th>
                <th scope="col" className="number">{say('times')}</th>
                <th scope="col">{say('severity_then_now')}</th>
                <th scope="col">{say('kind')}</th>
                <th scope="col">{say('status')}</th>
                <th scope="col" className="no-print">
                  <span className="hidden">{say('chain')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {repeats.slice(0, all ? undefined : shownFirst).map((repeat) => {
                const name = repeat.reference ?? repeat.external_ref ?? '';
                const shown = open === repeat.id;
                return (
                  <Fragment key={repeat.id}>
                    <tr>
                      <th scope="row">
                        <span lang="en">{repeat.title ?? name}</span> <span className="soft nowrap">{name}</span>
                      </th>
                      <td lang="en">{repeat.branch}</td>
                      <td className="nowrap">{format.day(repeat.original_date)}</td>
                      <td className="number">{format.count(repeat.occurrences)}</td>
                      <td className="nowrap">
                        {repeat.severity_then && <SeverityMark severity={nameOf(repeat.severity_then)} />}
                        {' → '}
                        <SeverityMark severity={nameOf(repeat.severity_now)} />
                      </td>
                      <td>{say(repeat.kind)}</td>
                      <td>{say(repeat.status)}</td>
                      <td className="no-print">
                        <button
                          type="button"
                          className="step step-word"
                          aria-expanded={shown}
                          aria-label={say('chain_of', { name })}
                          onClick={() => setOpen(shown ? null : repeat.id)}
                        >
                          {say('chain')} {shown ? '▴' : '▾'}
                        </button>
                      </td>
                    </tr>
                    {shown && (
                      <tr className="chain-row">
                        <td colSpan={8}>
                          <Chain steps={repeat.chain} />
                        </td>
                      </tr>
                    )}
                  </Fragment>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <Shortened shown={shownFirst} total={repeats.length} all={all} setAll={setAll} />
    </section>
  );
}

function Chain({ steps }: { steps: readonly Schemas['Occurrence'][] }) {
  const { say, format } = useWords();
  return (
    <ol className="chain">
      {steps.map((step) => (
        <li key={step.id} value={step.number} className={step.kind ?? 'first'}>
          <strong lang="en">{step.name}</strong>
          <span>{say('found', { day: format.day(step.found_on) })}</span>
          <SeverityMark severity={nameOf(step.severity)} />
          <span className="soft">
            {step.kind && `${say(step.kind)} · `}
            {say(step.status)}
          </span>
        </li>
      ))}
    </ol>
  );
}
