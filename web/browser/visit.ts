// A visit to the page as its tests need it: ready, and with everything that went wrong in it remembered.
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';

const drawing = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb', '--disable-gpu'];

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Letters and colours are drawn alike whatever the settings of the machine say. Who tests as root, as a container does,
    // has no sandbox.
    env: { ...process.env, FONTCONFIG_FILE: fileURLToPath(new URL('fonts.conf', import.meta.url)) },
    args: [...drawing, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
});
afterAll(() => browser.close());

/** Which Chromium it is, "156.0.8078.79". */
export const chromiumVersion = (): string => browser.version();

export interface Visit {
  page: Page;
  /** What the console and the page complained about, refusals of the content security policy among it. */
  complaints: string[];
}

/** `prepare` is called before anything is asked for; with it the path may be a whole address. */
export async function visit(
  path: string,
  options: BrowserContextOptions = {},
  prepare: (context: BrowserContext) => Promise<unknown> = async () => {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(150_000);
  await prepare(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // An answer of the API that is a problem is shown by the page; Chromium logs it besides.
    if (message.type() === 'error' && !message.text().includes('the server responded with')) complaints.push(message.text());
  });
  await page.goto(new URL(path, inject('url')).href);
  return { page, complaints };
}

/** Waits until every figure and every drawing is there. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.tile-value');
  await page.waitForFunction(() => document.querySelectorAll('.mantine-Skeleton-root').length === 0);
  await page.evaluate(() => document.fonts.ready);
}

/** What axe finds wrong by WCAG 2.2 AA, as sentences. */
export async function faults(page: Page): Promise<string[]> {
  // Through the debugger and not as a script of the page, which its content security policy refuses.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
  });
}
