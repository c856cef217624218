// How far the engagements of the fiscal year have come, and what became of their observations.
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';

import type { Schemas } from '../api/client';
import { useEngagements } from '../api/questions';
import { ProblemPanel } from '../page/notice';
import { useWords } from '../words/words';
import { ChartSkeleton } from './chart_skeleton';
import { Shortened } from './shortened';

const shownFirst = 8;
type Engagement = Schemas['Engagement'];

/** What needs attention comes first: what is under way, then what has most outstanding, then what is still to come. */
const order: Record<Engagement['status'], number> = { IN_PROGRESS: 0, COMPLETED: 1, PLANNED: 2, CANCELLED: 3 };
function byAttention(one: Engagement, other: Engagement): number {
  return (
    order[one.status] - order[other.status] ||
    other.observations.all.outstanding - one.observations.all.outstanding ||
    (one.scheduled_on ?? '').localeCompare(other.scheduled_on ?? '')
  );
}

export function Engagements() {
  const { say, format } = useWords();
  const asked = useEngagements();
  const [all, setAll] = useState(false);
  const [auditor, setAuditor] = useState('');
  const everything = asked.data?.engagements ?? [];
  const auditors = [...new Set(everything.flatMap((each) => each.auditor ?? []))].sort();
  const engagements = everything.filter((each) => auditor === '' || each.auditor === auditor).sort(byAttention);
  const period = asked.data ? format.period(asked.data.period.label) : '';
  const inStatus = (status: Engagement['status']) =>
    format.count(engagements.filter((each) => each.status === status).length);
  return (
    <section className="widget widget-half" aria-labelledby="engagements">
      <div className="widget-head">
        <h3 id="engagements">
          {say('engagements_title')} {period && <span className="soft">· {period}</span>}
        </h3>
        {auditors.length > 1 && (
          <NativeSelect
            className="no-print"
            size="xs"
            aria-label={say('auditor')}
            value={auditor}
            data={[{ value: '', label: say('all_auditors') }, ...auditors]}
            onChange={(event) => setAuditor(event.currentTarget.value)}
          />
        )}
      </div>
      {asked.error && <ProblemPanel problem={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && !asked.error && <ChartSkeleton />}
      {asked.data && (
        <p className="says">
          {engagements.length === 0
            ? say('engagements_none', { period })
            : say('engagements_says', {
                completed: inStatus('COMPLETED'),
                running: inStatus('IN_PROGRESS'),
                count: format.count(engagements.length),
                period,
              })}
        </p>
      )}
      {engagements.length > 0 && (
        <div className="scroll" tabIndex={0} role="group" aria-labelledby="engagements">
          <table>
            <caption className="hidden">{say('engagements_title')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('branch')}</th>
                <th scope="col">{say('auditor')}</th>
                <th scope="col">{say('status')}</th>
                <th scope="col">{say('scheduled')}</th>
                <th scope="col">{say('progress')}</th>
              </tr>
            </thead>
            <tbody>
              {engagements.slice(0, all ? undefined : shownFirst).map((each) => (
                <tr key={each.id}>
                  <th scope="row" lang="en">
                    {each.branch ?? each.area ?? say('no_branch')}
                    {each.branch && each.area && <span className="soft"> {each.area}</span>}
                  </th>
                  <td lang="en">{each.auditor}</td>
                  <td>
                    <span className={`badge status-${each.status}`}>{say(each.status)}</span>
                  </td>
                  <td className="nowrap">{format.day(each.scheduled_on)}</td>
                  <td>
                    <Progress counts={each.observations.all} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Shortened shown={shownFirst} total={engagements.length} all={all} setAll={setAll} />
    </section>
  );
}

/** Closed of everything that was issued; drafts are not yet issued and stand beside. */
function Progress({ counts }: { counts: Schemas['StateCounts'] }) {
  const { format } = useWords();
  const issued = counts.total - counts.in_preparation - counts.withdrawn;
  if (issued === 0) return <span className="soft">–</span>;
  const width = 90;
  return (
    <span className="weight">
      <svg width={width} height={10} aria-hidden="true" focusable="false">
        <rect x={0.5} y={0.5} width={width - 1} height={9} fill="var(--accent-wash)" stroke="var(--line-strong)" />
        <rect width={(width * counts.closed) / issued} height={10} fill="var(--accent-line)" />
      </svg>
      {format.count(counts.closed)} / {format.count(issued)}
    </span>
  );
}
