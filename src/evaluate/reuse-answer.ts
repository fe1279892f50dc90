/** What a pool found again at a load, tier by tier, and the tiers that nobody published enough of [K4]. */
import type { Issue } from '../issues/issue.ts';
import { locate } from '../maths/search.ts';
import type { KvLadder } from '../serving/kv-tiers.ts';
import type { Reuse } from '../serving/reuse.ts';
import type { UnitCapacity } from './capacity-question.ts';
import type { ReuseAnswer } from './part-answer.ts';
import { type PoolCapacity, type ServingUnit, pointAtShare } from './pool-capacity.ts';
import type { PoolInput } from './pool.ts';
import { ladderOf } from './pool-reuse.ts';

/** What is found at `inFlight` sequences of what the curve describes. */
export const reuseAnswerOf = (
  { unit, capacity }: ServingUnit,
  answer: PoolCapacity,
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

/** Share of what an unlimited cache would find that is found with the units at these shares of their own, by what each can carry. */
export const foundShareOf = (answer: PoolCapacity, shares: readonly number[]): number => {
  const whole = answer.units.reduce((sum, { capacity }) => sum + capacity.saturation, 0);
  return answer.units.reduce((sum, serving, index) => {
    const { capacity } = serving;
    const inFlight =
      pointAtShare(serving, answer, shares[index] ?? 0)?.inFlight ?? capacity.group.curve.inFlight.at(-1) ?? 0;
    const found = foundAt(capacity, inFlight);
    const here = found && found.achievableTokens > 0 ? found.cachedTokens / found.achievableTokens : 1;
    return sum + (here * capacity.saturation) / whole;
  }, 0);
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
