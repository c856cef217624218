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
  const begin = performance.now();
  await page.goto(`${url}/?tenant=${tenant}`, { waitUntil: 'commit' });
  await page.waitForSelector('.tile-value');
  seen['key figures'].push(performance.now() - begin);
  await page.waitForFunction(
    () =>
      document.querySelectorAll('svg.recharts-surface').length > 0 &&
      document.querySelectorAll('.mantine-Skeleton-root').length === 0,
  );
  seen['every chart'].push(performance.now() - begin);
  await context.close();
}
await browser.close();
for (const [what, times] of Object.entries(seen)) {
  times.sort((one, other) => one - other);
  const median = times[Math.floor(times.length / 2)];
  console.log(`${what}: best ${times[0].toFixed(0)} ms, median ${median.toFixed(0)} ms, of ${times.length} visits`);
}
console.log(`load average ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]}`);
