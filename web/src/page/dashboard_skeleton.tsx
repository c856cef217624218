// The shape of the page while its figures are on their way.
import { Skeleton } from '@mantine/core';

import { useWords } from '../words/words';

export function DashboardSkeleton() {
  const { say } = useWords();
  return (
    <div role="status" aria-label={say('loading')}>
      <div className="key-figures">
        {Array.from({ length: 6 }, (_, i) => (
          <Skeleton key={i} height={158} />
        ))}
      </div>
      <div className="widgets">
        {Array.from({ length: 4 }, (_, i) => (
          <Skeleton key={i} height={380} className="widget-half" />
        ))}
      </div>
    </div>
  );
}
