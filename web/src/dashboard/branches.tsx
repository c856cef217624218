// The branches by the weight of what stands there, the riskiest first.
import { useState } from 'react';

import { useBranches } from '../api/questions';
import { ProblemPanel } from '../page/notice';
import { useWords } from '../words/words';
import { ChartSkeleton } from './chart_skeleton';
import { Shortened } from './shortened';

const shownFirst = 8;

export function Branches() {
  const { say, format } = useWords();
  const asked = useBranches();
  const [all, setAll] = useState(false);
  const branches = asked.data?.branches ?? [];
  const most = Math.max(1, ...branches.map((branch) => branch.points));
  return (
    <section className="widget widget-half" aria-labelledby="branches">
      <div className="widget-head">
        <h3 id="branches">{say('branches_title')}</h3>
      </div>
      {asked.error && <ProblemPanel problem={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && !asked.error && <ChartSkeleton />}
      {asked.data && (
        <div className="scroll" tabIndex={0} role="group" aria-labelledby="branches">
          <table>
            <caption className="hidden">{say('branches_title')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('branch')}</th>
                <th scope="col" className="number">{say('critical')}</th>
                <th scope="col" className="number">{say('high')}</th>
                <th scope="col" className="number">{say('other')}</th>
                <th scope="col" className="number">{say('points')}</th>
                <th scope="col">{say('risk_band')}</th>
              </tr>
            </thead>
            <tbody>
              {branches.slice(0, all ? undefined : shownFirst).map((branch) => (
                <tr key={branch.id ?? 'none'}>
                  <th scope="row">
                    {branch.name ?? say('no_branch')} <span className="soft">{branch.code}</span>
                  </th>
                  <td className="number">{format.count(branch.critical)}</td>
                  <td className="number">{format.count(branch.high)}</td>
                  <td className="number">{format.count(branch.other)}</td>
                  <td className="number">
                    <span className="weight">
                      <svg width={60} height={8} aria-hidden="true" focusable="false">
                        <rect width={(60 * branch.points) / most} height={8} fill="var(--accent-line)" />
                      </svg>
                      {format.count(branch.points)}
                    </span>
                  </td>
                  <td>
                    <span className={`badge band-${branch.band}`}>
                      {say((['risk_1', 'risk_2', 'risk_3', 'risk_4'] as const)[branch.band - 1] ?? 'unknown')}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Shortened shown={shownFirst} total={branches.length} all={all} setAll={setAll} />
    </section>
  );
}
