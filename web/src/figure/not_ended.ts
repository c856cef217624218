import type { TrendPoint } from '../api/client';

/** Whether the period goes on after the day that stands for it. One that is partial because history begins in it has ended. */
export function notEnded(point: TrendPoint): boolean {
  return point.partial && point.business_date !== null && point.business_date < point.ends_on;
}
