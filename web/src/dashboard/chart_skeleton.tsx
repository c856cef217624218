import { Skeleton } from '@mantine/core';

/** As high as a drawing, so that nothing moves when it comes. */
export function ChartSkeleton() {
  return <Skeleton height={312} />;
}
