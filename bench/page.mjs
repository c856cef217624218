// How soon the page is usable: visits a running `vouch serve` with an empty cache, several times, and prints when its key
// figures stood there and when every chart was drawn.
//   node bench/page.mjs http://127.0.0.1:8080 demo
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../web/package.json', import.meta.url))('playwright-core');

const [url = 'http://127.0.0.1:8080', tenant = 'demo', rounds = '15'] = process.argv.slice(2);
const args = process.getuid() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
const seen = { 'key figures': [], 'every chart': [] };
for (let round = 0; round < Number(rounds); ++round) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  // By the clock of the page, from the moment that the visit began: opening a window is not ours.
  await page.addInitScript(() => {
    const has = (selector) => document.querySelector(selector) !== null;
    window.seen = {};
    new MutationObserver(() => {
      if (has('.tile-value')) window.seen['key figures'] ??= performance.now();
      if (has('svg.recharts-surface') && !has('.mantine-Skeleton-root')) window.seen['every chart'] ??= performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${url}/?tenant=${tenant}`);
  await page.waitForFunction(() => window.seen['every chart']);
  for (const [what, when] of Object.entries(await page.evaluate(() => window.seen))) seen[what].push(when);
  await context.close();
}
await browser.close();
for (const [what, times] of Object.entries(seen)) {
  times.sort((one, other) => one - other);
  const median = times[Math.floor(times.length / 2)];
  console.log(`${what}: best ${times[0].toFixed(0)} ms, median ${median.toFixed(0)} ms, of ${times.length} visits`);
}
console.log(`load average ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]}`);
