// A small line of our own: a page has many, and a chart library takes five milliseconds for each. A gap stays open.
const width = 160;
const height = 36;
const margin = 3;

export function sparklineRuns(values: readonly (number | null)[]): string[] {
  const known = values.filter((value) => value !== null);
  const least = Math.min(...known);
  const most = Math.max(...known);
  const x = (i: number) => margin + ((width - 2 * margin) * i) / Math.max(1, values.length - 1);
  const y = (value: number) =>
    most === least ? height / 2 : height - margin - ((height - 2 * margin) * (value - least)) / (most - least);
  const runs: string[][] = [[]];
  values.forEach((value, i) => {
    if (value === null) runs.push([]);
    else runs.at(-1)!.push(`${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  });
  return runs.filter((run) => run.length > 0).map((run) => run.join(' '));
}

/** Decoration beside a figure that is told in words: hidden from those who hear the page. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const runs = sparklineRuns(values);
  const last = values.at(-1) !== null ? runs.at(-1)?.split(' ').at(-1)?.split(',') : undefined;
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {runs.map((run) => (
        <polyline key={run} points={run} vectorEffect="non-scaling-stroke" />
      ))}
      {last && <path d={`M${last[0]} ${last[1]}h0`} vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}
