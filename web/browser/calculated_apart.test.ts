// What the page shows at the ends of days, on both bases, is what tests/oracle works out from the history alone. Only where
// a server (VOUCH_URL), its tenant (VOUCH_TENANT) and those figures (VOUCH_CALCULATED, a file of page_figures.py) are named.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { en } from '../src/words/en';
import { formattingOf } from '../src/words/formatting';
import { settled, visit } from './visit';

type Counts = Record<string, number | null>;
type Document = Record<string, Counts>;

interface PageAt {
  as_of: string;
  basis: 'reported' | 'restated';
  known_seq: number;
  metrics: Document;
  quarters: { label: string; day: string; severity: Counts; compliance: Counts; movements: Counts }[];
  roll_forward: Record<string, Counts> & { withdrawn: number };
  repeats: Counts;
  branches: { code: string | null; points: number; band: number }[];
}

interface Calculated {
  severities: string[];
  flows: (keyof typeof en)[];
  pages: PageAt[];
}

const { pages, severities, flows } = JSON.parse(readFileSync(process.env.VOUCH_CALCULATED!, 'utf8')) as Calculated;
const { count, tenths, change, day } = formattingOf('en', en.months.split(' '));
const quartersShown = 12;

/** The rows of a table in a region: what its cells say. */
async function table(page: Page, region: string): Promise<string[][]> {
  const rows = page.getByRole('region', { name: region }).first().locator('tbody tr');
  return rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent!.trim())));
}

/** Of a table behind a trend: its rows, without the gaps, which show nothing. */
async function trend(page: Page, region: string): Promise<string[][]> {
  const rows = (await table(page, region)).map((row) => [row[0]!.replace(' (not ended)', ''), ...row.slice(1, -1)]);
  for (const gap of rows.filter((row) => row.at(-1) === '–')) expect(gap.slice(1).every((cell) => cell === '–')).toBe(true);
  return rows.filter((row) => row.at(-1) !== '–');
}

const tile = (page: Page, name: string) => page.textContent(`article.tile:has(h3:text-is("${name}")) .tile-value`);
const shown = (value: number | null | undefined, as: (value: number) => string) => (value == null ? 'unknown' : as(value));

test.for(pages.map((each) => [each.as_of, each.basis, each] as const))('%s as %s', async ([asOf, basis, wanted]) => {
  const { page, complaints } = await visit(
    `/?tenant=${process.env.VOUCH_TENANT}&as_of=${asOf}${basis === 'restated' ? '&basis=restated' : ''}&tables=1`,
  );
  await settled(page);
  const { severity, ageing_original, ageing_current, score, compliance, coverage } = wanted.metrics;

  const grave = severity!.critical_open! + severity!.high_open!;
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe(`Position at ${day(asOf)}`);
  expect(await page.locator('.position').textContent()).toContain(`change set ${count(wanted.known_seq)}`);
  expect(await tile(page, en.high_critical)).toBe(count(grave));
  expect(await tile(page, en.outstanding)).toBe(count(severity!.total_open));
  expect(await tile(page, en.past_due)).toBe(count(ageing_original!.overdue));
  expect((await tile(page, en.health))!.replace(/\D*$/, '').replace(/\/ 100$/, '') || 'unknown').toBe(shown(score!.health, count));
  expect((await tile(page, en.compliance))!.replace('%', '')).toBe(shown(compliance!.percentage_tenths, tenths));
  expect((await tile(page, en.coverage))!.replace('%', '')).toBe(shown(coverage!.percentage_tenths, tenths));

  const ages = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_91_180', 'days_181_365', 'days_over_365', 'no_date'];
  expect((await table(page, en.ageing_title)).map((row) => row.slice(1))).toEqual(
    ages.map((age) => [count(ageing_original![age]), count(ageing_current![age])]),
  );

  /** The last quarters that a table shows, gaps among them: as many as it has rows. */
  const behind = async (region: string, values: (quarter: PageAt['quarters'][number]) => string[]) => {
    const rows = await trend(page, region);
    expect(rows.length).toBeGreaterThan(0);
    const quarters = wanted.quarters.slice(-quartersShown).slice(-rows.length);
    expect(rows).toEqual(quarters.map((quarter) => [quarter.label, ...values(quarter), day(quarter.day)]));
    return rows.length;
  };
  const compared = await behind(en.severity_title, ({ severity: of }) =>
    [...severities.map((name) => of[`${name}_open`]), of.total_open].map(count),
  );
  expect(compared).toBe(Math.min(quartersShown, wanted.quarters.length));
  await behind(en.compliance_title, ({ compliance: of }) => [of.percentage_tenths, of.assessed_tenths].map(tenths));
  const moves = ['issued', 'reopened', 'returned', 'closed', 'no_longer_valid', 'risk_accepted', 'deleted'];
  await behind(en.movements_title, ({ movements }) => moves.map((name) => count(movements[name])));

  const rolled = Object.fromEntries((await table(page, en.roll_title)).map(([title, ...cells]) => [title, cells]));
  const line = (name: string, as: (value: number | null | undefined) => string, sign = 1) => {
    const values = severities.map((of) => wanted.roll_forward[of]![name] ?? null);
    const total = values.some((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + value!, 0);
    return [...values, total].map((value) => as(value === null ? null : value * sign));
  };
  const leaves = ['reclassified_out', 'closed', 'no_longer_valid', 'risk_accepted', 'deleted'];
  for (const flow of flows) expect(rolled[en[flow]], flow).toEqual(line(flow, change, leaves.includes(flow) ? -1 : 1));
  expect(rolled[`Closing ${day(asOf)}`]).toEqual(line('closing', count));
  const opening = Object.keys(rolled).find((title) => title.startsWith('Opening') && !title.endsWith('as reported'))!;
  expect(rolled[opening]).toEqual(line('opening', count));
  if (rolled[en.corrections_line]) expect(rolled[en.corrections_line]).toEqual(line('corrections', change));
  else expect(wanted.roll_forward.critical!.corrections).toBeNull();

  const said = await page.getByRole('region', { name: en.repeats_title }).locator('.says').textContent();
  const { repeats, persisting } = wanted.repeats;
  const label = wanted.quarters.at(-1)!.label;
  expect(said).toBe(
    repeats === 0
      ? en.repeats_none.replace('{period}', label)
      : en.repeats_says
          .replace('{count}', count(repeats))
          .replace('{period}', label)
          .replace('{persisting}', count(persisting))
          .replace('{recurred}', count(repeats! - persisting!)),
  );

  const branches = (await table(page, en.branches_title)).map((row) => [row[4], row[5]]);
  const bands = [en.risk_1, en.risk_2, en.risk_3, en.risk_4];
  expect(branches).toEqual(
    wanted.branches.slice(0, branches.length).map(({ points, band }) => [count(points), bands[band - 1]]),
  );
  expect(branches.length).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});
