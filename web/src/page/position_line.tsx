// One line that says what the figures are: the day in words, how they came to be, and the proof of it.
import { Button } from '@mantine/core';
import { useState } from 'react';

import { startVerification, useMetrics, usePosition, useSnapshot, useVerification } from '../api/questions';
import { usePrinting } from '../figure/printing';
import { useWords } from '../words/words';

export function PositionLine() {
  const { say, format } = useWords();
  const { asOf, basis, knownAt, zone } = usePosition();
  const printing = usePrinting();
  const metrics = useMetrics();
  const snapshot = useSnapshot();
  const proof = snapshot.data;

  let how = '';
  if (basis === 'restated') {
    how = knownAt ? say('computed', { when: format.moment(knownAt, zone) }) : say('computed_now');
  } else if (proof) {
    const when = format.moment(proof.captured_at, zone);
    how = proof.origin === 'replayed' ? say('rebuilt_at', { when }) : say('captured_at', { when });
  }
  const seq = metrics.data?.known_seq;

  return (
    <section className="position">
      <h2>{say('position_at', { day: format.day(asOf) })}</h2>
      <p className="soft">
        <span className={`badge badge-${basis}`}>{basis === 'restated' ? say('restated') : say('reported')}</span>{' '}
        {[how, seq === undefined ? '' : say('change_set', { seq: format.count(seq) })].filter(Boolean).join(', ')}
      </p>
      <details className="proof" open={printing}>
        <summary>{say('proof')}</summary>
        {proof && (
          <dl>
            <dt>{say('proof_known')}</dt>
            <dd>{format.count(proof.known_seq)}</dd>
            <dt>{say('proof_sealed')}</dt>
            <dd>
              {format.count(proof.sealed_in.seq)}, {format.moment(proof.sealed_in.recorded_at, zone)},{' '}
              {proof.sealed_in.actor}
            </dd>
            <dt>{say('proof_digest')}</dt>
            <dd className="hash">{proof.digest}</dd>
            <dt>{say('proof_hash')}</dt>
            <dd className="hash">{proof.sealed_in.hash}</dd>
            <dt>{say('proof_previous')}</dt>
            <dd className="hash">{proof.sealed_in.previous_hash}</dd>
            <dt>{say('proof_definition')}</dt>
            <dd>{proof.definition_version}</dd>
            <dt>{say('proof_revision')}</dt>
            <dd>
              {proof.revision} / {proof.revisions}
            </dd>
          </dl>
        )}
        <Check />
      </details>
    </section>
  );
}

/** Has the server compute every digest, hash and figure again, and says what came of it. */
function Check() {
  const { say, format } = useWords();
  const { tenant } = usePosition();
  const [id, setId] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const { data, isError } = useVerification(tenant, id);
  const running = id !== null && !isError && (!data || data.status === 'queued' || data.status === 'running');

  const start = async () => {
    setRefused(false);
    try {
      setId((await startVerification(tenant)).id);
    } catch {
      setRefused(true);
    }
  };

  let outcome = '';
  if (refused || isError || data?.status === 'failed') outcome = say('check_failed');
  else if (running && data?.status === 'running') {
    const { done, total, unit } = data.progress;
    const what = unit === 'snapshots' ? say('snapshots') : say('change_sets');
    outcome = say('checking', { done: format.count(done), total: format.count(total), unit: what });
  } else if (running) outcome = say('checking_start');
  else if (data?.status === 'intact' && data.result) {
    outcome = say('check_intact', {
      change_sets: format.count(data.result.change_sets),
      versions: format.count(data.result.versions),
      snapshots: format.count(data.result.snapshots),
    });
  } else if (data?.result) outcome = say('check_altered', { count: format.count(data.result.problem_count) });

  return (
    <div className="check">
      <Button variant="default" size="xs" disabled={running} onClick={() => void start()}>
        {say('check')}
      </Button>
      <p role="status" className={data?.status === 'altered' ? 'bad' : data?.status === 'intact' ? 'good' : ''}>
        {outcome}
      </p>
      {data?.status === 'altered' && (
        <ul lang="en">{data.result?.problems.map((problem) => <li key={problem}>{problem}</li>)}</ul>
      )}
    </div>
  );
}
