// A list of which the first rows are shown: the button that shows the rest, and on paper the word that there is a rest.
import { useWords } from '../words/words';

export function Shortened({
  shown,
  total,
  all,
  setAll,
}: {
  shown: number;
  total: number;
  all: boolean;
  setAll: (all: boolean) => void;
}) {
  const { say, format } = useWords();
  if (total <= shown) return null;
  return (
    <>
      <button type="button" className="step step-word no-print" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? say('show_fewer') : say('show_all', { count: format.count(total) })}
      </button>
      {!all && (
        <p className="note soft print-only">
          {say('shown_of', { shown: format.count(shown), total: format.count(total) })}
        </p>
      )}
    </>
  );
}
