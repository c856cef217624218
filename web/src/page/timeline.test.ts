import { expect, test } from 'vitest';

import type { TrendPoint } from '../api/client';
import { timelinePath } from './timeline';

const point = (business_date: string | null, total_open: number | null): TrendPoint => ({
  label: business_date ?? 'gap',
  starts_on: '2025-01-01',
  ends_on: '2025-01-01',
  business_date,
  origin: business_date ? 'observed' : null,
  partial: false,
  values: { total_open },
  changes: {},
});

test('the shape spans the range, and a gap leaves it open', () => {
  const path = timelinePath([point('2025-01-01', 1), point(null, null), point('2025-01-11', 2)], '2025-01-01', '2025-01-11');
  expect(path).toBe('M0.00 24 L0.00 14.00 L0.00 24 Z M100.00 24 L100.00 4.00 L100.00 24 Z');
});
