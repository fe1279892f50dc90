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
import { applyOverrides } from '../catalogue/overrides.ts';
import { IDLE } from '../economics/accelerator-power.ts';
import { everyDay, weekMean, type WeekProfile } from '../economics/hourly.ts';
import { groupPower } from '../economics/system-power.ts';
import type { Issue } from '../issues/issue.ts';
import type { RackGroup, Scenario } from '../scenario/schema.ts';
import { quantity, type Watts } from '../units/quantity.ts';
import { allotmentOf } from './allotment.ts';
import type { Evaluation } from './evaluation.ts';
import { priceIssues, systemIssues, unassignedIssues } from './estate-issues.ts';
import { groupCostOf, type GroupCost } from './group-cost.ts';
import { createMemo, type EvaluationMemo } from './memo.ts';
import { poolAssumptionsKey, poolBundleOf, type PoolBundle } from './pool-bundle.ts';
import { systemsOf } from './pool.ts';
import { rackAnswersOf } from './rack-answers.ts';
import { siteResultOf, type GroupPower, type SiteResult } from './site-answer.ts';
import { requestsPerMonth } from './token-money.ts';
import { totalsOf } from './totals.ts';
import { embodiedPerMonth, withMoney } from './workload-money.ts';

export interface EvaluateOptions {
  /** `reuse` answers at once on the layout used before where a search would be needed, and marks the answer provisional. */
  readonly layouts: 'search' | 'reuse';
}

/**
 * Answers a scenario. `memo` carries what earlier evaluations found; with `layouts: 'search'` the answer does not depend on it.
 * Never throws for what a user can write: that becomes an issue.
 */
export const evaluate = (
  scenario: Scenario,
  shipped: Catalogue,
  calibration: Calibration,
  memo: EvaluationMemo = createMemo(),
  options: EvaluateOptions = { layouts: 'search' },
): Evaluation => {
  const { catalogue, unknown } = applyOverrides(shipped, scenario.assumptions);
  const issues: Issue[] = unknown.map((path) => ({
    code: 'unknown-override',
    severity: 'warning',
    path: `assumptions/${path}`,
    facts: { path },
  }));
  const assumptions = poolAssumptionsKey(scenario);
  const bundles = scenario.deployments.map((deployment) =>
    poolBundleOf(scenario, deployment, catalogue, calibration, memo, options.layouts, assumptions),
  );
  issues.push(...unassignedIssues(scenario), ...bundles.flatMap((bundle) => bundle.issues));

  const powers = scenario.rackGroups.map((rackGroup): GroupPower => ({
    rackGroup,
    itPower: powerOf(rackGroup, bundles, catalogue),
  }));
  const sites = scenario.sites.flatMap((site) => {
    const groups = powers.filter(({ rackGroup }) => rackGroup.siteId === site.id);
    const result = siteResultOf(site, groups, catalogue);
    if (!result)
      issues.push({
        code: 'unknown-reference',
        severity: 'refusal',
        path: `sites/${site.id}`,
        facts: { kind: 'region', id: site.regionId },
      });
    return result ? [{ site, groups, result }] : [];
  });
  issues.push(...sites.flatMap(({ result }) => result.issues), ...systemIssues(powers, catalogue));

  const tokens = tokensByGroup(bundles);
  const costs = powers.map(({ rackGroup, itPower }) =>
    costOf(
      rackGroup,
      itPower,
      sites.map(({ result }) => result),
      tokens,
      scenario,
      catalogue,
    ),
  );
  issues.push(...priceIssues(powers, costs, catalogue));

  const workloads = bundles.flatMap((bundle) =>
    withMoney(
      bundle,
      powers,
      costs,
      sites.map(({ result }) => result),
      catalogue,
    ),
  );
  const accelerators = powers.reduce(
    (sum, { rackGroup }) => sum + systemsOf(rackGroup) * (catalogue.systems[rackGroup.systemId]?.accelerators ?? 0),
    0,
  );
  const deployments = bundles.map(({ deployment }) => deployment);
  return {
    deployments,
    workloads,
    sites: sites.map(({ result }) => result.answer),
    racks: sites.flatMap(({ site, groups }) => rackAnswersOf(scenario, site, groups, bundles, catalogue)),
    totals: totalsOf({
      deployments,
      workloads,
      sites: sites.map(({ result }) => result.answer),
      costs,
      accelerators,
      workloadCount: scenario.workloads.length,
      carbonPerMonth: quantity<'gCO2e'>(sites.reduce((sum, { result }) => sum + result.carbonPerMonth, 0)),
      embodiedPerMonth: quantity<'gCO2e'>(
        powers.reduce((sum, { rackGroup }) => sum + embodiedPerMonth(rackGroup, catalogue), 0),
      ),
      outputTokensPerMonth: outputTokens(bundles, () => true),
      horizonYears: scenario.horizonYears,
    }),
    issues,
    provisional: bundles.some(({ pool }) => pool?.provisional === true),
  };
};

/** Hourly IT power of a group: what its pool makes of it, else idle. Null where no figure exists. */
const powerOf = (
  rackGroup: RackGroup,
  bundles: readonly PoolBundle[],
  catalogue: Catalogue,
): WeekProfile<Watts> | null => {
  const served = bundles.find(({ power }) => power.has(rackGroup.id))?.power.get(rackGroup.id);
  if (served !== undefined) return served;
  const system = catalogue.systems[rackGroup.systemId];
  if (!system) return null;
  const accelerator = system.acceleratorId === null ? null : (catalogue.accelerators[system.acceleratorId] ?? null);
  const idle = groupPower({
    system,
    accelerator,
    figures: catalogue.power,
    systems: systemsOf(rackGroup),
    activeAccelerators: 0,
    activity: IDLE,
  });
  return idle === null ? null : everyDay(Array.from({ length: 24 }, () => idle.watts));
};

const outputTokens = (bundles: readonly PoolBundle[], of: (bundle: PoolBundle) => boolean): number =>
  bundles
    .filter(of)
    .reduce(
      (sum, { pool }) =>
        sum +
        (pool?.input.workloads.reduce(
          (total, workload) => total + requestsPerMonth(workload, pool) * workload.requests.outputTokens,
          0,
        ) ?? 0),
      0,
    );

/** Output tokens a year by rack group: the pool's, in proportion to what each group can carry. */
const tokensByGroup = (bundles: readonly PoolBundle[]): Map<string, number> => {
  const tokens = new Map<string, number>();
  for (const bundle of bundles) {
    const all = 12 * outputTokens([bundle], () => true);
    const whole = bundle.pool?.saturation ?? 0;
    for (const { unit, capacity } of bundle.pool?.units ?? []) {
      const allotted = allotmentOf(unit, capacity);
      const used = allotted.reduce((sum, { accelerators }) => sum + accelerators, 0);
      for (const { group, accelerators } of allotted) {
        const { id } = group.rackGroup;
        const mine = (all * accelerators * capacity.saturation) / (used * whole);
        tokens.set(id, (tokens.get(id) ?? 0) + mine);
      }
    }
  }
  return tokens;
};

const costOf = (
  rackGroup: RackGroup,
  itPower: WeekProfile<Watts> | null,
  sites: readonly SiteResult[],
  tokens: ReadonlyMap<string, number>,
  scenario: Scenario,
  catalogue: Catalogue,
): GroupCost | null => {
  const site = scenario.sites.find(({ id }) => id === rackGroup.siteId);
  const result = sites.find(({ answer }) => answer.siteId === rackGroup.siteId);
  const system = catalogue.systems[rackGroup.systemId];
  const region = site && catalogue.regions[site.regionId];
  if (!site || !result || !system || !region || !itPower) return null;
  const accelerator = system.acceleratorId === null ? null : (catalogue.accelerators[system.acceleratorId] ?? null);
  return groupCostOf(
    {
      rackGroup,
      site,
      system,
      accelerator,
      region,
      pue: result.answer.pue,
      meanItPower: weekMean(itPower),
      streamedTokensPerYear: tokens.get(rackGroup.id) ?? 0,
    },
    catalogue,
  );
};
