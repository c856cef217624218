// What a first visit may cost, gzipped: the scripts that index.html names, and those that the dashboard adds.
import { readFileSync, statSync } from 'node:fs';

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist)));
const size = (file) => statSync(new URL(`${file}.gz`, dist)).size;

/** Every script and style that a module needs before it runs, without what it loads later. */
function needs(name, found = new Set()) {
  const chunk = manifest[name];
  found.add(chunk.file);
  for (const style of chunk.css ?? []) found.add(style);
  for (const other of chunk.imports ?? []) needs(other, found);
  return found;
}
const sum = (files) => [...files].reduce((bytes, file) => bytes + size(file), 0);
const only = (files, ending) => [...files].filter((file) => file.endsWith(ending));

const initial = needs('index.html');
const dashboard = new Set();
for (const [name, chunk] of Object.entries(manifest)) {
  if (chunk.isDynamicEntry && name.startsWith('src/dashboard/')) needs(name, dashboard);
}
const added = [...dashboard].filter((file) => !initial.has(file));

const budgets = [
  ['scripts of the first load', only(initial, '.js'), 120],
  ['scripts that the dashboard and its charts add', only(added, '.js'), 180],
  ['scripts of both', only(new Set([...initial, ...dashboard]), '.js'), 230],
  ['styles', only(new Set([...initial, ...dashboard]), '.css'), 30],
];
let over = false;
for (const [what, files, kilobytes] of budgets) {
  const bytes = sum(files);
  if (bytes > kilobytes * 1024) over = true;
  console.log(`${bytes > kilobytes * 1024 ? 'OVER' : 'ok'}  ${what}: ${(bytes / 1024).toFixed(1)} of ${kilobytes} KB`);
}
process.exitCode = over ? 1 : 0;
