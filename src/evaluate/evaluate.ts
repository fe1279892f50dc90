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
import { embodiedKg, embodiedRate } from '../economics/carbon.ts';
import { IDLE } from '../economics/accelerator-power.ts';
import { everyDay, MONTH, weekMean, YEAR, type WeekProfile } from '../economics/hourly.ts';
import { groupPower } from '../economics/system-power.ts';
import type { Issue } from '../issues/issue.ts';
import type { RackGroup, Scenario } from '../scenario/schema.ts';
import { during, quantity, type Watts } from '../units/quantity.ts';
import type { Evaluation, WorkloadAnswer } from './evaluation.ts';
import { groupCostOf, type GroupCost } from './group-cost.ts';
import { createMemo, type EvaluationMemo } from './memo.ts';
import { poolAssumptionsKey, poolBundleOf, type PoolBundle } from './pool-bundle.ts';
import { systemsOf } from './pool-input.ts';
import { rackAnswersOf } from './rack-answers.ts';
import { siteResultOf, type GroupPower, type SiteResult } from './site-answer.ts';
import { requestsPerMonth, tokenMoneyOf } from './token-money.ts';
import { totalsOf } from './totals.ts';

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
  issues.push(...unassigned(scenario), ...bundles.flatMap((bundle) => bundle.issues));

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

const unassigned = (scenario: Scenario): Issue[] =>
  scenario.workloads
    .filter(({ id }) => !scenario.deployments.some(({ workloadIds }) => workloadIds.includes(id)))
    .map(({ id, name }) => ({
      code: 'workload-unassigned',
      severity: 'warning',
      path: `workloads/${id}`,
      facts: { workload: name },
    }));

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
    const whole = bundle.pool?.groups.reduce((sum, { capacity }) => sum + capacity.saturation, 0) ?? 0;
    for (const { group, capacity } of bundle.pool?.groups ?? [])
      tokens.set(group.rackGroup.id, (all * capacity.saturation) / whole);
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

const embodiedPerMonth = (rackGroup: RackGroup, catalogue: Catalogue): number => {
  const system = catalogue.systems[rackGroup.systemId];
  const kg = system?.acceleratorId ? embodiedKg(system.acceleratorId, catalogue.power) : null;
  return !system || kg === null
    ? 0
    : during(embodiedRate(kg, systemsOf(rackGroup) * system.accelerators, catalogue.costs.itLifeYears.base), MONTH);
};

/** Adds to each workload its share of the pool's money, energy and carbon. */
const withMoney = (
  bundle: PoolBundle,
  powers: readonly GroupPower[],
  costs: readonly (GroupCost | null)[],
  sites: readonly SiteResult[],
  catalogue: Catalogue,
): WorkloadAnswer[] => {
  const { pool } = bundle;
  if (!pool) return [...bundle.workloads];
  const ids = new Set(pool.input.deployment.rackGroupIds);
  const mine = powers.flatMap((power, index) =>
    ids.has(power.rackGroup.id) ? [{ power, cost: costs[index] ?? null }] : [],
  );
  const energies = mine.map(({ power }) => energyAndCarbon(power, sites, catalogue));
  const total = <T>(items: readonly (T | null)[], of: (item: T) => number): number | null =>
    items.reduce<number | null>((sum, item) => (sum === null || item === null ? null : sum + of(item)), 0);
  const costPerMonth = total(
    mine.map(({ cost }) => cost),
    ({ yearly }) => Object.values(yearly).reduce((sum, part) => sum + part, 0) / 12,
  );
  const energyPerMonth = total(energies, ({ energy }) => energy);
  const carbonPerMonth = total(energies, ({ carbon }) => carbon);
  const money = tokenMoneyOf(pool, {
    costPerMonth: costPerMonth === null ? null : quantity<'USD'>(costPerMonth),
    energyPerMonth: energyPerMonth === null ? null : quantity<'J'>(energyPerMonth),
    carbonPerMonth: carbonPerMonth === null ? null : quantity<'gCO2e'>(carbonPerMonth),
  });
  return bundle.workloads.map((workload) => ({ ...workload, ...money.get(workload.workloadId) }));
};

/** Energy at the meter of one group in a mean month, and its carbon: operation by the site's mean grams per joule, and making it. */
const energyAndCarbon = (
  { rackGroup, itPower }: GroupPower,
  sites: readonly SiteResult[],
  catalogue: Catalogue,
): { energy: number; carbon: number } | null => {
  const site = sites.find(({ answer }) => answer.siteId === rackGroup.siteId);
  if (!itPower || !site) return null;
  const energy = (weekMean(itPower) * site.answer.pue * YEAR) / 12;
  const perJoule = site.answer.energyPerMonth > 0 ? site.carbonPerMonth / site.answer.energyPerMonth : 0;
  return { energy, carbon: energy * perJoule + embodiedPerMonth(rackGroup, catalogue) };
};

/** Things to know about the systems in use, once per system. */
const systemIssues = (powers: readonly GroupPower[], catalogue: Catalogue): Issue[] =>
  [...new Set(powers.map(({ rackGroup }) => rackGroup.systemId))].flatMap((id): Issue[] => {
    const system = catalogue.systems[id];
    if (!system)
      return [{ code: 'unknown-reference', severity: 'refusal', path: `systems/${id}`, facts: { kind: 'system', id } }];
    const withoutPower = powers.some(({ rackGroup, itPower }) => rackGroup.systemId === id && itPower === null);
    return [
      ...(system.status === 'shipping'
        ? []
        : [
            {
              code: 'status-projection' as const,
              severity: 'note' as const,
              path: `systems/${id}`,
              facts: { system: system.name, status: system.status },
            },
          ]),
      ...(withoutPower
        ? [
            {
              code: 'no-power' as const,
              severity: 'warning' as const,
              path: `systems/${id}`,
              facts: { system: system.name },
            },
          ]
        : []),
    ];
  });

const priceIssues = (
  powers: readonly GroupPower[],
  costs: readonly (GroupCost | null)[],
  catalogue: Catalogue,
): Issue[] => {
  const missing = new Set(
    powers.flatMap(({ rackGroup, itPower }, index) =>
      costs[index] === null && itPower !== null ? [rackGroup.systemId] : [],
    ),
  );
  return [...missing].map((id) => ({
    code: 'no-price',
    severity: 'warning',
    path: `systems/${id}`,
    facts: { system: catalogue.systems[id]?.name ?? id },
  }));
};
