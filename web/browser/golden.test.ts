// The page looks as in the pictures of browser/golden, which were looked at. UPDATE_GOLDEN=1 writes these anew.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { expect, inject, test } from 'vitest';

import { difference, side, sideBySide, withPalette } from './picture';
import { chromiumVersion, settled, visit } from './visit';

/** Pixels that may differ in any square of 32 by 32. Of the same page none did, whatever the machine was busy with; one
 * letter for another changes a hundred, and is less than a thousandth of the whole, which is why the whole is not counted. */
const pixelsInSquareMax = 8;

const root = new URL('../../', import.meta.url);
const howToUpdate = 'UPDATE_GOLDEN=1 npm run browser golden, in web/';

/** What the pictures were drawn with: another Chromium may draw a letter otherwise, which is no fault of the page. */
const drawnWith = new URL('web/browser/golden/chromium.txt', root);

async function paper(page: Page): Promise<void> {
  await settled(page);
  await page.emulateMedia({ media: 'print' });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('svg.recharts-surface[width]')].every((each) => Number(each.getAttribute('width')) <= 660),
  );
}
const notice = (title: string) => (page: Page) => page.getByText(title).waitFor();

const pictures = [
  ['light', 1280, '/?tenant=demo', 'light', settled],
  ['telephone-dark', 360, '/?tenant=demo', 'dark', settled],
  ['hindi', 1280, '/?tenant=demo&lang=hi', 'light', settled],
  ['corrected', 1280, '/?tenant=demo&as_of=2025-03-31&basis=restated', 'light', settled],
  ['paper', 680, '/?tenant=demo&as_of=2025-03-31', 'light', paper],
  ['not-captured', 800, '/?tenant=demo&as_of=2025-08-20', 'light', notice('No snapshot of 20 Aug 2025 was captured')],
  ['no-answer', 800, '/?tenant=broken', 'dark', notice('the database does not answer')],
] as const;

/** Nothing of the machine is in a picture: not its port, its clock, its zone or its language. */
async function visitFromAfar(path: string, options: BrowserContextOptions): Promise<Page> {
  const origin = 'http://vouch.localhost';
  const elsewhere = { timezoneId: 'America/New_York', locale: 'de-DE', deviceScaleFactor: 1 };
  const { page } = await visit(`${origin}${path}`, { ...options, ...elsewhere }, async (context) => {
    await context.clock.setFixedTime('2026-03-01T04:00:00Z');
    await context.route(`${origin}/**`, async (route) => {
      const url = route.request().url().replace(origin, inject('url'));
      await route.fulfill({ response: await route.fetch({ url }) });
    });
  });
  return page;
}

const shoot = (page: Page) => page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide', scale: 'css' });

/** The page once two pictures in a row are the same. */
async function still(page: Page): Promise<Buffer> {
  let shot = await shoot(page);
  for (let times = 0; times < 20; ++times) {
    const last = shot;
    await page.waitForTimeout(200);
    shot = await shoot(page);
    if (shot.equals(last)) break;
  }
  return shot;
}

test.for(pictures)('looks as in the picture: %s', async ([name, width, path, colorScheme, ready], { skip }) => {
  if (process.env.UPDATE_GOLDEN) writeFileSync(drawnWith, `${chromiumVersion()}\n`);
  const version = readFileSync(drawnWith, 'utf8').trim();
  skip(version !== chromiumVersion(), `drawn with Chromium ${version}, and this is ${chromiumVersion()}: ${howToUpdate}`);

  const viewport = { width, height: Math.round(width * 0.5625) };
  const page = await visitFromAfar(path, { viewport, colorScheme });
  await ready(page);

  const file = `web/browser/golden/${name}.png`;
  const reference = new URL(file, root);
  if (process.env.UPDATE_GOLDEN) writeFileSync(reference, withPalette(PNG.sync.read(await still(page))));
  if (!existsSync(reference)) expect.fail(`There is no ${file}. To make it: ${howToUpdate}, and look at it`);
  const expected = PNG.sync.read(readFileSync(reference));

  let actual = PNG.sync.read(await shoot(page));
  let found = difference(actual, expected);
  if (found.worst.pixels > pixelsInSquareMax) {
    actual = PNG.sync.read(await still(page));
    found = difference(actual, expected);
  }
  const { pixels, worst } = found;
  if (worst.pixels <= pixelsInSquareMax) return;

  const shown = `build/looks/golden-${name}.png`;
  mkdirSync(new URL('build/looks/', root), { recursive: true });
  writeFileSync(new URL(shown, root), PNG.sync.write(sideBySide(actual, expected)));
  expect.fail(
    `${pixels} pixels are not as in ${file}, ${worst.pixels} of them in the ${side} by ${side} from ${worst.x}, ${worst.y}.
Look at ${shown}: as it is, as it was, what differs. If it is as it should be: ${howToUpdate}`,
  );
});
