import { expect, test } from 'vitest';

import { firstView, parseView, printView, type View } from './view';

test('the address of the first view is the bare page', () => {
  expect(printView(firstView)).toBe('/');
  expect(parseView('')).toEqual(firstView);
});

test('an address brings every part of a view back', () => {
  const view: View = {
    tenant: 'demo',
    asOf: '2025-12-31',
    basis: 'restated',
    knownAt: '2026-01-10T00:00:00Z',
    grain: 'month',
    language: 'hi',
    tables: true,
  };
  expect(parseView(printView(view).slice(1))).toEqual(view);
});

test('what an address cannot mean is left out, and the rest is shown', () => {
  expect(parseView('?tenant=demo&as_of=2025-02-30&basis=maybe&grain=hour&lang=fr&known_at=soon')).toEqual({
    ...firstView,
    tenant: 'demo',
  });
});

test('a moment of knowledge belongs to the corrected basis alone', () => {
  expect(parseView('?known_at=2026-01-10T00:00:00Z').knownAt).toBeNull();
  expect(printView({ ...firstView, knownAt: '2026-01-10T00:00:00Z' })).toBe('/');
});
