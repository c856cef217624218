// The frame of every figure: a title, a sentence that says it, the drawing, and the table behind it. The button or the
// key "t" changes between drawing and table while the focus is within.
import { Skeleton } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useId, useState } from 'react';

import { ProblemPanel } from '../page/notice';
import { useView } from '../view/use_view';
import { useWords } from '../words/words';

const AnnounceContext = createContext<(text: string) => void>(() => {});
/** Says aloud what the keyboard or the pointer has come to in a drawing. */
export const useAnnounce = () => useContext(AnnounceContext);

interface Asked {
  isPending: boolean;
  error: Error | null;
  refetch: () => unknown;
}

export function Figure({
  title,
  asked,
  says,
  drawing,
  table,
  notes = [],
  className = '',
}: {
  title: string;
  asked: Asked;
  says: () => string;
  drawing: () => ReactNode;
  table: () => ReactNode;
  notes?: readonly string[];
  className?: string;
}) {
  const { say } = useWords();
  const [view] = useView();
  const [own, setOwn] = useState<boolean | null>(null);
  const [announced, announce] = useState('');
  const heading = useId();
  useEffect(() => setOwn(null), [view.tables]);
  const asTable = own ?? view.tables;
  const ready = !asked.isPending && !asked.error;

  return (
    <section
      className={`widget ${className}`}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
        if (event.key !== 't' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
        setOwn(!asTable);
      }}
    >
      <div className="widget-head">
        <h3 id={heading}>{title}</h3>
        <button
          type="button"
          className="step step-word no-print"
          aria-keyshortcuts="t"
          aria-pressed={asTable}
          aria-label={`${title}: ${asTable ? say('as_chart') : say('as_table')}`}
          onClick={() => setOwn(!asTable)}
        >
          {asTable ? say('as_chart') : say('as_table')}
        </button>
      </div>
      {asked.error && <ProblemPanel problem={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && !asked.error && <Skeleton height={300} />}
      {ready && (
        <AnnounceContext value={announce}>
          <figure aria-labelledby={heading}>
            <figcaption className="says">{says()}</figcaption>
            {asTable ? (
              <div className="scroll" tabIndex={0} role="group" aria-labelledby={heading}>
                {table()}
              </div>
            ) : (
              drawing()
            )}
          </figure>
          {notes.map((note) => (
            <p key={note} className="note soft">
              {note}
            </p>
          ))}
          <p className="hidden" aria-live="polite">
            {announced}
          </p>
        </AnnounceContext>
      )}
    </section>
  );
}
