// Business dates as they travel: "2026-02-28". Counting is done in dates, never in hours: no zone comes into it.
const millisecondsOfDay = 86_400_000;

function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / millisecondsOfDay;
}

function dateOf(number: number): string {
  return new Date(number * millisecondsOfDay).toISOString().slice(0, 10);
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumber(text)) && dateOf(dayNumber(text)) === text;
}

export function daysBefore(date: string, days: number): string {
  return dateOf(dayNumber(date) - days);
}

export function daysBetween(first: string, last: string): number {
  return dayNumber(last) - dayNumber(first);
}

export function within(date: string, first: string, last: string): string {
  if (date < first) return first;
  return date > last ? last : date;
}
