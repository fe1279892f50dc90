/** Builds dist/ when it is not the build of the present sources: a hash of every source file is kept inside dist/. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, commandOf, inRoot } from './paths.mjs';
import { capture, say } from './run.mjs';

const SOURCES = ['app', 'src', 'workers', 'public', 'vite.config.ts', 'tsconfig.base.json', 'package-lock.json'];
const STAMP = inRoot('dist', '.built-from');

const filesUnder = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .toSorted()
        .flatMap((name) => filesUnder(join(path, name)))
    : [path];

const hashOfSources = () => {
  const hash = createHash('sha256');
  for (const file of SOURCES.map((name) => inRoot(name))
    .filter(existsSync)
    .flatMap(filesUnder)) {
    if (/\.(test|bench)\.tsx?$/.test(file)) continue;
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex');
};

/** Runs vite build and marks dist/ with the sources it came from. */
export const build = async () => {
  const from = hashOfSources();
  const result = await capture(process.execPath, [commandOf('vite'), 'build'], { env: { NODE_ENV: 'production' } });
  if (result.code === 0) writeFileSync(STAMP, from);
  return result;
};

/** Builds if dist/ is missing or older than the sources. Throws with the compiler's words. */
export const ensureBuilt = async () => {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashOfSources()) return;
  say('Building the planner (vite build), a few seconds ...');
  const { code, output } = await build();
  if (code !== 0) throw new Error(`${output}\nThe build failed (exit ${code}).`);
};
