/** Where things are. Every path the scripts use starts from the folder of the checkout, whatever the current directory is. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Absolute path of a file of the checkout. */
export const inRoot = (...parts) => join(ROOT, ...parts);

/** The script an installed package runs as its command, so that no shell and no `.cmd` wrapper is needed. */
export const commandOf = (packageName, command = packageName) => {
  const manifest = inRoot('node_modules', packageName, 'package.json');
  if (!existsSync(manifest)) throw new Error(`${packageName} is not installed. Run: npm ci`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return inRoot('node_modules', packageName, typeof bin === 'string' ? bin : bin[command]);
};
