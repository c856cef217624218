// What is known otherwise now than it was reported: each figure that moved, and the entries behind it by reference.
import type { Schemas } from '../api/client';
import { useMoved, usePosition } from '../api/questions';
import { usePrinting } from '../figure/printing';
import { isDate } from '../view/days';
import type { Word } from '../words/en';
import { dash } from '../words/formatting';
import { useWords } from '../words/words';

const causes: Record<Schemas['MovedSubject']['cause'], Word> = {
  'entered late': 'entered_late',
  'date corrected': 'date_corrected',
  'entered in error': 'entered_in_error',
};

/** "severity.high_open" and "Severity: high open". The catalogue's own words, in every language: they are its names. */
function figureName(path: string): string {
  const [group = '', member = ''] = path.split('.');
  const words = `${group.replaceAll('_', ' ')}: ${member.replace(/_tenths$/, '').replace(/(\d)_(\d)/, '$1–$2').replaceAll('_', ' ')}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function Corrections() {
  const { say, format } = useWords();
  const { basis, zone } = usePosition();
  const printing = usePrinting();
  const moved = useMoved();
  if (!moved.data) return null;
  const { figures, subjects, subjects_total } = moved.data;
  if (figures.length === 0 && subjects.length === 0) {
    return <p className="corrections-none soft">{say('corrections_none')}</p>;
  }
  const number = (figure: string, value: number | null) =>
    figure.endsWith('_tenths') ? format.tenths(value) : format.count(value);
  const some = { figures: format.count(figures.length), entries: format.count(subjects_total) };
  return (
    <details className="corrections" open={basis === 'restated' || printing}>
      <summary>
        <strong>{say('corrections_some', some)}</strong>{' '}
        {basis === 'restated' ? say('corrections_shown_restated') : say('corrections_shown_reported')}
      </summary>
      <div className="corrections-body">
        <div className="scroll" tabIndex={0} role="group" aria-label={say('corrections')}>
          <table>
            <caption className="hidden">{say('corrections')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('figure')}</th>
                <th scope="col" className="number">{say('reported')}</th>
                <th scope="col" className="number">{say('restated')}</th>
                <th scope="col" className="number">{say('change')}</th>
              </tr>
            </thead>
            <tbody>
              {figures.map((each) => {
                const known = each.reported !== null && each.restated !== null;
                const by = known ? each.restated! - each.reported! : null;
                return (
                  <tr key={each.figure}>
                    <th scope="row" lang="en">
                      {figureName(each.figure)}
                      {each.by_definition && <span className="soft"> · {say('by_definition')}</span>}
                    </th>
                    <td className="number">{number(each.figure, each.reported)}</td>
                    <td className="number">{number(each.figure, each.restated)}</td>
                    <td className="number">
                      {each.figure.endsWith('_tenths') ? format.changeTenths(by) : format.change(by)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <div>
          <h3>{say('corrections_why')}</h3>
          <ol className="causes">
            {subjects.map((each) => (
              <li key={each.id}>
                <span className="badge">{say(causes[each.cause])}</span> <strong lang="en">{each.name}</strong>
                <span className="facts">
                  <Facts of={each} />
                </span>
                <span className="soft">
                  {say('recorded_by', { when: format.moment(each.recorded_at, zone), actor: each.actor })}
                  {each.reason && <q lang="en">{each.reason}</q>}
                </span>
              </li>
            ))}
          </ol>
          {subjects_total > subjects.length && (
            <p className="soft">{say('corrections_more', { count: format.count(subjects_total - subjects.length) })}</p>
          )}
        </div>
      </div>
    </details>
  );
}

function Facts({ of }: { of: Schemas['MovedSubject'] }) {
  const { say, format } = useWords();
  const { zone } = usePosition();
  if (!of.was_there) return say('was_not_there');
  if (!of.is_there) return say('is_gone');
  const value = (text: string) => {
    if (text === '') return say('nothing');
    if (isDate(text)) return format.day(text);
    return /^\d{4}-\d{2}-\d{2}T/.test(text) ? format.moment(text, zone) : text;
  };
  const facts = of.facts.map((fact) => `${fact.name.replaceAll('_', ' ')}: ${value(fact.was)} → ${value(fact.is)}`);
  return facts.length === 0 ? dash : facts.join('; ');
}
