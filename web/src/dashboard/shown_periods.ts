// How much of a trend is drawn, and what has to be said below it.
import type { Grain, TrendPoint } from '../api/client';
import { notEnded } from '../figure/not_ended';
import { useWords } from '../words/words';

const most: Record<Grain, number> = { day: 90, week: 26, month: 24, quarter: 12, year: 12 };

export function shownPoints(points: readonly TrendPoint[], grain: Grain): readonly TrendPoint[] {
  return points.slice(-most[grain]);
}

/** What a reader must know of these points: gaps, a last period that has not ended, days that were rebuilt. */
export function useNotes(points: readonly TrendPoint[]): string[] {
  const { say, format } = useWords();
  const notes = [];
  const last = points.at(-1);
  if (points.some((point) => point.business_date === null)) notes.push(say('gaps_says'));
  if (last && notEnded(last)) notes.push('* ' + say('partial_says', { day: format.day(last.business_date) }));
  if (points.some((point) => point.origin === 'replayed')) notes.push(say('replayed_says'));
  return notes;
}

/** The first and the last point that say something. */
export function knownEnds(points: readonly TrendPoint[], value: string): [TrendPoint, TrendPoint] | null {
  const known = points.filter((point) => point.values[value] != null);
  const first = known[0];
  const last = known.at(-1);
  return first && last ? [first, last] : null;
}
