/**
 * Power, cost, alias and API price topics. Every low-base-high figure found in them gets an explicit unit from its key.
 */
import { acquisitionItem } from './acquisition-terms.ts';
import { forecastItem } from './forecast-terms.ts';
import type { Json, JsonObject } from './item-files.ts';
import { powerTermsItem } from './power-terms.ts';
import { figureOfSpread, isSpread, listAt, objectAt, textAt } from './upstream.ts';

type Items = Map<string, JsonObject>;

/** Unit of a figure by the key it stands under or, where that says nothing, by a key above it. First match wins. */
const unitOfKey: readonly (readonly [RegExp, string])[] = [
  [/usd_per_kw_it_year/, 'USD/kW/year'],
  [/usd_per_gpu_year/, 'USD/accelerator/year'],
  [/usd_per_kw_month/, 'USD/kW/month'],
  [/usd_per_kwh/, 'USD/kWh'],
  [/usd_per_(gpu|chip|accelerator)_h|gpu_rental|per_gpu_h/, 'USD/accelerator/h'],
  [/usd_per_gb/, 'USD/GB'],
  [/usd_per_tb/, 'USD/TB'],
  [/usd_per_w/, 'USD/W'],
  [/capex_usd/, 'USD'],
  [/frac_per_year|frac_of_capex_per_year/, 'share/year'],
  [/life_years/, 'years'],
  [/lead_time_months/, 'months'],
  [/kw_per_rack|power_kw/, 'kW'],
  [/mass_kg/, 'kg'],
  [/w_per_gpu|_w$|power_w/, 'W'],
  [/kgco2e/, 'kgCO2e'],
  [/bytes_per_streamed_token/, 'B'],
  [/rtt_ms/, 'ms'],
  [/multiplier|route_factor|pue/, 'ratio'],
  [/idle_loaded|decode|prefill/, 'share'],
  [/frac|share|fraction|efficiency/, 'share'],
];

export function costItems(file: JsonObject): Items {
  const items = topics(file, ['schema_version', 'generated', 'currency', 'systems', 'id_note'], 'costs');
  const systems = Object.entries(objectAt(file, 'systems'));
  const chips = systems.filter(([, cost]) => (cost as JsonObject)['capex_usd'] === null);
  items.set('acquisition', acquisitionItem());
  items.set('forecast', forecastItem());
  items.set('chip-rental', { id: 'chip-rental', figures: withUnits(Object.fromEntries(chips), ['costs']) });
  return items;
}

export function powerItems(file: JsonObject): Items {
  const items = topics(file, ['schema_version', 'generated', 'units', 'accelerators'], 'power');
  for (const [id, record] of Object.entries(objectAt(file, 'accelerators'))) {
    items.set(`accelerator-${id}`, { id, ...(withUnits(record, ['power']) as JsonObject) });
  }
  items.set('power-terms', powerTermsItem());
  return items;
}

/** One item per provider; the quoted and historic prices in one of their own. */
export function apiPriceItems(file: JsonObject): Items {
  const items: Items = new Map();
  const header = { unit: textAt(file, 'unit'), note: textAt(file, 'note') };
  for (const price of listAt(file, 'prices')) {
    const provider = textAt(price, 'provider');
    const rows = (items.get(provider)?.['prices'] ?? []) as JsonObject[];
    items.set(provider, { id: provider, ...header, prices: [...rows, price] });
  }
  items.set('historic-or-quoted', {
    id: 'historic-or-quoted',
    ...header,
    conflicts: file['conflicts'] ?? [],
    prices: listAt(file, 'historic_or_quoted'),
  });
  return items;
}

export const aliasItems = (file: JsonObject): Items => {
  const items: Items = new Map();
  for (const [key, names] of Object.entries(file)) {
    if (typeof names !== 'object' || names === null) continue;
    const id = key.replaceAll('_', '-');
    items.set(id, { id, rule: file['rule'] ?? null, names });
  }
  return items;
};

function topics(file: JsonObject, skip: readonly string[], root: string): Items {
  const items: Items = new Map();
  for (const [key, topic] of Object.entries(file)) {
    if (skip.includes(key)) continue;
    const id = key.replaceAll('_', '-');
    items.set(id, { id, figures: withUnits(topic, [root, key]) });
  }
  return items;
}

/** Copies a tree and turns each low-base-high object into a figure; `path` holds the keys above. */
function withUnits(json: Json | undefined, path: readonly string[]): Json {
  if (json === undefined || json === null || typeof json !== 'object') return json ?? null;
  if (Array.isArray(json)) return json.map((entry: Json) => withUnits(entry, path));
  if (isSpread(json)) return figureOfSpread(json, unitFor(path));
  const record = json as JsonObject;
  return Object.fromEntries(Object.entries(record).map(([key, child]) => [key, withUnits(child, [...path, key])]));
}

function unitFor(path: readonly string[]): string {
  for (const key of path.toReversed()) {
    const found = unitOfKey.find(([pattern]) => pattern.test(key));
    if (found !== undefined) return found[1];
  }
  throw new Error(`no unit known for ${path.join('.')}`);
}
