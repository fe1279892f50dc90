/** Money, energy and carbon of a pool brought down to its workloads, and what making its hardware emits. */
import type { Catalogue } from '../catalogue/figures.ts';
import { embodiedKg, embodiedRate } from '../economics/carbon.ts';
import { MONTH } from '../economics/hourly.ts';
import type { RackGroup } from '../scenario/schema.ts';
import { during, quantity } from '../units/quantity.ts';
import type { Estate } from './estate.ts';
import type { WorkloadAnswer } from './evaluation.ts';
import { rememberFrom, type EvaluationMemo } from './memo.ts';
import type { PoolBundle } from './pool-bundle.ts';
import { systemsOf } from './pool.ts';
import type { SiteResult } from './site-answer.ts';
import { tokenMoneyOf } from './token-money.ts';

/** Grams a month for making the accelerators of a group, spread over their life; 0 where no figure exists. Eq. E2 */
export const embodiedPerMonth = (rackGroup: RackGroup, catalogue: Catalogue): number => {
  const system = catalogue.systems[rackGroup.systemId];
  const kg = system?.acceleratorId ? embodiedKg(system.acceleratorId, catalogue.power) : null;
  return !system || kg === null
    ? 0
    : during(embodiedRate(kg, systemsOf(rackGroup) * system.accelerators, catalogue.costs.itLifeYears.base), MONTH);
};

/** Adds to the workloads of a deployment their share of the money, energy and carbon of its groups. */
export const withMoney = (bundle: PoolBundle, estate: Estate, memo: EvaluationMemo): readonly WorkloadAnswer[] => {
  const { pool } = bundle;
  if (!pool) return bundle.workloads;
  const { powers, costs, sites, catalogue } = estate;
  const ids = new Set(pool.input.deployment.rackGroupIds);
  const mine = powers.flatMap(({ rackGroup }, index) =>
    ids.has(rackGroup.id) ? [{ rackGroup, cost: costs[index] ?? null }] : [],
  );
  const results = new Map(sites.map(({ site, result }) => [site.id, result]));
  const energies = mine.map(({ rackGroup }) => energyAndCarbon(rackGroup, results.get(rackGroup.siteId), catalogue));
  const costPerMonth = total(
    mine.map(({ cost }) => cost),
    ({ yearly }) => Object.values(yearly).reduce((sum, part) => sum + part, 0) / 12,
  );
  const energyPerMonth = total(energies, ({ energy }) => energy);
  const carbonPerMonth = total(energies, ({ carbon }) => carbon);
  return rememberFrom(memo.money, bundle.deploymentId, [bundle, costPerMonth, energyPerMonth, carbonPerMonth], () => {
    const money = tokenMoneyOf(pool, {
      costPerMonth: costPerMonth === null ? null : quantity<'USD'>(costPerMonth),
      energyPerMonth: energyPerMonth === null ? null : quantity<'J'>(energyPerMonth),
      carbonPerMonth: carbonPerMonth === null ? null : quantity<'gCO2e'>(carbonPerMonth),
    });
    return bundle.workloads.map((workload) => ({ ...workload, ...money.get(workload.workloadId) }));
  });
};

/** Sum of what is known; null as soon as one item is not. */
const total = <T>(items: readonly (T | null)[], of: (item: T) => number): number | null =>
  items.reduce<number | null>((sum, item) => (sum === null || item === null ? null : sum + of(item)), 0);

/** Energy at the meter of one group in a mean month at all copies of its site, and its carbon: operation hour by hour, and making it. */
const energyAndCarbon = (
  rackGroup: RackGroup,
  site: SiteResult | undefined,
  catalogue: Catalogue,
): { energy: number; carbon: number } | null => {
  const share = site?.shares.get(rackGroup.id);
  if (!site || !share) return null;
  const { count } = site.answer;
  return {
    energy: count * share.energyPerMonth,
    carbon: count * (share.carbonPerMonth + embodiedPerMonth(rackGroup, catalogue)),
  };
};
