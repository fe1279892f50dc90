/**
 * Adds up what the browser loads gzipped, and fails above the budgets: the first page with the worker that evaluates, the same with the
 * workspace that follows when the page is idle or a plan opens, and each worker. Charts and panels come when they are asked for.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './architecture/tree.ts';

const DIST = join(ROOT, 'dist');
const ASSETS = join(DIST, 'assets');
/** In kB of 1000 bytes. */
const FIRST_LOAD_BUDGET = 250;
/** First load, workspace and the figures of the catalogue: an open plan, before its first chart. */
const WORKSPACE_BUDGET = 350;
const WORKER_BUDGET = 150;
/** Started as soon as the page is idle, so part of the first load. */
const WORKER_AT_START = /^evaluate[.-]/;
/** The chunk of `app/shell/planning.tsx`. */
const WORKSPACE = /^planning-.*\.js$/;

interface Part {
  readonly name: string;
  readonly kilobytes: number;
}

const gzipped = (path: string): Part => ({
  name: basename(path),
  kilobytes: gzipSync(readFileSync(path), { level: 6 }).length / 1000,
});

/** The file and what it imports statically; `import()` is what loads later. */
const withImports = (path: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const match of readFileSync(path, 'utf8').matchAll(/\b(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
    withImports(join(ASSETS, match[1] ?? ''), seen);
  }
  return seen;
};

/** The face an English page is set in. A browser fetches others (Latin Extended, monospace) when their first sign is drawn. */
const latinFonts = (stylesheet: string): string[] =>
  [...readFileSync(stylesheet, 'utf8').matchAll(/url\(["']?(?:\.\/)?([^"')]+-sans-latin-(?!ext)[^"')]*\.woff2)/g)].map(
    (match) => join(ASSETS, basename(match[1] ?? '')),
  );

const namedIn = (html: string, extension: string): string[] =>
  [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => name.endsWith(extension))
    .map((name) => join(DIST, name));

const total = (parts: readonly Part[]): number => parts.reduce((sum, { kilobytes }) => sum + kilobytes, 0);

const print = (title: string, kilobytes: number, budget: number): boolean => {
  const over = kilobytes > budget;
  console.log(`${title.padEnd(44)} ${kilobytes.toFixed(1).padStart(7)} kB of ${budget}${over ? '  OVER BUDGET' : ''}`);
  return over;
};

const main = (): number => {
  const page = join(DIST, 'index.html');
  if (!existsSync(page)) throw new Error('dist/index.html is missing. Run: npx vite build');
  const html = readFileSync(page, 'utf8');
  const scripts = namedIn(html, '.js');
  if (scripts.length === 0) throw new Error('dist/index.html names no script: nothing would be measured.');
  const styles = namedIn(html, '.css');
  const workers = readdirSync(ASSETS).filter((name) => /\bworker\b.*\.js$/.test(name));
  if (!workers.some((name) => WORKER_AT_START.test(name))) throw new Error('dist/assets holds no evaluate worker.');

  const paths = new Set([page, ...styles, ...styles.flatMap(latinFonts), ...namedIn(html, '.woff2')]);
  for (const script of [
    ...scripts,
    ...workers.filter((name) => WORKER_AT_START.test(name)).map((name) => join(ASSETS, name)),
  ]) {
    for (const path of withImports(script)) paths.add(path);
  }
  const parts = [...paths].map(gzipped).toSorted((a, b) => b.kilobytes - a.kilobytes);
  for (const { name, kilobytes } of parts) console.log(`  ${name.padEnd(42)} ${kilobytes.toFixed(1).padStart(7)} kB`);
  const over = [print('first load, gzipped', total(parts), FIRST_LOAD_BUDGET)];
  const workspace = readdirSync(ASSETS).find((name) => WORKSPACE.test(name));
  if (workspace === undefined) throw new Error('dist/assets holds no workspace.');
  const opened = withImports(join(ASSETS, workspace), new Set(paths));
  over.push(print('with the workspace', total([...opened].map(gzipped)), WORKSPACE_BUDGET));
  for (const worker of workers) {
    over.push(print(`worker ${worker}`, total([...withImports(join(ASSETS, worker))].map(gzipped)), WORKER_BUDGET));
  }
  console.log(`first_load_gz_kb ${total(parts).toFixed(1)}`);
  return over.includes(true) ? 1 : 0;
};

process.exitCode = main();
