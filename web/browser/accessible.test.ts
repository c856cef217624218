import { expect, test } from 'vitest';

import { faults, settled, visit } from './visit';

const looks = [
  ['in light', '/?tenant=demo', 'light'],
  ['in dark', '/?tenant=demo', 'dark'],
  ['in Hindi', '/?tenant=demo&lang=hi', 'light'],
  ['in Hindi and dark', '/?tenant=demo&lang=hi', 'dark'],
  ['with corrections', '/?tenant=demo&as_of=2025-03-31&basis=restated', 'light'],
  ['as tables', '/?tenant=demo&tables=1', 'dark'],
] as const;

test.for(looks)('axe finds nothing %s', async ([, path, colorScheme]) => {
  const { page, complaints } = await visit(path, { colorScheme });
  await settled(page);
  expect(await faults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('axe finds nothing on a telephone, and nothing runs out of its side', async () => {
  const { page } = await visit('/?tenant=demo', { viewport: { width: 360, height: 800 } });
  await settled(page);
  expect(await faults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('the first keys lead past the head of the page to the figures', async () => {
  const { page } = await visit('/?tenant=demo');
  await settled(page);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('figures');
});

test('every stop of the keyboard is seen, and the whole page is reached', async () => {
  const { page } = await visit('/?tenant=demo');
  await settled(page);
  const stops: string[] = [];
  const unseen: string[] = [];
  for (let i = 0; i < 90; ++i) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return null;
      // A radio of a segmented control is hidden; its label is what is seen.
      const seen = at instanceof HTMLInputElement && at.type === 'radio' ? (at.nextElementSibling ?? at) : at;
      const style = getComputedStyle(seen);
      const name = at.getAttribute('aria-label') ?? at.textContent?.trim().slice(0, 40) ?? at.tagName;
      return { name, outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
    });
    if (stop === null) break;
    stops.push(stop.name);
    if (!stop.outlined) unseen.push(stop.name);
  }
  expect(unseen).toEqual([]);
  expect(stops.join('\n')).toMatch(/Show all 23/);
});

test('the key t shows the table behind a chart, and the chart again', async () => {
  const { page } = await visit('/?tenant=demo');
  await settled(page);
  const widget = page.getByRole('region', { name: 'Outstanding observations by severity' }).first();
  await widget.getByRole('button', { name: /Table/ }).focus();
  await page.keyboard.press('t');
  await widget.getByRole('table').waitFor();
  expect(await widget.getByRole('row').count()).toBeGreaterThan(8);
  await page.keyboard.press('t');
  await widget.locator('svg.recharts-surface').first().waitFor();
});

test('the arrow keys read a chart aloud', async () => {
  const { page } = await visit('/?tenant=demo');
  await settled(page);
  const widget = page.getByRole('region', { name: 'Outstanding observations by severity' }).first();
  await widget.locator('svg.recharts-surface').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[aria-live=polite]')].some((each) => /FY 20.*Critical \d+/.test(each.textContent ?? '')),
  );
});
