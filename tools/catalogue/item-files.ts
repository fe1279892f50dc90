/**
 * Reading and writing of catalogue item files: one pretty-printed JSON file per item, stable under prettier.
 * Writing a folder replaces it, so an item dropped upstream does not linger.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/** Root of the project, from the place of this file. */
export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const catalogueFolder = join(projectRoot, 'src', 'catalogue');

/** Whether the module was started from the command line. */
export const isMain = (moduleUrl: string): boolean =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl);

const style = { printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;

/** Formats text the way the project's prettier would. */
export const prettyText = (text: string, parser: 'json' | 'markdown'): Promise<string> =>
  format(text, { ...style, parser });

/** Writes every item of one folder of the catalogue and removes files of items that are gone. */
export async function writeFolder(folder: string, items: ReadonlyMap<string, JsonObject>): Promise<void> {
  const path = join(catalogueFolder, folder);
  mkdirSync(path, { recursive: true });
  for (const name of readdirSync(path)) {
    if (name.endsWith('.json') && !items.has(name.slice(0, -5))) rmSync(join(path, name));
  }
  for (const [id, item] of items) {
    if (!/^[a-z0-9][a-z0-9.-]*$/.test(id)) throw new Error(`${folder}: ${id} is not a file name`);
    writeFileSync(join(path, `${id}.json`), await prettyText(JSON.stringify(item, null, 2), 'json'));
  }
}

/** Every item of one folder, sorted by id; the second element is the file named in error messages. */
export function readFolder(folder: string): { id: string; file: string; json: unknown }[] {
  const path = join(catalogueFolder, folder);
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm run catalogue`);
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => ({
      id: name.slice(0, -5),
      file: `${folder}/${name}`,
      json: JSON.parse(readFileSync(join(path, name), 'utf8')) as unknown,
    }));
}
