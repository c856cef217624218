// The table behind a trend: every period, the day it stands for, where it comes from, and its figures.
import type { TrendPoint } from '../api/client';
import type { Word } from '../words/en';
import { dash } from '../words/formatting';
import { useWords } from '../words/words';
import { notEnded } from './not_ended';

export interface TrendColumn {
  name: string;
  title: string;
}

const origins: Record<NonNullable<TrendPoint['origin']>, Word> = {
  observed: 'observed',
  replayed: 'replayed',
  restated: 'restated_origin',
};

export function TrendTable({
  caption,
  points,
  columns,
}: {
  caption: string;
  points: readonly TrendPoint[];
  columns: readonly TrendColumn[];
}) {
  const { say, format } = useWords();
  const number = (point: TrendPoint, { name }: TrendColumn) =>
    name.endsWith('_tenths') ? format.tenths(point.values[name]) : format.count(point.values[name]);
  return (
    <table>
      <caption className="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('period')}</th>
          {columns.map((column) => (
            <th key={column.name} scope="col" className="number">
              {column.title}
            </th>
          ))}
          <th scope="col">{say('stands_for')}</th>
          <th scope="col">{say('origin')}</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.label}>
            <th scope="row">
              {format.period(point.label)}
              {notEnded(point) && <span className="soft"> ({say('partial')})</span>}
            </th>
            {columns.map((column) => (
              <td key={column.name} className="number">
                {number(point, column)}
              </td>
            ))}
            <td className="nowrap">{point.business_date ? format.day(point.business_date) : dash}</td>
            <td>{point.origin ? say(origins[point.origin]) : say('gap')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
