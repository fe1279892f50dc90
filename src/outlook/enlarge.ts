/** How many more systems a deployment needs to keep its targets and its spare, spread over its rack groups as they stand [Y2]. */
import { allotmentOf } from '../evaluate/allotment.ts';
import { copiesOf, systemsOf } from '../evaluate/pool.ts';
import type { PoolBundle } from '../evaluate/pool-bundle.ts';
import type { Deployment, Scenario } from '../scenario/schema.ts';
import { answerIn, poolsIn, type OutlookGround, type Pools } from './growth.ts';
import { isReady, usedShare } from './holding.ts';
import { withMoreSystems } from './variants.ts';

/** Systems by rack group, at each of its alike sites. */
export type Extra = ReadonlyMap<string, number>;

/** A rack group with the part of the pool's capacity it carries. */
export interface CarryingGroup {
  readonly rackGroupId: string;
  /** At one of its sites, and how many sites are alike. */
  readonly systems: number;
  readonly copies: number;
  /** Of the pool's SLA capacity, or of saturation where no load keeps the targets: all parts of a unit together carry its capacity. */
  readonly share: number;
}

/** Factor by which a plan is enlarged at most before it is said that no number of systems will do. */
const LARGEST_GROWTH = 64;

/** Rack groups that serve a deployment. */
export const carryingGroups = (scenario: Scenario, { pool }: PoolBundle): CarryingGroup[] => {
  if (!pool) return [];
  const bySla = pool.slaCapacity > 0;
  const whole = bySla ? pool.slaCapacity : pool.saturation;
  const shares = new Map<string, number>();
  for (const { unit, capacity } of pool.units) {
    const allotted = allotmentOf(unit, capacity);
    const used = allotted.reduce((sum, { accelerators }) => sum + accelerators, 0);
    const mine = (bySla ? capacity.slaCapacity : capacity.saturation) / whole;
    for (const { group, accelerators } of allotted) {
      const { id } = group.rackGroup;
      shares.set(id, (shares.get(id) ?? 0) + (mine * accelerators) / used);
    }
  }
  return scenario.rackGroups.flatMap((rackGroup) => {
    const share = shares.get(rackGroup.id) ?? 0;
    const systems = systemsOf(rackGroup);
    return share > 0 && systems > 0
      ? [{ rackGroupId: rackGroup.id, systems, copies: copiesOf(scenario, rackGroup), share }]
      : [];
  });
};

/**
 * Fewest systems beyond `scenario` with which the deployment keeps its targets and its spare, dealt to its groups in proportion to what they have. Null
 * where no number of them does: no load keeps the targets, or nothing serves. Eq. Y2
 */
export const extraSystems = (
  ground: OutlookGround,
  scenario: Scenario,
  pools: Pools,
  deployment: Deployment,
): Extra | null => {
  const bundle = pools.bundles.find(({ deploymentId }) => deploymentId === deployment.id);
  const groups = bundle ? carryingGroups(scenario, bundle) : [];
  if (!bundle?.pool || bundle.pool.slaCapacity <= 0 || groups.length === 0) return null;
  const standing = groups.reduce((sum, { systems }) => sum + systems, 0);
  const holds = (extra: number): boolean => {
    const larger = withMoreSystems(scenario, dealt(groups, extra));
    return isReady(answerIn(poolsIn(ground, larger), deployment.id), scenario);
  };
  const used = usedOfSystems(ground, scenario, pools, deployment, groups);
  let above = Math.max(1, Math.ceil(standing * (used - 1)));
  if (above > LARGEST_GROWTH * standing) return null;
  let below = 0;
  // What capacity says is nearly always right; round trips and uneven groups make it one or two more.
  while (!holds(above)) {
    below = above;
    above = Math.max(above + 1, Math.ceil(above * 1.25));
    if (above > LARGEST_GROWTH * standing) return null;
  }
  below = Math.max(below, Math.floor(0.75 * above) - 1);
  if (below > 0 && holds(below)) [above, below] = [below, 0];
  while (above - below > 1) {
    const middle = Math.floor((above + below) / 2);
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return dealt(groups, above);
};

/**
 * Peak load as a share of what the systems may carry. Where power ends it sooner, what one more system of each group carries with the power
 * for all counts, as every enlarged plan has that; 1 where nothing is known.
 */
const usedOfSystems = (
  ground: OutlookGround,
  scenario: Scenario,
  pools: Pools,
  deployment: Deployment,
  groups: readonly CarryingGroup[],
): number => {
  const { utilisationCap } = scenario;
  const answer = answerIn(pools, deployment.id);
  const used = usedShare(answer, utilisationCap) ?? 1;
  if (!answer.powerLimitedByHour.some(Boolean)) return Number.isFinite(used) ? used : 1;
  const powered = withMoreSystems(scenario, new Map(groups.map(({ rackGroupId }) => [rackGroupId, 1])));
  const usedThen = usedShare(answerIn(poolsIn(ground, powered), deployment.id), utilisationCap) ?? 1;
  const standing = groups.reduce((sum, { systems }) => sum + systems, 0);
  return Number.isFinite(usedThen) ? (usedThen * (standing + groups.length)) / standing : 1;
};

/** `extra` systems one after the other to the group that has grown least. */
const dealt = (groups: readonly CarryingGroup[], extra: number): Map<string, number> => {
  const total = groups.reduce((sum, { systems }) => sum + systems, 0);
  const whole = groups.map(({ systems }) => Math.floor((extra * systems) / total));
  let left = extra - whole.reduce((sum, systems) => sum + systems, 0);
  const order = groups
    .map(({ systems }, index) => ({ index, rest: ((extra * systems) / total) % 1 }))
    .toSorted((a, b) => b.rest - a.rest);
  for (const { index } of order) {
    if (left === 0) break;
    whole[index] = (whole[index] ?? 0) + 1;
    left -= 1;
  }
  return new Map(
    groups.flatMap(({ rackGroupId }, index) => (whole[index] ? [[rackGroupId, whole[index]] as const] : [])),
  );
};
