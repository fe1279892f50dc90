/** What an estate takes at the meter in a mean month, all sites and all their copies, and how much of the movable work it does [E2, E4]. */
import type { Estate } from '../evaluate/estate.ts';
import type { SiteAnswer } from '../evaluate/evaluation.ts';
import { quantity, type Dollars, type GramsCo2e, type Joules } from '../units/quantity.ts';
import type { ProgramInput } from './program-input.ts';

export interface MonthSum {
  readonly energyPerMonth: Joules;
  readonly energyCostPerMonth: Dollars;
  /** Location-based. */
  readonly carbonPerMonth: GramsCo2e;
  /** Of the offline work that may move, the part done before its deadline on a day of the busiest month. */
  readonly doneShare: number;
}

export const monthSumOf = (estate: Estate, input: ProgramInput): MonthSum => {
  const overSites = (of: (site: SiteAnswer) => number): number =>
    estate.sites.reduce((sum, { site, result }) => sum + site.count * of(result.answer), 0);
  return {
    energyPerMonth: quantity<'J'>(overSites(({ energyPerMonth }) => energyPerMonth)),
    energyCostPerMonth: quantity<'USD'>(overSites(({ energyCostPerMonth }) => energyCostPerMonth)),
    carbonPerMonth: quantity<'gCO2e'>(overSites(({ carbonPerMonth }) => carbonPerMonth)),
    doneShare: doneShareOf(estate, input),
  };
};

/** Part of `after` that is less than `before`; null where there is nothing to compare. */
export const savedShare = (before: number, after: number | null): number | null =>
  after === null || before <= 0 ? null : 1 - after / before;

const doneShareOf = ({ bundles }: Estate, { tasks }: ProgramInput): number => {
  let [work, done] = [0, 0];
  for (const task of tasks) {
    const pool = bundles.find(({ deploymentId }) => deploymentId === task.deploymentId)?.pool;
    const weight = task.work * (pool?.spread.whole ?? 0) * (task.day === 'weekday' ? 5 : 2);
    work += weight;
    done += weight * (pool?.[task.day].jobs.get(task.workloadId)?.doneShare ?? 0);
  }
  return work > 0 ? done / work : 1;
};
