import { expect, test } from 'vitest';

import { en } from './en';
import { dash, formattingOf } from './formatting';
import { hi } from './hi';

const english = formattingOf('en', en.months.split(' '));
const hindi = formattingOf('hi', hi.months.split(' '));

test('what is unknown is a dash, and zero is zero', () => {
  expect(english.count(null)).toBe(dash);
  expect(english.tenths(undefined)).toBe(dash);
  expect(english.change(null)).toBe(dash);
  expect(english.count(0)).toBe('0');
  expect(english.tenths(0)).toBe('0.0');
});

test('large numbers are grouped in lakh and crore', () => {
  expect(english.count(12345678)).toBe('1,23,45,678');
  expect(hindi.count(12345678)).toBe('1,23,45,678');
});

test('tenths keep their digit, also where it is zero', () => {
  expect(english.tenths(873)).toBe('87.3');
  expect(english.tenths(1000)).toBe('100.0');
  expect(english.changeTenths(-7)).toBe('−0.7');
  expect(english.change(9)).toBe('+9');
});

test('days are written dd MMM yyyy', () => {
  expect(english.day('2025-09-05')).toBe('05 Sep 2025');
  expect(hindi.day('2025-09-05')).toBe('05 सित॰ 2025');
});

test('a day is understood as it is written, and in the ways people type it', () => {
  for (const text of ['28 Feb 2026', '28/02/2026', '28-2-2026', '2026-02-28', ' 28 february 2026 ']) {
    expect(english.parseDay(text)).toBe('2026-02-28');
  }
  expect(hindi.parseDay(hindi.day('2026-02-28'))).toBe('2026-02-28');
  for (const text of ['', 'yesterday', '31 Feb 2026', '28 Feb 26', '2026']) expect(english.parseDay(text)).toBeNull();
});

test('a moment is told in the zone of the institution, half hours too', () => {
  expect(english.moment('2026-02-28T19:30:04.000000Z', 'Asia/Kolkata')).toBe('01 Mar 2026, 01:00');
  expect(english.moment('2026-02-28T18:20:00Z', 'Asia/Kathmandu')).toBe('01 Mar 2026, 00:05');
});

test('periods keep their labels in English and have words in Hindi', () => {
  expect(english.period('FY 2025-26 Q3')).toBe('FY 2025-26 Q3');
  expect(hindi.period('FY 2025-26 Q3')).toBe('वि॰व॰ 2025-26 ति3');
  expect(english.period('2025-12')).toBe('Dec 2025');
});

test('ticks are short, of every length of period', () => {
  expect(english.tick('FY 2025-26 Q3')).toEqual(['Q3', 'FY 25-26']);
  expect(english.tick('2025-12')).toEqual(['Dec', '2025']);
  expect(english.tick('2025-12-07')).toEqual(['07 Dec', '2025']);
  expect(english.tick('2025-W07')).toEqual(['W07', '2025']);
});

test('both dictionaries say every word, with the same parts', () => {
  const parts = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const word of Object.keys(en) as (keyof typeof en)[]) {
    expect(hi[word], word).not.toBe('');
    expect(parts(hi[word]), word).toEqual(parts(en[word]));
  }
  expect(hi.months.split(' ')).toHaveLength(12);
});
