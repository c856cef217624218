// Pictures and paper, to be looked at: they are written to build/looks at the root of the project.
import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';

import { settled, visit } from './visit';

const folder = new URL('../../build/looks/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

const pictures = [
  ['telephone-360', 360, '/?tenant=demo', 'light'],
  ['desk-1280', 1280, '/?tenant=demo', 'light'],
  ['desk-1280-dark', 1280, '/?tenant=demo', 'dark'],
  ['desk-1280-hindi', 1280, '/?tenant=demo&lang=hi', 'light'],
  ['desk-1280-corrected', 1280, '/?tenant=demo&as_of=2025-03-31&basis=restated', 'light'],
  ['desk-1280-tables', 1280, '/?tenant=demo&tables=1', 'light'],
  ['wall-3840', 3840, '/?tenant=demo', 'light'],
] as const;

test.for(pictures)('%s', async ([name, width, path, colorScheme]) => {
  const { page, complaints } = await visit(path, { viewport: { width, height: Math.round(width * 0.5625) }, colorScheme });
  await settled(page);
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true });
  expect(complaints).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});

test.for(['light', 'dark'] as const)('on paper, A4, from a %s screen', async (colorScheme) => {
  const { page } = await visit('/?tenant=demo&as_of=2025-03-31', { colorScheme });
  await settled(page);
  await page.pdf({ path: `${folder}paper-${colorScheme}.pdf`, preferCSSPageSize: true, printBackground: true });
  await page.emulateMedia({ media: 'print' });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('svg.recharts-surface[width]')].every((each) => Number(each.getAttribute('width')) <= 660),
  );
});
