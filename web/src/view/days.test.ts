import { expect, test } from 'vitest';

import { daysBefore, daysBetween, isDate, within } from './days';

test('days are counted over months, leap days and years', () => {
  expect(daysBefore('2024-03-01', 1)).toBe('2024-02-29');
  expect(daysBefore('2025-12-31', -1)).toBe('2026-01-01');
  expect(daysBetween('2023-04-01', '2026-02-28')).toBe(1064);
});

test('a date is one that the calendar has', () => {
  expect(isDate('2024-02-29')).toBe(true);
  expect(isDate('2025-02-29')).toBe(false);
  expect(isDate('2025-2-9')).toBe(false);
});

test('a day outside of a range becomes its nearest end', () => {
  expect(within('2020-01-01', '2023-04-01', '2026-02-28')).toBe('2023-04-01');
  expect(within('2030-01-01', '2023-04-01', '2026-02-28')).toBe('2026-02-28');
});
