/** Joins the item files of names into the one file the planner loads, and checks that every id is one of the catalogue. */
import * as z from 'zod/mini';
import type { Aliases } from '../../src/catalogue/aliases.ts';
import { readFolder } from './item-files.ts';
import { readFile } from './read-valid.ts';

const nameTable = z.object({ names: z.record(z.string(), z.array(z.string().check(z.minLength(1)))) });
const parts = z.array(z.object({ id: z.string(), count: z.number().check(z.positive()) }));
const compositeTable = z.object({ names: z.record(z.string(), z.object({ parts })) });
const countTable = z.object({ names: z.record(z.string(), z.number().check(z.nonnegative())) });

/** What an id must be one of. */
export interface CatalogueIds {
  readonly models: object;
  readonly accelerators: object;
  readonly systems: object;
}

/** Every name of the folder `aliases`. Throws with the file when one is malformed, names a stranger or is given twice. */
export function collectAliases(catalogue: CatalogueIds): Aliases {
  const files = new Map(readFolder('aliases').map(({ id, json }) => [id, json]));
  const read = <T extends z.ZodMiniType>(id: string, schema: T): z.infer<T> =>
    readFile(schema, `aliases/${id}.json`, files.get(id));
  const known = (id: keyof CatalogueIds): Readonly<Record<string, readonly string[]>> => {
    const table = read(id, nameTable).names;
    const seen = new Map<string, string>();
    for (const [own, others] of Object.entries(table)) {
      if (!Object.hasOwn(catalogue[id], own)) throw new Error(`aliases/${id}.json: ${own} is not in the catalogue`);
      for (const name of others) {
        const other = seen.get(name.toLowerCase());
        if (other !== undefined && other !== own) throw new Error(`aliases/${id}.json: ${name} is ${other} and ${own}`);
        seen.set(name.toLowerCase(), own);
      }
    }
    return table;
  };
  return {
    models: known('models'),
    accelerators: known('accelerators'),
    systems: known('systems'),
    composites: Object.fromEntries(
      Object.entries(read('composite-accelerators', compositeTable).names).map(([name, item]) => [name, item.parts]),
    ),
    systemAccelerators: read('system-accelerators', countTable).names,
  };
}
