import { expect, test } from 'vitest';

import { sparklineRuns } from './sparkline';

test('a gap parts the line, and is not bridged', () => {
  expect(sparklineRuns([1, 2, null, 3])).toHaveLength(2);
  expect(sparklineRuns([null, null])).toEqual([]);
});

test('what does not move lies in the middle', () => {
  expect(sparklineRuns([5, 5])).toEqual(['3.0,18.0 157.0,18.0']);
});
