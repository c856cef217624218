// Records anew, from a `vouch serve` of the demo, every answer that fixtures/demo.json holds:
//   node mock/record.mjs http://127.0.0.1:8080
import { readFileSync, writeFileSync } from 'node:fs';

const server = (process.argv[2] ?? 'http://127.0.0.1:8080').replace(/\/$/, '');
const file = new URL('./fixtures/demo.json', import.meta.url);
const lines = [];
for (const question of Object.keys(JSON.parse(readFileSync(file, 'utf8')))) {
  const answer = await fetch(server + question);
  if (!answer.ok) throw new Error(`${question}: ${answer.status} ${await answer.text()}`);
  const body = await answer.json();
  // The mock has an institution without a snapshot besides.
  if (question === '/api/v1/tenants') {
    body.tenants.push({ slug: 'new', name: 'A bank without a snapshot', simulated: true, onboarded: true });
  }
  lines.push(`${JSON.stringify(question)}: ${JSON.stringify(body)}`);
}
writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
console.log(`${lines.length} answers recorded from ${server}`);
