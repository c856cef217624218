// How numbers, days and periods are written. A null is unknown and is written as a dash, never as zero.
import { isDate } from '../view/days';
import type { Language } from '../view/view';

const locales: Record<Language, string> = { en: 'en-IN', hi: 'hi-IN' };
export const dash = '–';
const minus = '−';

export interface Formatting {
  /** 12,34,567 */
  count(value: number | null | undefined): string;
  /** 873 is 87.3 */
  tenths(value: number | null | undefined): string;
  /** +9, −3, 0 */
  change(value: number | null | undefined): string;
  changeTenths(value: number | null | undefined): string;
  /** 28 Feb 2026 */
  day(date: string | null | undefined): string;
  /** What somebody typed for a day: 28 Feb 2026, 28/02/2026, 28-2-2026 or 2026-02-28; null: none of them. */
  parseDay(text: string): string | null;
  /** 01 Mar 2026, 01:00 in the zone of the tenant */
  moment(instant: string, zone: string): string;
  /** "FY 2025-26 Q3" as it is said in the language */
  period(label: string): string;
  /** As short as a tick of an axis needs it: two lines. */
  tick(label: string): [string, string];
}

function parseDay(text: string, months: readonly string[]): string | null {
  const parts = text.trim().split(/[\s./-]+/);
  if (parts.length !== 3) return null;
  if (/^\d{4}$/.test(parts[0]!)) parts.reverse();
  const [day, word, year] = parts as [string, string, string];
  const named = months.findIndex((month) => word.toLowerCase().startsWith(month.toLowerCase()));
  const month = /^\d+$/.test(word) ? word : String(named + 1);
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : null;
}

export function formattingOf(language: Language, months: readonly string[]): Formatting {
  const whole = new Intl.NumberFormat(locales[language], { numberingSystem: 'latn' });
  const oneDigit = new Intl.NumberFormat(locales[language], {
    numberingSystem: 'latn',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const signed = (value: number, text: string) => (value > 0 ? `+${text}` : value < 0 ? `${minus}${text}` : text);
  const month = (twoDigits: string) => months[Number(twoDigits) - 1] ?? twoDigits;
  const day = (date: string) => `${date.slice(8, 10)} ${month(date.slice(5, 7))} ${date.slice(0, 4)}`;
  const period = (label: string) => {
    if (/^\d{4}-\d{2}$/.test(label)) return `${month(label.slice(5, 7))} ${label.slice(0, 4)}`;
    if (/^\d{4}-\d{2}-\d{2}$/.test(label)) return day(label);
    if (language === 'en') return label;
    return label.replace('FY', 'वि॰व॰').replace(/Q(\d)$/, 'ति$1').replace(/W(\d+)$/, 'सप्ताह $1');
  };
  return {
    count: (value) => (value == null ? dash : whole.format(value)),
    tenths: (value) => (value == null ? dash : oneDigit.format(value / 10)),
    change: (value) => (value == null ? dash : signed(value, whole.format(Math.abs(value)))),
    changeTenths: (value) => (value == null ? dash : signed(value, oneDigit.format(Math.abs(value) / 10))),
    day: (date) => (date ? day(date) : dash),
    parseDay: (text) => parseDay(text, months),
    moment: (instant, zone) => {
      const parts = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).formatToParts(new Date(instant));
      const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
      return `${part('day')} ${month(part('month'))} ${part('year')}, ${part('hour')}:${part('minute')}`;
    },
    period,
    tick: (label) => {
      const fiscal = /^FY (\d{2})(\d{2})(-\d{2})?(?: (Q\d))?$/.exec(label);
      if (fiscal?.[4]) {
        return [period(fiscal[4]), period(`FY ${fiscal[2]}${fiscal[3] ?? ''}`)];
      }
      if (/^\d{4}-\d{2}$/.test(label)) return [month(label.slice(5, 7)), label.slice(0, 4)];
      if (/^\d{4}-\d{2}-\d{2}$/.test(label)) return [`${label.slice(8)} ${month(label.slice(5, 7))}`, label.slice(0, 4)];
      const week = /^(\d{4})-(W\d+)$/.exec(label);
      return week ? [week[2]!, week[1]!] : [period(label), ''];
    },
  };
}
