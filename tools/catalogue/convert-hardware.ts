/**
 * Accelerators, systems, memory tiers and networks: every fact becomes a figure with an explicit unit.
 * Purchase and rental prices of a system are joined in from the cost file, whose capex is the financial input.
 */
import { topologyClass } from './fabric-topology.ts';
import { acceleratorFields, memoryTierFields, networkFields, systemFields } from './hardware-fields.ts';
import type { FieldTable } from './hardware-fields.ts';
import type { JsonObject } from './item-files.ts';
import { coresFigure } from './host-cores.ts';
import { flashStoreFigures, pooledMemoryItems } from './store-systems.ts';
import { figureOfFact, figureOfSpread, isFact, isSpread, listAt, numberAt, objectAt, textAt } from './upstream.ts';

type Items = Map<string, JsonObject>;

export function acceleratorItems(file: JsonObject): Items {
  return itemsOf(listAt(file, 'accelerators'), acceleratorFields, ['vendor', 'kind', 'status'], (record, figures) => {
    const id = textAt(record, 'id');
    const { value, note } = topologyClass(
      id,
      factText(record['scale_up_fabric']),
      factText(record['scale_up_topology']),
    );
    figures['scaleUpClass'] = {
      value,
      unit: 'text',
      source: 'our classification of the published fabric and topology texts',
      confidence: 'estimate',
      note,
    };
    Object.assign(figures, hourFigures(record['tco_usd_per_h']));
    return {};
  });
}

/** One upstream fact holds three rates; each becomes a figure of its own. */
function hourFigures(fact: JsonObject[string]): Record<string, JsonObject> {
  if (!isFact(fact) || typeof fact.value !== 'object' || fact.value === null) return {};
  const rates = fact.value as JsonObject;
  const figure = (key: string): JsonObject => figureOfFact({ ...fact, value: numberAt(rates, key) }, 'USD/h');
  return {
    ownerHourHyperscaler: figure('own_hyperscaler'),
    ownerHourNeocloud: figure('own_neocloud'),
    rentalHourThreeYears: figure('rent_3yr'),
  };
}

export function systemItems(file: JsonObject, costs: JsonObject, tiers: JsonObject): Items {
  const costsBySystem = objectAt(costs, 'systems');
  const hourReference = objectAt(costs, 'gpu_hour_reference');
  const published = itemsOf(
    listAt(file, 'systems'),
    systemFields,
    ['vendor', 'kind', 'status', ['accelerator_id', 'acceleratorId']],
    (record, figures) => {
      const cost = objectAt(costsBySystem, textAt(record, 'costs_id'));
      if (isSpread(cost['capex_usd'])) figures['capex'] = figureOfSpread(cost['capex_usd'], 'USD');
      const rental = rentalFigure(record, cost, hourReference);
      if (rental !== null) figures['rentalPerAcceleratorHour'] = rental;
      const cores = coresFigure(record['host_cpus']);
      if (cores !== null) figures['cpuCores'] = cores;
      if (record['kind'] === 'storage') Object.assign(figures, flashStoreFigures(listAt(tiers, 'tiers')));
      const notes = [record['notes'], cost['note']].filter((note) => typeof note === 'string');
      return {
        costsId: textAt(record, 'costs_id'),
        acceleratorsCosted: numberAt(cost, 'accelerators'),
        cloudOnly: cost['cloud_only'] === true,
        ...(notes.length === 0 ? {} : { notes: notes.join(' ') }),
      };
    },
  );
  return new Map([...published, ...pooledMemoryItems(listAt(tiers, 'tiers'))]);
}

export const memoryTierItems = (file: JsonObject): Items =>
  itemsOf(listAt(file, 'tiers'), memoryTierFields, ['status', ['dynamo_style_level', 'level']], () => ({}));

export const networkItems = (file: JsonObject): Items =>
  itemsOf(listAt(file, 'networks'), networkFields, ['kind', 'status'], () => ({}));

type Plain = string | readonly [from: string, to: string];

function itemsOf(
  records: readonly JsonObject[],
  fields: FieldTable,
  plain: readonly Plain[],
  extend: (record: JsonObject, figures: Record<string, JsonObject>) => JsonObject,
): Items {
  const items: Items = new Map();
  for (const record of records) {
    const figures: Record<string, JsonObject> = {};
    const gaps: string[] = [];
    for (const [from, [to, unit]] of Object.entries(fields)) {
      const fact = record[from];
      if (isFact(fact)) figures[to] = figureOfFact(fact, unit);
      else gaps.push(to);
    }
    const extra = extend(record, figures);
    const named = plain.map((key) => (typeof key === 'string' ? [key, record[key]] : [key[1], record[key[0]]]));
    items.set(textAt(record, 'id'), {
      id: textAt(record, 'id'),
      name: textAt(record, 'name'),
      ...(Object.fromEntries(named) as JsonObject),
      ...(typeof record['notes'] === 'string' ? { notes: record['notes'] } : {}),
      ...extra,
      figures,
      gaps,
    });
  }
  return items;
}

/** Rental of one accelerator: the cost file's own band, else the three-year reference rate, else the system's rate shared out. */
function rentalFigure(record: JsonObject, cost: JsonObject, hourReference: JsonObject): JsonObject | null {
  const own = cost['rental_usd_per_accelerator_h'];
  if (isSpread(own)) return figureOfSpread(own, 'USD/h');
  const whole = record['rental_usd_per_h'];
  const count = numberAt(cost, 'accelerators');
  const market = isFact(whole) && count > 0 ? shareOfRental(whole.value, count) : null;
  const accelerator = record['accelerator_id'];
  if (typeof accelerator === 'string' && accelerator in hourReference) {
    const reference = objectAt(hourReference, accelerator);
    const rate = numberAt(reference, 'rental_3yr_usd_per_gpu_h');
    return {
      value: rate,
      unit: 'USD/h',
      source: textAt(reference, 'source'),
      confidence: textAt(reference, 'confidence'),
      note: `three-year contract, 25 % upfront${reference['confidence'] === 'estimate' ? '; placeholder = 1.2 x the previous generation' : ''}`,
      ...(market === null || !isFact(whole)
        ? {}
        : {
            alternatives: [
              {
                value: market,
                source: whole.source,
                confidence: whole.confidence,
                note: 'on-demand rates, per accelerator',
              },
            ],
          }),
    };
  }
  if (market === null || !isFact(whole)) return null;
  return { ...figureOfFact({ ...whole, value: market }, 'USD/h'), note: `system rental / ${count} accelerators` };
}

function shareOfRental(value: unknown, count: number): JsonObject | number {
  const share = (amount: number): number => Number((amount / count).toPrecision(6));
  if (typeof value === 'number') return share(value);
  const range = value as { low: number; high: number; typical?: number };
  const base = range.typical ?? (range.low + range.high) / 2;
  return { low: share(range.low), base: share(base), high: share(range.high) };
}

const factText = (fact: JsonObject[string]): string =>
  isFact(fact) && typeof fact.value === 'string' ? fact.value : '';
