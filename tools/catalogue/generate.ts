/**
 * Reads the item files, validates them and writes what the planner loads: front (the first page), figures (lean, the workspace),
 * provenance (prose, on demand), aliases and API prices (on demand) and docs/sources.md. Run alone: npx tsx tools/catalogue/generate.ts.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Aliases } from '../../src/catalogue/aliases.ts';
import type { ApiPrices } from '../../src/catalogue/api-prices.ts';
import type { Catalogue } from '../../src/catalogue/figures.ts';
import type { FrontCatalogue } from '../../src/catalogue/front-catalogue.ts';
import type { ProvenanceTable } from '../../src/catalogue/provenance.ts';
import * as schema from '../../src/catalogue/schema.ts';
import * as modelSchema from '../../src/catalogue/schema-models.ts';
import { collectAliases } from './collect-aliases.ts';
import { acceleratorFigures, memoryTierFigures, networkFigures, systemFigures } from './figures-hardware.ts';
import { diurnalFigures, modelFigures, slaClassFigures, workflowFigures } from './figures-models.ts';
import { apiPrices } from './api-prices.ts';
import { costFigures, forecastFigures } from './figures-costs.ts';
import { powerFigures, regionFigures } from './figures-places.ts';
import type { AcceleratorPower, Topics } from './figures-places.ts';
import { vectorSearchFigures, wideAreaFigures } from './figures-reach.ts';
import { catalogueFolder, isMain, prettyText, projectRoot, readFolder } from './item-files.ts';
import type { Ledger } from './ledger.ts';
import type { Plain } from './plain.ts';
import { readFile } from './read-valid.ts';
import { sourcesDocument } from './sources-document.ts';

export interface Generated {
  readonly figures: Plain<Catalogue>;
  readonly front: FrontCatalogue;
  readonly provenance: ProvenanceTable;
  readonly sources: string;
  readonly aliases: Aliases;
  readonly apiPrices: ApiPrices;
}

const sourceFile = z.object({
  version: z.string(),
  sources: z.record(
    z.string(),
    z.object({
      title: z.string(),
      where: z.string(),
      date: z.optional(z.string()),
      kind: z.optional(z.string()),
    }),
  ),
});
export type SourceFile = z.infer<typeof sourceFile>;

/** Everything the item files give, in memory. Throws on the first invalid item with its file and field. */
export function collect(): Generated {
  const sources = readFile(
    sourceFile,
    'sources.json',
    JSON.parse(readFileSync(join(catalogueFolder, 'sources.json'), 'utf8')),
  );
  const titles = Object.fromEntries(Object.entries(sources.sources).map(([key, one]) => [key, one.title]));
  const ledger: Ledger = { entries: {}, titles, uses: new Map() };
  const power = powerItems();
  const idle = new Map(power.accelerators.map((item) => [item.id, item.idle_w]));
  const acceleratorItems = items('accelerators', schema.acceleratorItem);
  const figures: Plain<Catalogue> = {
    version: sources.version,
    accelerators: byId(acceleratorItems.map((item) => acceleratorFigures(ledger, item, idle.get(item.id)))),
    systems: byId(items('systems', schema.systemItem).map((item) => systemFigures(ledger, item))),
    models: byId(items('models', modelSchema.modelItem).map((item) => modelFigures(ledger, item))),
    regions: byId(items('regions', schema.regionItem).map((item) => regionFigures(ledger, item))),
    workflows: byId(items('workflows', modelSchema.workflowItem).map((item) => workflowFigures(ledger, item))),
    slaClasses: byId(items('sla-classes', modelSchema.slaClassItem).flatMap((item) => slaClassFigures(ledger, item))),
    diurnalShapes: Object.fromEntries(
      items('diurnal-shapes', modelSchema.diurnalItem).map((item) => [item.id, diurnalFigures(ledger, item)]),
    ),
    memoryTiers: byId(items('memory-tiers', schema.memoryTierItem).map((item) => memoryTierFigures(ledger, item))),
    networks: byId(items('networks', schema.networkItem).map((item) => networkFigures(ledger, item))),
    power: powerFigures(ledger, { ...power.topics, ...topics('costs') }, power.accelerators),
    costs: costFigures(ledger, topics('costs'), acceleratorItems),
    forecast: forecastFigures(ledger, topics('costs')),
    wideArea: wideAreaFigures(ledger, topics('costs')),
    vectorSearch: vectorSearchFigures(ledger, topics('retrieval')),
  };
  return {
    figures,
    front: frontOf(figures),
    provenance: ledger.entries,
    sources: sourcesDocument(ledger, sources),
    aliases: collectAliases(figures),
    apiPrices: apiPrices(figures.models),
  };
}

/** What the first page draws and names. */
const frontOf = ({ version, systems, models }: Plain<Catalogue>): FrontCatalogue => ({
  version,
  systems: byId(
    Object.values(systems).map((system) => ({
      id: system.id,
      vendor: system.vendor,
      kind: system.kind,
      accelerators: system.accelerators,
      scaleUpDomain: system.scaleUpDomain,
      computeTrays: system.computeTrays,
      switchTrays: system.switchTrays,
      cooling: system.cooling,
      heightU: system.heightU,
      unitsPer40kwRack: system.unitsPer40kwRack,
    })),
  ),
  modelNames: Object.fromEntries(Object.values(models).map(({ id, name }) => [id, name])),
});

/** Writes the committed artefacts. */
export async function generate(): Promise<void> {
  const { figures, front, provenance, sources, aliases, apiPrices: prices } = collect();
  const folder = join(catalogueFolder, 'generated');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'figures.json'), compact(figures));
  writeFileSync(join(folder, 'front.json'), compact(front));
  writeFileSync(join(folder, 'provenance.json'), compact(provenance));
  writeFileSync(join(folder, 'aliases.json'), compact(aliases));
  writeFileSync(join(folder, 'api-prices.json'), compact(prices));
  writeFileSync(join(projectRoot, 'docs', 'sources.md'), await prettyText(sources, 'markdown'));
  console.log(`Generated ${Object.keys(provenance).length} figures with provenance.`);
}

/** No spaces, but one line per item, so that a change shows as a line. */
export function compact(value: object): string {
  const lines = Object.entries(value).map(([key, part]: [string, unknown]) => {
    const nested = typeof part === 'object' && part !== null && Object.values(part).every((v) => typeof v === 'object');
    if (!nested) return `${JSON.stringify(key)}:${JSON.stringify(part)}`;
    if (Array.isArray(part)) {
      return `${JSON.stringify(key)}:[\n${part.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
    }
    const rows = Object.entries(part).map(([id, item]) => `${JSON.stringify(id)}:${JSON.stringify(item)}`);
    return `${JSON.stringify(key)}:{\n${rows.join(',\n')}\n}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Every item of a folder, validated; its id must be its file name. */
export function items<T extends z.ZodMiniType>(folder: string, itemSchema: T): z.infer<T>[] {
  return readFolder(folder).map(({ id, file, json }) => {
    const item = readFile(itemSchema, file, json);
    const own = (item as { readonly id?: unknown }).id;
    if (own !== id) throw new Error(`${file}: id is ${String(own)}`);
    return item;
  });
}

function topics(folder: string): Topics {
  return Object.fromEntries(items(folder, schema.topicItem).map((item) => [item.id, item.figures]));
}

function powerItems(): { topics: Topics; accelerators: AcceleratorPower[] } {
  const accelerators: AcceleratorPower[] = [];
  const rest: Record<string, Topics[string]> = {};
  for (const { id, file, json } of readFolder('power')) {
    if (id.startsWith('accelerator-')) accelerators.push(readFile(schema.acceleratorPowerItem, file, json));
    else rest[id] = readFile(schema.topicItem, file, json).figures;
  }
  return { topics: rest, accelerators };
}

const byId = <T extends { readonly id: string }>(list: readonly T[]): Record<string, T> =>
  Object.fromEntries(list.map((item) => [item.id, item]));

if (isMain(import.meta.url)) await generate();
