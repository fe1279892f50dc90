/**
 * Turns the research files into the project's catalogue, one JSON file per item, then generates what the planner loads.
 * Run: npx tsx tools/catalogue/convert.ts [--from <folder>]. Without the research files it says so and only generates.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { diurnalItems, slaClassItems, techniqueItems, traceItems, workflowItems } from './convert-demand.ts';
import { acceleratorItems, memoryTierItems, networkItems, systemItems } from './convert-hardware.ts';
import { modelItems } from './convert-models.ts';
import { aliasItems, apiPriceItems, costItems, powerItems } from './convert-money.ts';
import { regionItems } from './convert-regions.ts';
import { generate } from './generate.ts';
import { catalogueFolder, isMain, prettyText, projectRoot, writeFolder } from './item-files.ts';
import type { JsonObject } from './item-files.ts';
import { objectAt, readUpstream, textAt } from './upstream.ts';

/** Folder of the catalogue -> its items, by id. */
export function convertAll(folder: string): ReadonlyMap<string, ReadonlyMap<string, JsonObject>> {
  const read = (name: string): JsonObject => readUpstream(folder, name);
  const costs = read('costs');
  const workloads = read('workloads');
  return new Map([
    ['accelerators', acceleratorItems(read('accelerators'))],
    ['systems', systemItems(read('systems'), costs, read('memory_tiers'))],
    ['memory-tiers', memoryTierItems(read('memory_tiers'))],
    ['networks', networkItems(read('networks'))],
    ['models', modelItems(read('models'))],
    ['regions', regionItems(read('regions'))],
    ['workflows', workflowItems(workloads)],
    ['diurnal-shapes', diurnalItems(workloads)],
    ['traces', traceItems(workloads)],
    ['sla-classes', slaClassItems(read('sla_classes'))],
    ['techniques', techniqueItems(read('techniques'))],
    ['power', powerItems(read('power'))],
    ['costs', costItems(costs)],
    ['api-prices', apiPriceItems(read('api_prices'))],
    ['aliases', aliasItems(read('aliases'))],
  ]);
}

/** Source keys of the hardware files with what they stand for, and the version of the catalogue. */
export function sourcesOf(folder: string): JsonObject {
  const files = ['accelerators', 'systems', 'memory_tiers', 'networks'].map((name) => readUpstream(folder, name));
  const merged: Record<string, JsonObject> = {};
  for (const file of files) Object.assign(merged, objectAt(file, 'sources'));
  return {
    version: textAt(files[0] ?? {}, 'compiled'),
    sources: Object.fromEntries(Object.entries(merged).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

async function main(): Promise<void> {
  const flag = process.argv.indexOf('--from');
  const folder = resolve(projectRoot, flag < 0 ? '../shared/catalogue' : (process.argv[flag + 1] ?? ''));
  if (!existsSync(join(folder, 'accelerators.json'))) {
    console.log(`No research files at ${folder}: the item files stay as they are.`);
    await generate();
    return;
  }
  let count = 0;
  for (const [name, items] of convertAll(folder)) {
    await writeFolder(name, items);
    count += items.size;
  }
  const sources = await prettyText(JSON.stringify(sourcesOf(folder), null, 2), 'json');
  writeFileSync(join(catalogueFolder, 'sources.json'), sources);
  console.log(`${count} items written.`);
  await generate();
}

if (isMain(import.meta.url)) await main();
