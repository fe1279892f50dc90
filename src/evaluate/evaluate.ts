/**
 * The planner: a scenario in, its answer out. Nothing here reads a clock, a network or a random source.
 *
 *   scenario ──overrides──▶ catalogue
 *   deployments ▶ pools (layout, capacity, hours, percentiles, power)
 *   sites ▶ power at the meter, carbon        rack groups ▶ money
 *   pools × money × power ▶ workloads         everything ▶ totals, issues
 */
import type { Calibration } from '../calibration/calibration.ts';
import type { Catalogue } from '../catalogue/figures.ts';
import type { Scenario } from '../scenario/schema.ts';
import { quantity } from '../units/quantity.ts';
import { outputTokensPerMonth } from './carried-parts.ts';
import { estateOf, SEARCHED, type Estate, type EvaluateOptions } from './estate.ts';
import type { Evaluation } from './evaluation.ts';
import { createMemo, type EvaluationMemo } from './memo.ts';
import { copiesOf, systemsOf } from './pool.ts';
import { rackAnswersOf } from './rack-answers.ts';
import { totalsOf } from './totals.ts';
import { embodiedPerMonth, withMoney } from './workload-money.ts';

/**
 * Answers a scenario. `memo` carries what earlier evaluations found; with `layouts: 'search'` the answer does not depend on it.
 * Never throws for what a user can write: that becomes an issue.
 */
export const evaluate = (
  scenario: Scenario,
  shipped: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo = createMemo(),
  options: EvaluateOptions = SEARCHED,
): Evaluation => {
  const evaluation = evaluationOf(estateOf(scenario, shipped, calibration, memo, options), memo);
  return options.schedule ? { ...evaluation, scheduled: 'optimal' } : evaluation;
};

/** What was worked out, in the words of the answer. */
export const evaluationOf = (estate: Estate, memo: EvaluationMemo = createMemo()): Evaluation => {
  const { scenario, catalogue, bundles, powers, costs, sites, issues } = estate;
  const workloads = bundles.flatMap((bundle) => withMoney(bundle, estate, memo));
  const accelerators = powers.reduce(
    (sum, { rackGroup }) =>
      sum +
      copiesOf(scenario, rackGroup) * systemsOf(rackGroup) * (catalogue.systems[rackGroup.systemId]?.accelerators ?? 0),
    0,
  );
  const deployments = bundles.map(({ deployment }) => deployment);
  return {
    deployments,
    workloads,
    sites: sites.map(({ result }) => result.answer),
    racks: rackAnswersOf(estate, memo),
    costs,
    totals: totalsOf({
      deployments,
      workloads,
      sites: sites.map(({ result }) => result.answer),
      costs,
      accelerators,
      workloadCount: scenario.workloads.length,
      embodiedPerMonth: quantity<'gCO2e'>(
        powers.reduce(
          (sum, { rackGroup }) => sum + copiesOf(scenario, rackGroup) * embodiedPerMonth(rackGroup, catalogue),
          0,
        ),
      ),
      outputTokensPerMonth: bundles.reduce((sum, { pool }) => sum + outputTokensPerMonth(pool), 0),
      horizonYears: scenario.horizonYears,
    }),
    issues,
    provisional: bundles.some(({ pool }) => pool?.provisional === true),
  };
};
