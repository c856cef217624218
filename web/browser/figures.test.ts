import { expect, test } from 'vitest';

import { settled, visit } from './visit';

const tile = (name: string) => `article.tile:has(h3:text-is("${name}")) .tile-value`;

test('the last captured day is shown first, and says what it is', async () => {
  const { page, complaints } = await visit('/?tenant=demo');
  await settled(page);
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('Position at 28 Feb 2026');
  expect(await page.textContent(tile('Outstanding observations'))).toBe('283');
  expect(await page.textContent(tile('High and critical outstanding'))).toBe('106');
  expect(await page.textContent('.badge-made-up')).toBe('Made up');
  expect(complaints).toEqual([]);
});

test('a typed day moves the whole page, and its address brings it back', async () => {
  const { page } = await visit('/?tenant=demo');
  await settled(page);
  await page.fill('#as-of', '31 Dec 2025');
  await page.press('#as-of', 'Enter');
  await page.getByRole('heading', { name: 'Position at 31 Dec 2025' }).waitFor();
  await settled(page);
  expect(page.url()).toMatch(/as_of=2025-12-31/);
  expect(await page.textContent(tile('Outstanding observations'))).toBe('270');
  const figures = await page.locator('.key-figures').textContent();

  await page.goto(page.url());
  await settled(page);
  expect(await page.locator('.key-figures').textContent()).toBe(figures);
  await page.goBack();
  await page.getByRole('heading', { name: 'Position at 28 Feb 2026' }).waitFor();
});

test('as reported and as corrected differ by what is listed', async () => {
  const { page } = await visit('/?tenant=demo&as_of=2025-03-31');
  await settled(page);
  expect(await page.textContent(tile('Outstanding observations'))).toBe('307');
  await page.getByRole('radiogroup', { name: 'Basis' }).getByText('As corrected').click();
  await page.waitForFunction((at) => document.querySelector('.position')?.textContent?.includes(at), 'computed from history');
  await settled(page);
  expect(await page.textContent(tile('Outstanding observations'))).toBe('304');
  const moved = page.locator('.corrections tr', { hasText: 'Severity: total open' });
  expect(await moved.locator('td').allTextContents()).toEqual(['307', '304', '−3']);
  expect(await page.locator('.causes li').count()).toBe(5);
});

test('the roll-forward adds up in the table that is shown', async () => {
  const { page } = await visit('/?tenant=demo&as_of=2025-03-31');
  await settled(page);
  const rows = await page.locator('table.roll tbody tr').evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent!.replace('−', '-').replaceAll(',', '')))),
  );
  const from = rows.length === 13 ? 2 : 0;
  const sums = rows[0]!.map((_, column) => rows.slice(from, -1).reduce((sum, row) => sum + row[column]!, 0));
  expect(sums).toEqual(rows.at(-1));
  expect(await page.locator('.badge-good').textContent()).toContain('Balances');
});

test('a day without a snapshot says so and shows nothing as reported', async () => {
  const { page } = await visit('/?tenant=demo&as_of=2025-08-20');
  await page.getByRole('heading', { name: 'No snapshot of 20 Aug 2025 was captured' }).waitFor();
  expect(await page.locator('.tile').count()).toBe(0);
});

test('the chain of a repeat opens below it', async () => {
  const { page } = await visit('/?tenant=demo&as_of=2025-12-31');
  await settled(page);
  await page.locator('.repeats button').first().click();
  const steps = page.locator('.chain li');
  expect(await steps.count()).toBeGreaterThan(1);
  expect(await steps.first().textContent()).toMatch(/found \d\d \w{3} \d{4}/);
});

test('everything can be checked again, with progress, and the outcome is said', async () => {
  const { page } = await visit('/?tenant=demo');
  await settled(page);
  await page.getByText('Proof', { exact: true }).click();
  expect(await page.locator('.hash').first().textContent()).toMatch(/^[0-9a-f]{64}$/);
  await page.getByRole('button', { name: 'Check everything again' }).click();
  await page.getByText('Everything is as it was sealed').waitFor();
});

test('the page says what is wrong with an address, and what to do where there is nothing yet', async () => {
  const { page } = await visit('/?tenant=nobody');
  await page.getByText('There is no institution “nobody”.').waitFor();
});

test('Hindi is written in Devanagari, with the same figures', async () => {
  const { page } = await visit('/?tenant=demo&lang=hi');
  await settled(page);
  await page.getByRole('heading', { name: '28 फ़र॰ 2026 की स्थिति' }).waitFor();
  expect(await page.getAttribute('html', 'lang')).toBe('hi');
  expect(await page.textContent(tile('लंबित टिप्पणियाँ'))).toBe('283');
});
