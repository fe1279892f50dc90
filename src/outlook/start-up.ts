/** How long a new instance takes until it serves, and what that means for instances switched on and off by the hour [Y4]. */
import { acceleratorsOf } from '../performance/layout.ts';
import { weightBytesPerRank } from '../performance/memory.ts';
import type { MemoryTier } from '../catalogue/figures.ts';
import type { ServingUnit } from '../evaluate/pool-capacity.ts';
import { kvLadderOf } from '../serving/kv-tiers.ts';
import { quantity } from '../units/quantity.ts';
import type { Replicas, StartUp } from './failures-answer.ts';

/**
 * Process and libraries (10–20 s), compilation from a warm cache and capture of graphs for each batch size (20–60 s), warm-up requests and
 * health check (10–30 s): 40 to 110 s. Estimated; a cold compiler cache adds minutes.
 */
const ENGINE_START_SECONDS = 75;
/** Of the rate of the network cards, what a parallel read of weights gets: that of KV transfers over the same cards. */
const NETWORK_SHARE = 0.71;
const HOUR_SECONDS = 3_600;

/**
 * Weights come from the drives of the instance's own servers, else through their network cards from a store that keeps up. Null where
 * neither is published. Eq. Y4
 */
export const startUpOf = (
  { unit, capacity }: ServingUnit,
  memoryTiers: Readonly<Record<string, MemoryTier>>,
): StartUp | null => {
  const { instance } = capacity;
  const accelerators = acceleratorsOf(instance.layout);
  const accelerator = unit.groups[0]?.accelerator;
  if (!accelerator) return null;
  const weightBytes = quantity<'B'>(weightBytesPerRank(instance) * accelerators);
  const [drives] = kvLadderOf({
    system: unit.system,
    accelerator,
    scaleOut: unit.device.scaleOut,
    accelerators,
    acceleratorsPerSequence: accelerators,
    use: { host: false, localNvme: true, racks: false },
    stores: [],
    memoryTiers,
  }).tiers;
  const readRate = drives?.bandwidth ?? NETWORK_SHARE * unit.device.scaleOut * accelerators;
  return readRate > 0 ? startUpAt(weightBytes, drives ? 'drives' : 'network', readRate) : null;
};

/** Read time and engine start one after the other. Eq. Y4 */
export const startUpAt = (weightBytes: StartUp['weightBytes'], from: StartUp['from'], readRate: number): StartUp => {
  const readTime = quantity<'s'>(weightBytes / readRate);
  return {
    weightBytes,
    from,
    readRate,
    readTime,
    engineStart: quantity<'s'>(ENGINE_START_SECONDS),
    total: quantity<'s'>(readTime + ENGINE_START_SECONDS),
  };
};

/** What an hour needs beyond the hour before is started within that one, so long before its end as starting takes. Eq. Y4 */
export const replicasOf = (given: number, needed: readonly number[], startUpSeconds: number): Replicas => {
  const started = needed.map((now, hour) => Math.max(0, (needed[(hour + 1) % needed.length] ?? now) - now));
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  return {
    given,
    needed,
    started,
    hoursNeeded: sum(needed),
    hoursStarting: (sum(started) * startUpSeconds) / HOUR_SECONDS,
  };
};
