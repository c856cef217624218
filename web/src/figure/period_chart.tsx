// The ground of every drawing over periods: bands, gaps, ticks that say which periods are unfinished or rebuilt, and
// what the pointer or the keyboard has come to.
import { type ReactElement, type ReactNode, useEffect } from 'react';
import { CartesianGrid, ComposedChart, Tooltip, usePlotArea, XAxis, YAxis } from 'recharts';

import type { TrendPoint } from '../api/client';
import { useWords } from '../words/words';
import { useChartSize } from './chart_size';
import { useAnnounce } from './figure';
import { notEnded } from './not_ended';
import { gapFill } from './severity_fills';

const height = 290;
const letterWidth = 7;

export interface ChartRow {
  label: string;
  point: TrendPoint;
  [value: string]: unknown;
}

export interface ChartValue {
  name: string;
  title: string;
  tenths?: boolean;
}

/** Hatches what is not known, and marks what was rebuilt. Bands are of one width, in the order of the periods. */
function Gaps({ points }: { points: readonly TrendPoint[] }) {
  const plot = usePlotArea();
  if (!plot) return null;
  const band = plot.width / points.length;
  return points.map((point, i) => {
    if (point.business_date === null) {
      return (
        <rect
          key={point.label}
          x={plot.x + band * i + 1}
          y={plot.y}
          width={Math.max(1, band - 2)}
          height={plot.height}
          fill={gapFill}
          opacity={0.55}
        />
      );
    }
    return point.origin === 'replayed' ? (
      <text key={point.label} x={plot.x + band * (i + 0.5)} y={plot.y - 2} textAnchor="middle" className="tick">
        ◇
      </text>
    ) : null;
  });
}

interface TickPlace {
  points: readonly TrendPoint[];
  every: number;
  scale: number;
  x?: number;
  y?: number;
  index?: number;
}

function Tick({ points, every, scale, ...at }: TickPlace) {
  const { format } = useWords();
  const i = at.index ?? 0;
  const point = points[i];
  if (!point || (points.length - 1 - i) % every !== 0) return null;
  const [upper, lower] = format.tick(point.label);
  // The year is said where it begins: under every tick it would run into its neighbours.
  const before = points[i - every];
  const begins = !before || format.tick(before.label)[1] !== lower;
  return (
    <text x={at.x} y={(at.y ?? 0) + 8 * scale} textAnchor="middle" className="tick">
      <tspan x={at.x}>{upper + (notEnded(point) ? '*' : '')}</tspan>
      <tspan x={at.x} dy={14 * scale}>
        {begins ? lower : ''}
      </tspan>
    </text>
  );
}

function Reading({ active, row, values }: { active: boolean; row: ChartRow | undefined; values: readonly ChartValue[] }) {
  const { say, format } = useWords();
  const announce = useAnnounce();
  const known = row?.point.business_date != null;
  const lines = values.map(({ name, title, tenths }) => {
    const value = row?.point.values[name];
    return { title, text: tenths ? format.tenths(value) : format.count(value) };
  });
  const heading = row ? format.period(row.point.label) : '';
  const spoken = `${heading}: ${known ? lines.map(({ title, text }) => `${title} ${text}`).join(', ') : say('gap')}`;
  useEffect(() => {
    if (active && row) announce(spoken);
  }, [active, row, spoken, announce]);
  if (!active || !row) return null;
  return (
    <div className="reading">
      <strong>{heading}</strong>
      {known ? (
        <>
          <span className="soft">
            {format.day(row.point.business_date)}
            {notEnded(row.point) && `, ${say('partial')}`}
            {row.point.origin === 'replayed' && `, ${say('replayed')}`}
          </span>
          <dl>
            {lines.map(({ title, text }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : (
        <span>{say('gap')}</span>
      )}
    </div>
  );
}

export function PeriodChart({
  title,
  points,
  values,
  children,
  percent = false,
}: {
  title: string;
  points: readonly TrendPoint[];
  /** What a reading tells, in its order. */
  values: readonly ChartValue[];
  children: ReactNode;
  percent?: boolean;
}): ReactElement {
  const { format } = useWords();
  const { measure, width, scale } = useChartSize();
  const rows: ChartRow[] = points.map((point) => ({ ...point.values, label: point.label, point }));
  const longest = Math.max(0, ...points.map((point) => format.tick(point.label)[0].length));
  const tickWidth = (longest * letterWidth + 16) * scale;
  // The last tick is wider than its band where bands are many.
  const lastTick = 8 + Math.max(0, (tickWidth - width / Math.max(1, points.length)) / 2);
  const every = Math.max(1, Math.ceil((points.length * tickWidth) / Math.max(1, width - 48 * scale)));
  const ticks = percent ? { domain: [0, 1000] as [number, number], ticks: [0, 250, 500, 750, 1000] } : {};
  return (
    <div ref={measure} className="chart">
      {width > 0 && (
        <ComposedChart
          width={width}
          height={height * scale}
          data={rows}
          margin={{ top: 14 * scale, right: lastTick, bottom: 12, left: 0 }}
          barCategoryGap="18%"
          title={title}
          accessibilityLayer
        >
          <CartesianGrid vertical={false} stroke="var(--grid)" />
          <XAxis
            dataKey="label"
            interval={0}
            scale="band"
            tickLine={false}
            height={38 * scale}
            stroke="var(--line-strong)"
            tick={<Tick points={points} every={every} scale={scale} />}
          />
          <YAxis
            width={40 * scale}
            axisLine={false}
            tickLine={false}
            allowDecimals={false}
            tick={{ fill: 'var(--ink-soft)', fontSize: 12 * scale }}
            tickFormatter={(value: number) => (percent ? format.count(value / 10) : format.count(value))}
            {...ticks}
          />
          <Gaps points={points} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--accent-wash)', stroke: 'var(--line-strong)', fillOpacity: 0.6 }}
            content={({ active, payload, label }) => (
              <Reading
                active={active}
                row={(payload[0]?.payload as ChartRow | undefined) ?? rows.find((row) => row.label === label)}
                values={values}
              />
            )}
          />
          {children}
        </ComposedChart>
      )}
    </div>
  );
}
