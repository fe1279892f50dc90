/** Reads the text files of the checkout for the tests about the tree itself. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.cache', 'coverage', 'test-results', 'playwright-report']);

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return entry.isFile() ? [relative(ROOT, path).split(sep).join('/')] : [];
  });

/** Paths from the root of the checkout, sorted, of the files whose path matches. */
export const filesMatching = (pattern: RegExp): string[] =>
  walk(ROOT)
    .filter((path) => pattern.test(path))
    .toSorted();

/** Text of one of them. */
export const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const isTest = (path: string): boolean => /\.(?:test|spec|bench)\.tsx?$/.test(path);
