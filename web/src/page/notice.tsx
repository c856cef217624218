// What stands where figures would: why there are none, and what to do.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

import { AnswerProblem } from '../api/client';
import { usePosition } from '../api/questions';
import { useView } from '../view/use_view';
import { useWords } from '../words/words';

export function Notice({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <main className="content" id="figures">
      <section className="notice">
        <h2>{title}</h2>
        <p>{children}</p>
        {action}
      </section>
    </main>
  );
}

export function ProblemNotice({ problem, retry }: { problem: Error; retry: () => void }) {
  return (
    <main className="content" id="figures">
      <ProblemPanel problem={problem} retry={retry} />
    </main>
  );
}

/** Of one figure or of the page. The server's own words say what went wrong. */
export function ProblemPanel({ problem, retry }: { problem: Error; retry: () => void }) {
  const { say } = useWords();
  const told = problem instanceof AnswerProblem ? problem : null;
  return (
    <div className="notice notice-problem" role="alert">
      <p>
        <strong>{told?.code === 'unreachable' ? say('unreachable') : say('failed')}</strong>{' '}
        {told && told.code !== 'unreachable' && <span lang="en">{told.detail}</span>}
      </p>
      {told?.requestId && <p className="soft">{say('request', { id: told.requestId })}</p>}
      <Button variant="default" size="xs" onClick={retry}>
        {say('retry')}
      </Button>
    </div>
  );
}

export function NotCaptured() {
  const { say, format } = useWords();
  const { asOf } = usePosition();
  const [, change] = useView();
  return (
    <section className="notice">
      <h2>{say('not_captured', { day: format.day(asOf) })}</h2>
      <p>{say('not_captured_says')}</p>
      <Button onClick={() => change({ basis: 'restated' })}>{say('see_corrected')}</Button>
    </section>
  );
}
