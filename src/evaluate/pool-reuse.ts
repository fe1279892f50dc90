/** What of a pool's prompts is found again: its sessions, and the tiers of KV its instances have [K4]. */
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { prefillOnly } from '../serving/disaggregated-curve.ts';
import type { RetentionCurve } from '../serving/kv-retention.ts';
import { kvLadderOf, type KvLadder } from '../serving/kv-tiers.ts';
import type { RequestClass } from '../serving/requests.ts';
import { reuseModelOf, type Reuse, type ReuseState } from '../serving/reuse.ts';
import { reuseSessionOf } from '../serving/reuse-table.ts';
import type { CellPart, PoolInput, PoolUnit, PoolWorkload } from './pool.ts';

/** Sessions of one workload, and their share of the requests of a mix. */
export interface SessionShare {
  readonly requests: RequestClass;
  readonly retention: RetentionCurve;
  readonly weight: number;
}

export const sessionsOf = (
  workloads: readonly PoolWorkload[],
  classes: readonly { readonly weight: number }[],
): SessionShare[] => {
  const total = classes.reduce((sum, { weight }) => sum + weight, 0);
  return workloads.map(({ requests, retention }, index) => ({
    requests,
    retention,
    weight: (classes[index]?.weight ?? 0) / total,
  }));
};

/** Those that prefill keep the prefixes. */
const keepers = (unit: PoolUnit): CellPart => unit.prefill ?? unit;

/** Tiers of equal instances together; their part of the stores is that of their accelerators among those of the unit. */
export const ladderOf = (pool: PoolInput, unit: PoolUnit, instance: Instance, instances: number): KvLadder | null => {
  const { system, device, groups } = keepers(unit);
  const accelerator = groups[0]?.accelerator;
  if (!accelerator) return null;
  const { layout } = instance;
  const accelerators = instances * acceleratorsOf(layout);
  const all = groups.reduce((sum, group) => sum + group.accelerators, 0);
  return kvLadderOf({
    system,
    accelerator,
    scaleOut: device.scaleOut,
    accelerators,
    acceleratorsPerSequence: layout.tp * layout.pp,
    use: pool.deployment.serving.kvTiers,
    stores: pool.stores
      .filter(({ rackGroup }) => groups.some(({ site }) => site.id === rackGroup.siteId))
      .map(({ rackGroup, system: store, share }) => ({
        id: rackGroup.id,
        system: store,
        systems: rackGroup.placements.reduce((sum, { count }) => sum + count, 0),
        share: Math.min(1, (share * accelerators) / all),
      })),
    memoryTiers: pool.memoryTiers,
  });
};

/** Undefined where nothing is looked up again: prefix caching is off, or no prompt repeats. Eq. K4 */
export const reuseOf = (
  { pool, unit }: { readonly pool: PoolInput; readonly unit: PoolUnit },
  sessions: readonly SessionShare[],
  instance: Instance,
  instances: number,
): ((state: ReuseState) => Reuse) | undefined => {
  const { serving } = pool.deployment;
  if (!serving.prefixCaching || sessions.every(({ requests }) => requests.cachedTokens <= 0)) return undefined;
  const ladder = ladderOf(pool, unit, instance, instances);
  if (!ladder) return undefined;
  let perToken: number | null = null;
  return reuseModelOf({
    sessions: sessions
      .filter(({ weight }) => weight > 0)
      .map(({ requests, retention, weight }) => reuseSessionOf(instance, requests, retention, weight)),
    tiers: ladder.tiers,
    wait: serving.kvTiers.wait,
    recomputeSeconds: (tokens) => {
      perToken ??= recomputePerToken(instance, sessions, serving.prefillBudgetTokens);
      return tokens * perToken;
    },
  });
};

/** Seconds to compute a token of a mean context anew, engine to itself. */
const recomputePerToken = (instance: Instance, sessions: readonly SessionShare[], budget: number): number => {
  const inputTokens = Math.max(
    1,
    sessions.reduce((sum, { requests, weight }) => sum + weight * requests.inputTokens, 0),
  );
  return prefillOnly(instance, { inputTokens, cachedTokens: 0 }, budget).seconds / inputTokens;
};

/** All of the stores that an answer depends on, as a key. Where there are none it does not name the racks either: their number changes no instance. */
export const storesKey = (pool: PoolInput, unit: PoolUnit): unknown => {
  if (pool.stores.length === 0) return null;
  const { groups } = keepers(unit);
  return [
    groups.map(({ site, accelerators }) => [site.id, accelerators]),
    pool.stores.map(({ rackGroup, share }) => [
      rackGroup.id,
      rackGroup.siteId,
      rackGroup.systemId,
      rackGroup.placements,
      share,
    ]),
  ];
};
