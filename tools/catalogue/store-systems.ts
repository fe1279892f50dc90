/**
 * Racks that keep KV for others. Storage racks take the latency of their class of tier; pooled memory, which is listed
 * as a tier alone, becomes a system that can be placed. What no source gives stays a gap.
 */
import { systemFields } from './hardware-fields.ts';
import type { JsonObject } from './item-files.ts';
import { figureOfFact, isFact, textAt } from './upstream.ts';

const FLASH_TIER = 'cmx-nvme';
/** Tiers that are a box of their own, with the maker behind their figures. */
const POOLED: readonly (readonly [tier: string, vendor: string])[] = [
  ['cxl-pool', 'generic'],
  ['photonic-pool', 'Celestial AI'],
];

const tierOf = (tiers: readonly JsonObject[], id: string): JsonObject => {
  const tier = tiers.find((one) => one['id'] === id);
  if (tier === undefined) throw new Error(`memory tiers: no ${id}`);
  return tier;
};

const figure = (tier: JsonObject, key: string, unit: string): JsonObject | null => {
  const fact = tier[key];
  return isFact(fact) ? figureOfFact(fact, unit) : null;
};

const present = (figures: Readonly<Record<string, JsonObject | null>>): Record<string, JsonObject> =>
  Object.fromEntries(Object.entries(figures).flatMap(([key, one]) => (one === null ? [] : [[key, one]])));

/** A read through the network of flash behind data processing units; what the drives deliver together is not published. */
export const flashStoreFigures = (tiers: readonly JsonObject[]): Record<string, JsonObject> =>
  present({ storeLatency: figure(tierOf(tiers, FLASH_TIER), 'latency_us', 'us') });

/** Pooled memory as systems, by id. */
export function pooledMemoryItems(tiers: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(
    POOLED.map(([id, vendor]) => {
      const tier = tierOf(tiers, id);
      const figures = present({
        hostDram: figure(tier, 'capacity_typical_gb', 'GB'),
        storeReadBandwidth: figure(tier, 'read_bandwidth_gb_s', 'GB/s'),
        storeLatency: figure(tier, 'latency_us', 'us'),
      });
      const gaps = Object.values(systemFields).flatMap(([key]) => (key in figures ? [] : [key]));
      const notes = typeof tier['notes'] === 'string' ? { notes: tier['notes'] } : {};
      return [
        id,
        {
          id,
          name: textAt(tier, 'name'),
          vendor,
          kind: 'storage',
          status: tier['status'],
          acceleratorId: null,
          costsId: id,
          acceleratorsCosted: 0,
          cloudOnly: false,
          ...notes,
          figures,
          gaps,
        },
      ];
    }),
  );
}
