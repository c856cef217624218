// The bar that moves the whole page to any past day, and says on which basis and by which periods it is shown.
import { SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';

import type { Basis, Grain } from '../api/client';
import { type Position, usePosition, useTrendAt } from '../api/questions';
import { daysBefore, daysBetween, within } from '../view/days';
import { useView } from '../view/use_view';
import { grains } from '../view/view';
import { useWords } from '../words/words';
import { DayField } from './day_field';
import { timelinePath } from './timeline';

const settleMs = 250;

export function DateBar({ first, last }: { first: string; last: string }) {
  const { say, format } = useWords();
  const { asOf, tenant, zone } = usePosition();
  const [view, change] = useView();
  const [held, setHeld] = useState<string | null>(null);

  // The whole of what was captured, whatever day is looked at: its quarter ends are where the arrows lead.
  const whole: Position = { tenant, zone, asOf: last, basis: 'reported', knownAt: null };
  const quarters = useTrendAt(whole, 'severity', 'quarter');
  const months = useTrendAt(whole, 'severity', 'month');
  const ends = (quarters.data?.points ?? []).flatMap((point) => (point.business_date ? [point.business_date] : []));

  const go = (day: string) => change({ asOf: day >= last ? null : within(day, first, last), knownAt: null });
  // A thumb that is dragged asks for its last place, not for every day that it passes.
  useEffect(() => {
    if (held === null) return;
    const settled = window.setTimeout(() => {
      go(held);
      setHeld(null);
    }, settleMs);
    return () => window.clearTimeout(settled);
  });

  const shown = held ?? asOf;
  const length = daysBetween(first, last);
  const place = daysBetween(first, shown);
  const earlier = ends.findLast((end) => end < shown);
  const later = ends.find((end) => end > shown);

  const step = (label: string, sign: string, day: string | undefined) => (
    <button type="button" className="step" aria-label={label} title={label} disabled={!day} onClick={() => day && go(day)}>
      {sign}
    </button>
  );

  return (
    <section className="date-bar" aria-label={say('as_of')}>
      <div className="date-bar-day">
        <label className="soft" htmlFor="as-of">
          {say('as_of')}
        </label>
        <div className="steps">
          {step(say('period_before'), '«', earlier)}
          {step(say('day_before'), '‹', shown > first ? daysBefore(shown, 1) : undefined)}
          <DayField id="as-of" day={shown} first={first} last={last} go={go} />
          {step(say('day_after'), '›', shown < last ? daysBefore(shown, -1) : undefined)}
          {step(say('period_after'), '»', later)}
          <button type="button" className="step step-word" disabled={shown >= last} onClick={() => go(last)}>
            {say('latest')}
          </button>
        </div>
      </div>
      <div className="timeline">
        <svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
          <path d={timelinePath(months.data?.points ?? [], first, last)} />
          {ends.map((end) => (
            <line key={end} x1={(100 * daysBetween(first, end)) / length} x2={(100 * daysBetween(first, end)) / length} y1={21} y2={24} />
          ))}
        </svg>
        <input
          type="range"
          min={0}
          max={length}
          value={place}
          aria-label={say('timeline', { first: format.day(first), last: format.day(last) })}
          aria-valuetext={format.day(shown)}
          onChange={(event) => setHeld(daysBefore(first, -Number(event.currentTarget.value)))}
        />
        <div className="timeline-ends soft">
          <span>{format.day(first)}</span>
          <span>{format.day(last)}</span>
        </div>
      </div>
      <div className="date-bar-choices">
        <SegmentedControl
          size="xs"
          aria-label={say('basis')}
          value={view.basis}
          data={[
            { value: 'reported', label: say('reported') },
            { value: 'restated', label: say('restated') },
          ]}
          onChange={(basis) => change({ basis: basis as Basis, knownAt: null })}
        />
        <SegmentedControl
          size="xs"
          aria-label={say('by')}
          value={view.grain}
          data={grains.map((grain) => ({ value: grain, label: say(grain) }))}
          onChange={(grain) => change({ grain: grain as Grain })}
        />
        <button
          type="button"
          className="step step-word"
          aria-pressed={view.tables}
          onClick={() => change({ tables: !view.tables })}
        >
          {view.tables ? say('all_charts') : say('all_tables')}
        </button>
      </div>
    </section>
  );
}
