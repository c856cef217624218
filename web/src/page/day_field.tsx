// A day to be typed as people here write it, 28 Feb 2026, or picked from the browser's calendar. The browser's own date
// field is not shown: it writes days in the order of the computer's country, which a reader of a report cannot rely on.
import { useRef, useState } from 'react';

import { useWords } from '../words/words';

export function DayField({
  id,
  day,
  first,
  last,
  go,
}: {
  id: string;
  day: string;
  first: string;
  last: string;
  go: (day: string) => void;
}) {
  const { say, format } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const meant = typed === null ? day : format.parseDay(typed);
  const usable = meant !== null && meant >= first && meant <= last;
  const settle = () => {
    if (typed !== null && usable) go(meant);
    setTyped(null);
  };
  return (
    <span className="day-field">
      <input
        id={id}
        type="text"
        autoComplete="off"
        aria-invalid={!usable}
        value={typed ?? format.day(day)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <button type="button" aria-label={say('pick_day')} title={say('pick_day')} onClick={() => picker.current?.showPicker()}>
        <svg width={14} height={14} viewBox="0 0 14 14" aria-hidden="true" focusable="false">
          <path d="M1.5 3h11v9.5h-11zM1.5 5.8h11M4.4 1v3M9.6 1v3" fill="none" stroke="currentColor" strokeWidth={1.3} />
        </svg>
      </button>
      <input
        ref={picker}
        className="picker"
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        min={first}
        max={last}
        value={day}
        onChange={(event) => event.currentTarget.value && go(event.currentTarget.value)}
      />
    </span>
  );
}
