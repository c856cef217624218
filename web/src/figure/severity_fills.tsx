// How each severity is filled, the same in every drawing: a shade that grows lighter with less gravity, and a pattern
// that says it without any shade. Critical is plain, high is hatched, medium is dotted, low is pale with dashes.
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type SeverityName = (typeof severities)[number];

export const fillOf = (severity: SeverityName) => `url(#fill-${severity})`;
export const gapFill = 'url(#fill-gap)';
export const secondFill = 'url(#fill-second)';

/** Mounted once, before everything that is filled by it. */
export function SeverityFills() {
  return (
    <svg className="fills" width={0} height={0} aria-hidden="true" focusable="false">
      <defs>
        <pattern id="fill-critical" width={8} height={8} patternUnits="userSpaceOnUse">
          <rect width={8} height={8} fill="var(--critical)" />
        </pattern>
        <pattern id="fill-high" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={6} height={6} fill="var(--high)" />
          <rect width={1.4} height={6} fill="var(--high-mark)" />
        </pattern>
        <pattern id="fill-medium" width={6} height={6} patternUnits="userSpaceOnUse">
          <rect width={6} height={6} fill="var(--medium)" />
          <circle cx={3} cy={3} r={0.9} fill="var(--medium-mark)" />
        </pattern>
        <pattern id="fill-low" width={8} height={6} patternUnits="userSpaceOnUse">
          <rect width={8} height={6} fill="var(--low)" />
          <rect x={1} y={2.5} width={4} height={1} fill="var(--low-mark)" />
        </pattern>
        <pattern id="fill-second" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={6} height={6} fill="var(--card)" />
          <rect width={2} height={6} fill="var(--accent-line)" />
        </pattern>
        <pattern id="fill-gap" width={7} height={7} patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect width={1} height={7} fill="var(--line-strong)" />
        </pattern>
      </defs>
    </svg>
  );
}

/** The legend in the order of the stack, as a list. */
export function Legend({ entries }: { entries: readonly { title: string; fill: string; line?: boolean }[] }) {
  return (
    <ul className="legend">
      {entries.map(({ title, fill, line }) => (
        <li key={title}>
          <svg width={18} height={12} aria-hidden="true" focusable="false">
            {line ? (
              <line x1={0} x2={18} y1={6} y2={6} stroke={fill} strokeWidth={2.5} strokeDasharray={fill === 'var(--second)' ? '4 3' : undefined} />
            ) : (
              <rect x={0.5} y={0.5} width={17} height={11} fill={fill} stroke="var(--line-strong)" />
            )}
          </svg>
          {title}
        </li>
      ))}
    </ul>
  );
}
