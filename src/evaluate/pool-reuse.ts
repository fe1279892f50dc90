/** What of a pool's prompts is found again: its sessions, and the tiers of KV its instances have [K4]. */
import type { Issue } from '../issues/issue.ts';
import type { Instance } from '../performance/instance.ts';
import { acceleratorsOf } from '../performance/layout.ts';
import { prefillOnly } from '../serving/disaggregated-curve.ts';
import type { RetentionCurve } from '../serving/kv-retention.ts';
import { kvLadderOf, type KvLadder } from '../serving/kv-tiers.ts';
import type { RequestClass } from '../serving/requests.ts';
import { reuseModelOf, type Reuse, type ReuseState } from '../serving/reuse.ts';
import { reuseSessionOf } from '../serving/reuse-table.ts';
import { locate } from '../maths/search.ts';
import type { CapacityQuestion, UnitCapacity } from './capacity-question.ts';
import type { ReuseAnswer } from './evaluation.ts';
import { stateAtShare, type PoolAnswer, type ServingUnit } from './pool-answer.ts';
import type { CellPart, PoolInput, PoolUnit, PoolWorkload } from './pool-input.ts';

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
  { pool, unit }: CapacityQuestion,
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

/** What is found at `inFlight` sequences of what the curve describes. */
export const reuseAnswerOf = (
  { unit, capacity }: ServingUnit,
  answer: PoolAnswer,
  inFlight: number,
): ReuseAnswer | null => {
  const found = foundAt(capacity, inFlight);
  if (!found) return null;
  const { achievableTokens, cachedTokens, recomputedThoughStored, fetchSeconds, hbmHeldBytes, byTier } = found;
  const part = capacity.prefill ?? { instance: capacity.instance, instances: 1 };
  const bases = answer.input.workloads.map(({ retention }) => retention.basis);
  const basis = BASES.findLast((one) => bases.includes(one)) ?? 'assumed';
  const missing = ladderOf(answer.input, unit, part.instance, part.instances)?.missing ?? [];
  return {
    achievableTokens,
    cachedTokens,
    recomputedThoughStored,
    fetchSeconds,
    hbmHeldBytes,
    byTier,
    basis,
    missing: missing.map(({ id, missing: figure }) => `${nameOf(answer.input, id)}: ${figure}`),
  };
};

/** From strong to weak. */
const BASES = ['measured', 'derived', 'assumed'] as const;

/** Row of the curve nearest to `inFlight`; null where nothing is looked up. */
const foundAt = ({ group: { curve } }: UnitCapacity, inFlight: number): Reuse | null => {
  if (!curve.reuse) return null;
  const place = locate(curve.inFlight, inFlight);
  return curve.reuse[Math.min(place.index + Math.round(place.share), curve.reuse.length - 1)] ?? null;
};

/** Share of what an unlimited cache would find that is found at a share of the pool's capacity, by the units' part of the load. */
export const foundShareOf = (answer: PoolAnswer, share: number): number => {
  const whole = answer.units.reduce((sum, { capacity }) => sum + capacity.saturation, 0);
  return answer.units.reduce((sum, serving) => {
    const { capacity } = serving;
    const inFlight = stateAtShare(serving, answer, share)?.point.inFlight ?? capacity.group.curve.inFlight.at(-1) ?? 0;
    const found = foundAt(capacity, inFlight);
    const here = found && found.achievableTokens > 0 ? found.cachedTokens / found.achievableTokens : 1;
    return sum + (here * capacity.saturation) / whole;
  }, 0);
};

/** All of the stores that an answer depends on, as a key. */
export const storesKey = (pool: PoolInput, unit: PoolUnit): unknown => {
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

/** Tiers that were asked for and lack a figure, one note each. */
export const tierIssues = (pool: PoolInput, missing: KvLadder['missing']): Issue[] =>
  missing.map(({ id, missing: figure }) => ({
    code: 'kv-tier-unknown',
    severity: 'note',
    path: `deployments/${pool.deployment.id}`,
    facts: { deployment: pool.deployment.name, tier: nameOf(pool, id), missing: figure },
  }));

const nameOf = (pool: PoolInput, id: string): string =>
  pool.stores.find(({ rackGroup }) => rackGroup.id === id)?.system.name ?? id.replaceAll('-', ' ');
