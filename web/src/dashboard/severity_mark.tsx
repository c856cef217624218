import { fillOf, type SeverityName } from '../figure/severity_fills';
import { useWords } from '../words/words';

/** A severity in a line of text: its fill and its word. */
export function SeverityMark({ severity }: { severity: SeverityName }) {
  const { say } = useWords();
  return (
    <span className="severity-mark">
      <svg width={11} height={11} aria-hidden="true" focusable="false">
        <rect x={0.5} y={0.5} width={10} height={10} fill={fillOf(severity)} stroke="var(--line-strong)" />
      </svg>
      {say(severity)}
    </span>
  );
}
