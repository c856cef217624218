// The ground of the date bar: everything outstanding, month by month, as one filled shape. A gap leaves it open.
import type { TrendPoint } from '../api/client';
import { daysBetween } from '../view/days';

const height = 20;

export function timelinePath(points: readonly TrendPoint[], first: string, last: string): string {
  const known = points.map((point): { day: string | null; total: number } => ({
    day: point.values.total_open == null ? null : point.business_date,
    total: point.values.total_open ?? 0,
  }));
  const most = Math.max(1, ...known.map((each) => each.total));
  const length = Math.max(1, daysBetween(first, last));
  const runs: { x: number; y: number }[][] = [[]];
  for (const each of known) {
    if (each.day === null) runs.push([]);
    else
      runs.at(-1)!.push({
        x: (100 * daysBetween(first, each.day)) / length,
        y: 24 - (height * each.total) / most,
      });
  }
  return runs
    .filter((run) => run.length > 0)
    .map((run) => {
      const top = run.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`).join(' L');
      return `M${run[0]!.x.toFixed(2)} 24 L${top} L${run.at(-1)!.x.toFixed(2)} 24 Z`;
    })
    .join(' ');
}
